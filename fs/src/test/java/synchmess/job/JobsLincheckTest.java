package synchmess.job;

import org.jetbrains.kotlinx.lincheck.LinChecker;
import org.jetbrains.kotlinx.lincheck.annotations.Operation;
import org.jetbrains.kotlinx.lincheck.annotations.Param;
import org.jetbrains.kotlinx.lincheck.paramgen.IntGen;
import org.jetbrains.kotlinx.lincheck.paramgen.ThreadIdGen;
import org.jetbrains.kotlinx.lincheck.strategy.managed.modelchecking.ModelCheckingOptions;
import org.jetbrains.kotlinx.lincheck.strategy.stress.StressOptions;
import org.junit.jupiter.api.Test;
import synchmess.errno.Errno;
import synchmess.waiting.Outcome;

/**
 * Every interleaving of the operations below must look as if they had happened one after another.
 *
 * <p>Each thread is a worker that takes jobs when it is told to. So many jobs are queued at first,
 * which nothing else touches, that no take ever waits.
 *
 * <p>Whoever is throttled asks for the outcome in a later operation, which interrupts him if he
 * still waits.
 *
 * <p>{@code -Dsynchmess.lincheck=N} tries N times as many scenarios (1).
 */
@Param(name = "which", gen = IntGen.class, conf = "0:1")
@Param(name = "thread", gen = ThreadIdGen.class)
public class JobsLincheckTest {
  private static final int MAX_THREADS = 8;
  private static final int TIMES = Integer.getInteger("synchmess.lincheck", 1);

  /** More than there are operations in all threads, and before and after them. */
  private static final int UNTOUCHED = 8;

  private static final int CONTESTED = 2;

  /** So often one place may be passed before it is held to be an endless loop. */
  private static final int MANY_STEPS = 10_000;

  /** Room for so many more. */
  private static final int ROOM = 2;

  /** Made when it is first used: what is there at first must have no records in it. */
  private TestJobs made;

  /** Those that all threads are after. */
  private final Job[] contested = new Job[CONTESTED];

  /** What each thread runs, if anything. */
  private final Job[] running = new Job[MAX_THREADS];

  /** Each thread's throttled submission, if it has one. */
  private final RecordingSubmission[] throttled = new RecordingSubmission[MAX_THREADS];

  private synchronized TestJobs queue() {
    if (made == null) {
      made = TestJobs.withoutWorkers();
      made.limits.setMaxQueuedPerUser(1);
      made.limits.setMaxRunningPerUser(1);
      made.limitQueue(UNTOUCHED + CONTESTED + ROOM);
      for (int i = 0; i < UNTOUCHED; i++) {
        made.submit(Priority.MEDIUM);
      }
      for (int i = 0; i < CONTESTED; i++) {
        contested[i] = made.submit(Priority.HIGH);
      }
    }
    return made;
  }

  private Jobs jobs() {
    return queue().jobs;
  }

  @Operation
  public long submit(boolean high) {
    return jobs().submit(TestJobs.job(priority(high)).submission(), false);
  }

  /** Of a user who may have one queued, and one running. */
  @Operation
  public long submitOther() {
    return jobs().submit(TestJobs.job(Priority.HIGH).of(TestJobs.OTHER_USER).submission(), false);
  }

  @Operation
  public long submitUnique() {
    return jobs().submit(TestJobs.job(Priority.HIGH).unique("word").submission(), false);
  }

  @Operation
  public void throttle(@Param(name = "thread") int thread) {
    if (throttled[thread] == null) {
      throttled[thread] = queue().throttle(TestJobs.job(Priority.HIGH));
    }
  }

  @Operation
  public String endThrottle(@Param(name = "thread") int thread) {
    RecordingSubmission submission = throttled[thread];
    if (submission == null) {
      return null;
    }
    throttled[thread] = null;
    submission.cancel(Errno.EINTR);
    while (submission.outcome().equals(Outcome.WAITING)) {
      Thread.onSpinWait();
    }
    return submission.outcome() + " " + submission.id();
  }

  @Operation
  public long take(@Param(name = "thread") int thread) {
    if (running[thread] == null) {
      running[thread] = queue().take();
    }
    return running[thread].id();
  }

  @Operation
  public void end(@Param(name = "thread") int thread) {
    if (running[thread] != null) {
      queue().finish(running[thread]);
      running[thread] = null;
    }
  }

  @Operation
  public boolean cancel(@Param(name = "which") int which) {
    return jobs().cancel(contested[which]);
  }

  @Operation
  public void remove(@Param(name = "which") int which) {
    jobs().remove(contested[which]);
  }

  @Operation
  public void setPriority(@Param(name = "which") int which, boolean high) {
    jobs().setPriority(contested[which], priority(high));
  }

  @Operation
  public String state(@Param(name = "which") int which) {
    return queue().state(contested[which]).word();
  }

  private static Priority priority(boolean high) {
    return high ? Priority.HIGH : Priority.LOW;
  }

  @Test
  void jobs_underStress_areLinearizable() {
    StressOptions options =
        new StressOptions()
            .threads(2)
            .actorsPerThread(3)
            .actorsBefore(1)
            .actorsAfter(1)
            .iterations(4 * TIMES)
            .invocationsPerIteration(200);
    LinChecker.check(JobsLincheckTest.class, options);
  }

  @Test
  void jobs_modelChecked_areLinearizable() {
    ModelCheckingOptions options =
        new ModelCheckingOptions()
            .threads(2)
            .actorsPerThread(2)
            .actorsBefore(0)
            .actorsAfter(1)
            .iterations(4 * TIMES)
            .invocationsPerIteration(15)
            .hangingDetectionThreshold(MANY_STEPS);
    LinChecker.check(JobsLincheckTest.class, options);
  }
}
