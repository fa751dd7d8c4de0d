package synchmess.job.count;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Locale;

/** One of the threads that add to a number, and what it has done. */
final class Node extends Thread {
  /** Additions between two looks at whether to go on. */
  private static final int STRIDE = 64;

  private static final VarHandle STEPS;

  static {
    try {
      STEPS = MethodHandles.lookup().findVarHandle(Node.class, "steps", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final SharedNumber number;
  private final StartLine start;
  private final long increment;
  private final long times;

  @SuppressWarnings("unused") // through STEPS; written by this thread alone
  private long steps;

  /** Written by this thread, read by others after its end. */
  private long nanos;

  /**
   * Adds to the number when all others begin to.
   *
   * @param place among all, from 1
   */
  Node(int place, SharedNumber number, long increment, long times, StartLine start) {
    super("count-" + place);
    this.number = number;
    this.increment = increment;
    this.times = times;
    this.start = start;
    setDaemon(true);
  }

  @Override
  public void run() {
    try {
      start.await(number::isAbandoned);
    } catch (InterruptedException abandoned) {
      return;
    }
    long began = System.nanoTime();
    for (long left = times; left > 0 && !number.isAbandoned(); left -= STRIDE) {
      number.add(increment, (int) Math.min(STRIDE, left));
      STEPS.setOpaque(this, Math.min(times, times - left + STRIDE));
    }
    nanos = System.nanoTime() - began;
  }

  /** How often it has added up to now. */
  long steps() {
    return (long) STEPS.getOpaque(this);
  }

  /** What it reports at its end. */
  String report() {
    return String.format(
        Locale.ROOT,
        "thread %s, added %d, %.1f ns per step",
        getName(),
        increment * times,
        (double) nanos / times);
  }
}
