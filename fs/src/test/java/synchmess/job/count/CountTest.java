package synchmess.job.count;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import synchmess.job.operation.TestJobs;
import synchmess.job.operation.TestWork;
import synchmess.job.work.JobCancelledException;
import synchmess.job.work.Operation;

class CountTest {
  private final TestJobs jobs = new TestJobs(Path.of("/"));

  @ParameterizedTest
  @CsvSource({
    "spin, 2, 100000, 1",
    "spin, 5, 1000, -3",
    "mutex, 2, 100000, 1",
    "mutex, 5, 1000, -3",
    "atomic, 2, 100000, 1",
    "atomic, 5, 1000, 4611686018427",
    "none, 1, 100000, 1"
  })
  void count_guarded_losesNothing(String lock, int threads, int times, long increment)
      throws IOException {
    String job =
        "op=count lock=%s threads=%d times=%d increment=%d"
            .formatted(lock, threads, times, increment);

    TestWork work = jobs.run(job);

    String sum = Long.toString((long) threads * times * increment);
    assertThat(work.results)
        .containsEntry("expected", sum)
        .containsEntry("actual", sum)
        .containsEntry("lost", "0");
    assertThat(work.done()).isEqualTo(work.expected).isEqualTo((long) threads * times);
  }

  @Test
  void count_unguarded_loses() {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> {
              TestWork work = jobs.run("op=count");
              long lost = number(work, "lost");
              assertThat(number(work, "expected")).isEqualTo(2_000_000);
              assertThat(lost).isEqualTo(2_000_000 - number(work, "actual")).isPositive();
            });
  }

  @Test
  void count_unguardedDownwards_losesTheOtherWay() throws IOException {
    TestWork work = jobs.run("op=count increment=-5");

    assertThat(number(work, "expected")).isEqualTo(-10_000_000);
    assertThat(number(work, "lost"))
        .isEqualTo(-10_000_000 - number(work, "actual"))
        .isNotPositive();
  }

  private static long number(TestWork work, String name) {
    return Long.parseLong(work.results.get(name));
  }

  @Test
  void count_result_hasANodeForEachThread() throws IOException {
    TestWork work = jobs.run("op=count threads=3 times=65 increment=2 lock=atomic");

    assertThat(work.results)
        .containsEntry("threads", "3")
        .containsEntry("times", "65")
        .containsEntry("increment", "2")
        .containsEntry("lock", "atomic")
        .containsEntry("expected", "390");
    assertThat(work.results.get("ns_per_step")).matches("[0-9]+\\.[0-9]");
    assertThat(work.results.keySet())
        .containsExactly(
            "threads",
            "times",
            "increment",
            "lock",
            "expected",
            "actual",
            "lost",
            "ns_per_step",
            "node.1",
            "node.2",
            "node.3");
    assertThat(work.results.get("node.3"))
        .matches("thread count-3, added 130, [0-9]+\\.[0-9] ns per step");
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "spin", "mutex", "atomic"})
  void count_cancelled_endsWithAllItsThreads(String lock) {
    Operation count = jobs.operation("op=count threads=8 times=1000000000 lock=" + lock);
    TestWork work = new TestWork();

    CompletableFuture<Throwable> end =
        CompletableFuture.supplyAsync(() -> catchThrowable(() -> count.run(work)));
    await().until(() -> work.done() > 0);
    work.cancelled.set(true);

    await().until(end::isDone);
    assertThat(end.join()).isInstanceOf(JobCancelledException.class);
    assertThat(Thread.getAllStackTraces().keySet()).noneMatch(Node.class::isInstance);
    assertThat(work.results).isEmpty();
  }

  @Test
  void count_interrupted_endsWithAllItsThreads() {
    Operation count = jobs.operation("op=count times=1000000000");

    Thread.currentThread().interrupt();
    Throwable thrown = catchThrowable(() -> count.run(new TestWork()));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(thrown).isInstanceOf(JobCancelledException.class);
    assertThat(Thread.getAllStackTraces().keySet()).noneMatch(Node.class::isInstance);
  }
}
