package synchmess.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JobResultTest {
  @Test
  void outcome_done_isItsState() {
    JobResult result = new JobResult("id: 7\nop: copy\nstate: done\nduration: 0.001\n");

    assertThat(result.isDone()).isTrue();
    assertThat(result.outcome()).isEqualTo("job 7 done");
  }

  @Test
  void outcome_failed_tellsWhy() {
    JobResult result =
        new JobResult(
            "id: 7\nop: copy\nstate: failed\nerror: ENOENT /x: No such file or directory\n");

    assertThat(result.isDone()).isFalse();
    assertThat(result.outcome()).isEqualTo("job 7 failed: ENOENT /x: No such file or directory");
  }

  @Test
  void outcome_cancelled_isItsState() {
    JobResult result = new JobResult("id: 7\nop: copy\nstate: cancelled\n");

    assertThat(result.isDone()).isFalse();
    assertThat(result.outcome()).isEqualTo("job 7 cancelled");
  }
}
