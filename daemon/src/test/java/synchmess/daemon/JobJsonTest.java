package synchmess.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class JobJsonTest {
  @Test
  void progress_isThreeNumbers() {
    assertThat(JobJson.progress("5 10 50\n").toString())
        .isEqualTo("{done=5, total=10, percent=50}");
  }

  @Test
  void result_isValuesByName() {
    assertThat(JobJson.result("id: 7\nstate: failed\nerror: ENOENT a: b\n").toString())
        .isEqualTo("{id=7, state=failed, error=ENOENT a: b}");
  }

  @Test
  void result_aNameThatComesTwice_hasAListOfValues() {
    assertThat(JobJson.result("node: a\nnode: b\n")).containsEntry("node", List.of("a", "b"));
  }
}
