package synchmess.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class JobTableTest {
  @Test
  void of_lines_columnsBeginBelowOneAnother() {
    assertThat(
            JobTable.of(
                List.of(
                    "ID PRIORITY STATE OPERATION OWNER AGE PERCENT FILE",
                    "1  high     running checksum 1000  3 42 /etc/passwd",
                    "1234 medium queued copy 0 12 0 -")))
        .isEqualTo(
            """
            ID    PRIORITY  STATE    OPERATION  OWNER  AGE  PERCENT  FILE
            1     high      running  checksum   1000   3    42       /etc/passwd
            1234  medium    queued   copy       0      12   0        -
            """);
  }

  @Test
  void of_linesOfDifferentLengths_areTakenAsTheyAre() {
    assertThat(JobTable.of(List.of("a", "bb c"))).isEqualTo("a\nbb  c\n");
  }

  @Test
  void of_nothing_isNothing() {
    assertThat(JobTable.of(List.of())).isEmpty();
  }
}
