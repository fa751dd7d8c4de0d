package synchmess.harness.joboperation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import synchmess.harness.Mount;
import synchmess.harness.Mounted;

/** The exercise with kernel threads: what a lock is good for. */
@Tag("no-engine")
class CountTest {
  /** Even one that shares its cores with others should see a race in so many. */
  private static final int ATTEMPTS = 20;

  @RegisterExtension static final Mounted MOUNTED = Mounted.with();

  private final Mount mount = MOUNTED.mount();

  private Job count(String... words) {
    return Job.run(mount, "op=count " + String.join(" ", words));
  }

  private static void assertAddsUp(Job job) {
    assertThat(job.number("expected") - job.number("actual")).isEqualTo(job.number("lost"));
  }

  @Test
  void withoutALock_updatesAreLost() {
    long lost = 0;
    for (int i = 0; i < ATTEMPTS && lost == 0; i++) {
      Job job = count("threads=2", "times=5000000");
      assertAddsUp(job);
      assertThat(job.number("expected")).isEqualTo(10_000_000);
      lost = job.number("lost");
    }

    assertThat(lost).isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {"spin", "mutex", "atomic"})
  void withALock_theTotalIsExact(String lock) {
    Job job = count("threads=4", "times=200000", "increment=3", "lock=" + lock);

    assertThat(job.number("expected")).isEqualTo(4 * 200_000 * 3);
    assertThat(job.number("actual")).isEqualTo(4 * 200_000 * 3);
    assertThat(job.number("lost")).isZero();
    assertThat(job.result("lock")).isEqualTo(lock);
  }

  @ParameterizedTest
  @CsvSource({"1,1,1", "64,10,-7", "3,1000,1000000000"})
  void expected_isThreadsTimesIncrement(long threads, long times, long increment) {
    Job job =
        count("lock=atomic threads=%d times=%d increment=%d".formatted(threads, times, increment));

    assertThat(job.number("expected")).isEqualTo(threads * times * increment);
    assertThat(job.number("actual")).isEqualTo(threads * times * increment);
    assertThat(job.read("progress").strip()).isEqualTo("%d %1$d 100".formatted(threads * times));
  }

  @Test
  void result_hasANodeForEachThread() {
    List<String> nodes =
        count("threads=3", "times=1000", "increment=2", "lock=mutex")
            .read("result")
            .lines()
            .filter(line -> line.startsWith("node."))
            .toList();

    assertThat(nodes).hasSize(3);
    for (int i = 1; i <= nodes.size(); i++) {
      assertThat(nodes.get(i - 1))
          .matches("node.%d: thread .+, added 2000, \\d+\\.\\d ns per step".formatted(i));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "spin", "mutex", "atomic"})
  void cancelledInTheMiddle_itEndsAndItsThreadsToo(String lock) {
    Job job = Job.submit(mount, "op=count threads=4 times=1000000000 lock=" + lock).awaitProgress();
    assertThat(threads()).contains("count-4");
    job.cancel();

    job.awaitState("cancelled");
    assertThat(threads()).doesNotContain("count-1", "count-2", "count-3", "count-4");
    assertThat(job.result("actual")).isNull();
  }

  /** The names of the daemon's. */
  private List<String> threads() {
    String script = "cat /proc/%d/task/*/comm 2>/dev/null || true".formatted(mount.pid());
    return mount.sh(script).output().lines().toList();
  }
}
