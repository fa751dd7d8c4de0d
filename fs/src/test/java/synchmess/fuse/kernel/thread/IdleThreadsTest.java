package synchmess.fuse.kernel.thread;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IdleThreadsTest {
  private static final int CALLING_THREAD = 0;
  private static final int RING = 7;

  private final Map<Integer, SchedulingPolicy> policies = new HashMap<>();
  private String shared;
  private final List<Integer> compilers = new ArrayList<>();
  private final IdleThreads threads =
      new IdleThreads(null, () -> shared, () -> compilers, policies::put);

  @Test
  void look_groupOfItsOwn_putsThemUnderIdle() {
    threads.add(RING);
    threads.look();
    assertThat(policies).containsExactly(Map.entry(RING, SchedulingPolicy.IDLE));
    assertThat(threads.how()).isEqualTo("ring threads under SCHED_IDLE");
  }

  @Test
  void look_groupThatIsShared_leavesThem() {
    shared = "the session is not the daemon's own";
    threads.add(RING);
    threads.look();
    assertThat(policies).isEmpty();
    assertThat(threads.how())
        .isEqualTo("ring threads not under SCHED_IDLE: the session is not the daemon's own");
  }

  @Test
  void look_groupThatHasBecomeShared_takesThemBack() {
    threads.add(RING);
    threads.look();
    shared = "others are in the daemon's cgroup";
    threads.look();
    assertThat(policies).containsEntry(RING, SchedulingPolicy.OTHER);
  }

  @Test
  void look_thatFails_takesThemBack() {
    IdleThreads failing =
        new IdleThreads(
            null,
            () -> {
              throw new IllegalStateException();
            },
            List::of,
            policies::put);
    failing.add(RING);
    failing.look();
    assertThat(policies).isEmpty();
    assertThat(failing.how()).endsWith("a look failed");
  }

  /** They are in the same group, and would have it for themselves. */
  @Test
  void compilers_haveTheSamePolicy() {
    compilers.add(8);
    threads.look();
    assertThat(policies).containsExactly(Map.entry(8, SchedulingPolicy.IDLE));
    threads.jobBegins();
    assertThat(policies).containsEntry(8, SchedulingPolicy.OTHER);
  }

  @Test
  void add_whileTheyAreIdle_putsItUnderIdleAtOnce() {
    threads.look();
    threads.add(RING);
    assertThat(policies).containsEntry(RING, SchedulingPolicy.IDLE);
  }

  @Test
  void remove_leavesANumberThatMayBeAnothersAlone() {
    threads.add(RING);
    threads.remove(RING);
    threads.look();
    assertThat(policies).isEmpty();
  }

  /** A ring's thread may have started the worker, which has its policy then. */
  @Test
  void jobBegins_takesThemBackAtOnceAndItsOwnThreadToo() {
    threads.add(RING);
    threads.look();
    threads.jobBegins();
    assertThat(policies)
        .containsEntry(RING, SchedulingPolicy.OTHER)
        .containsEntry(CALLING_THREAD, SchedulingPolicy.OTHER);
    assertThat(threads.how()).endsWith("a job runs");
  }

  @Test
  void look_whileOneOfTwoJobsRuns_leavesThem() {
    threads.add(RING);
    threads.jobBegins();
    threads.jobBegins();
    threads.look();
    threads.jobEnded();
    threads.look();
    assertThat(policies).doesNotContainEntry(RING, SchedulingPolicy.IDLE);
  }

  /** So that jobs in a row do not have it go back and forth. */
  @Test
  void look_afterAJob_waitsForOneWithoutAny() {
    threads.add(RING);
    threads.jobBegins();
    threads.jobEnded();
    threads.look();
    assertThat(policies).doesNotContainKey(RING);
    threads.look();
    assertThat(policies).containsEntry(RING, SchedulingPolicy.IDLE);
  }

  @Test
  void whereItIsSwitchedOff_noThreadIsTouched() {
    IdleThreads off = new IdleThreads("--idle-threads=off", () -> null, List::of, policies::put);
    off.add(RING);
    off.jobBegins();
    off.jobEnded();
    assertThat(policies).isEmpty();
    assertThat(off.isPossible()).isFalse();
    assertThat(off.how()).isEqualTo("ring threads not under SCHED_IDLE: --idle-threads=off");
  }
}
