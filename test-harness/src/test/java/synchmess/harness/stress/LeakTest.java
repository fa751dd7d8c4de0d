package synchmess.harness.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import synchmess.harness.Condition;
import synchmess.harness.Group;
import synchmess.harness.Mount;

/** After a lot of use the daemon holds what it held before. */
class LeakTest {
  private static final int PRODUCERS = 2;

  /** Threads that nobody needs any more stay for a few seconds. */
  private static final Duration SETTLES_WITHIN = Duration.ofSeconds(60);

  @Test
  void manyMessagesAndManyGroups_leaveNothing() {
    try (Mount mount = Mount.start()) {
      Resources fresh = Resources.of(mount);
      use(mount, 4_000, 50);
      Heap heap = Heap.of(mount);
      Resources before = Resources.of(mount).withThreadsOf(fresh);

      use(mount, 100_000, 1_000);
      Condition.await(
          "no more than " + before, SETTLES_WITHIN, () -> Resources.of(mount).isWithin(before));
      Condition.await("no more than " + heap, SETTLES_WITHIN, () -> Heap.of(mount).isWithin(heap));
      assertThat(mount.list(".")).containsExactly("ctl", "jobs", "synchmess", "sys");
      assertThat(Report.of(mount.read("sys/stats")).get("bytes")).isZero();
    }
  }

  /** Messages of several producers through several consumers; groups come and go meanwhile. */
  private static void use(Mount mount, int messages, int groups) {
    try (Traffic traffic = new Traffic(mount)) {
      List<Group> polled = List.of(traffic.install("leaky-1", "eof"));
      List<Group> blocking = List.of(traffic.install("leaky-2", "block"));
      traffic.consume(Way.C_POLL, polled);
      traffic.consume(Way.C_EPOLL, polled);
      traffic.consume(Way.C_BLOCK, blocking);
      traffic.consume(Way.C_FOLLOW, blocking);
      for (int i = 0; i < PRODUCERS; i++) {
        traffic.produce(messages / PRODUCERS / 2, List.of(polled.get(0), blocking.get(0)));
      }
      Stress.run("churn", groups, mount.directory());
      traffic.awaitProducers();
      traffic.drain();
    }
  }
}
