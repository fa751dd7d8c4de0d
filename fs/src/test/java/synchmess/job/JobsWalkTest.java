package synchmess.job;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * The job queue against a model, on random walks. A failure names its seed; to repeat that walk
 * alone: {@code -Dsynchmess.jobs.walk.seed=SEED}. {@code -Dsynchmess.walks=N} goes N new ones, too.
 */
class JobsWalkTest {
  private static final String SEED = "synchmess.jobs.walk.seed";
  private static final int STEPS = 1_000;
  private static final int KNOWN_SEEDS = 150;

  /** Nobody's change should fail by what another's walk might have found. */
  private static final int NEW_SEEDS = Integer.getInteger("synchmess.walks", 0);

  @Test
  void jobs_onRandomWalks_doAsTheModel() {
    seeds().forEach(JobsWalkTest::walk);
  }

  private static LongStream seeds() {
    Long only = Long.getLong(SEED);
    long fresh = System.nanoTime();
    return only != null
        ? LongStream.of(only)
        : LongStream.concat(
            LongStream.range(0, KNOWN_SEEDS), LongStream.range(fresh, fresh + NEW_SEEDS));
  }

  private static void walk(long seed) {
    int step = 0;
    try {
      JobsWalk walk = new JobsWalk(seed);
      while (step < STEPS) {
        step++;
        walk.step();
      }
    } catch (AssertionError | RuntimeException failure) {
      throw new AssertionError(
          "at step %d; repeat with -D%s=%d".formatted(step, SEED, seed), failure);
    }
  }
}
