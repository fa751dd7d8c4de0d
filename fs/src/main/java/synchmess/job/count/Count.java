package synchmess.job.count;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import synchmess.job.word.BadJobException;
import synchmess.job.word.Options;
import synchmess.job.work.JobCancelledException;
import synchmess.job.work.Operation;
import synchmess.job.work.Work;

/** Lets threads add to one number at the same time. Without a guard, some additions are lost. */
public final class Count implements Operation {
  private static final int MAX_THREADS = 64;
  private static final int MAX_TIMES = 1_000_000_000;

  /** The time between two looks at the threads. */
  private static final long LOOK_MILLIS = 50;

  private final int threads;
  private final long times;
  private final long increment;
  private final String guard;
  private final long expected;

  public Count(Options options) throws BadJobException {
    threads = (int) options.number("threads", 1, MAX_THREADS, 2);
    times = options.number("times", 1, MAX_TIMES, 1_000_000);
    increment = options.number("increment", Long.MIN_VALUE, Long.MAX_VALUE, 1);
    guard = options.word("lock", SharedNumber.GUARDS);
    expected = expected();
  }

  private long expected() throws BadJobException {
    if (increment == 0) {
      throw Options.wrong("increment", "0, which adds nothing");
    }
    try {
      return Math.multiplyExact(increment, steps());
    } catch (ArithmeticException e) {
      throw Options.wrong("increment", "too great to be added that often to 64 bits");
    }
  }

  private long steps() {
    return threads * times;
  }

  @Override
  public void run(Work work) throws IOException {
    work.expect(steps());
    SharedNumber number = SharedNumber.guardedBy(guard);
    StartLine start = new StartLine(threads);
    List<Node> nodes = new ArrayList<>();
    long nanos;
    try {
      startAll(nodes, number, start);
      long began = System.nanoTime();
      start.go();
      watch(nodes, work);
      nanos = System.nanoTime() - began;
    } finally {
      number.abandon();
      start.go();
      joinAll(nodes);
    }
    tell(work, number, nodes, nanos);
  }

  private void startAll(List<Node> nodes, SharedNumber number, StartLine start) {
    for (int place = 1; place <= threads; place++) {
      Node node = new Node(place, number, increment, times, start);
      node.start();
      nodes.add(node);
    }
  }

  /** Waits for their end, and tells their progress. */
  private static void watch(List<Node> nodes, Work work) throws JobCancelledException {
    long told = 0;
    for (Node node : nodes) {
      while (!hasEnded(node)) {
        work.checkCancelled();
        told = tellSteps(nodes, told, work);
      }
    }
    tellSteps(nodes, told, work);
  }

  private static boolean hasEnded(Node node) throws JobCancelledException {
    try {
      node.join(LOOK_MILLIS);
      return !node.isAlive();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JobCancelledException();
    }
  }

  private static long tellSteps(List<Node> nodes, long told, Work work) {
    long steps = nodes.stream().mapToLong(Node::steps).sum();
    work.advance(steps - told);
    return steps;
  }

  /** Joins threads that have ended, or will at once. */
  private static void joinAll(List<Node> nodes) {
    boolean interrupted = false;
    for (Node node : nodes) {
      while (node.isAlive()) {
        try {
          node.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void tell(Work work, SharedNumber number, List<Node> nodes, long nanos) {
    work.result("threads", threads);
    work.result("times", times);
    work.result("increment", increment);
    work.result("lock", guard);
    work.result("expected", expected);
    work.result("actual", number.value());
    work.result("lost", expected - number.value());
    work.result("ns_per_step", String.format(Locale.ROOT, "%.1f", (double) nanos / steps()));
    for (int i = 0; i < nodes.size(); i++) {
      work.result("node." + (i + 1), nodes.get(i).report());
    }
  }
}
