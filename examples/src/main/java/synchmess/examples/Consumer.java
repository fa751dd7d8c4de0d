package synchmess.examples;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Receives what producers send, in Java or in C, with many threads from many groups:
 *
 * <ol>
 *   <li>barrier: each thread sleeps on the barrier of each group in turn, until it is awoken;
 *   <li>receive: until every producer has sent its last message on every group.
 * </ol>
 *
 * <p>Each thread gets its share of the groups; where there are more threads than groups, several
 * share one.
 *
 * <p>Exit code 3: a time limit passed first. 4: messages of one sender came out of order.
 */
public final class Consumer {
  private static final String USAGE =
      """
      usage: Consumer [options]
        -m DIR       mount directory
        -t THREADS   receiving threads (4)
        -g GROUPS    groups to receive from (4)
        -f FIRST     descriptor of the first group (1)
        -s SECONDS   receive for at most so long (30)
        -z BYTES     the largest message, at least 32 (1024)
        -w SECONDS   sleep on the barriers for at most so long, 0: no barrier phase (10)
        -p PRODUCERS whose last messages to await (1)
      One consumer to a group: others would miss its last message and wait for their time limit.
      Without a barrier phase, start it on empty groups.
      """;

  private final Path mount;
  private final List<Path> groups = new ArrayList<>();
  private final List<Receiver> receivers = new ArrayList<>();
  private final AtomicInteger awaited;
  private final AtomicInteger passed = new AtomicInteger();
  private final int seconds;
  private final int waitSeconds;

  private Consumer(Options options) throws IOException {
    int threadCount = options.number("-t", 1, 1024, 4);
    int groupCount = options.number("-g", 1, 1024, 4);
    int firstGroup = options.number("-f", 1, Integer.MAX_VALUE - groupCount, 1);
    seconds = options.number("-s", 1, 1_000_000, 30);
    int size = options.number("-z", Stamp.SIZE, 1 << 20, 1024);
    waitSeconds = options.number("-w", 0, 1_000_000, 10);
    int producers = options.number("-p", 1, 1024, 1);
    mount = options.mount();

    awaited = new AtomicInteger(groupCount * producers);
    for (int g = 0; g < groupCount; g++) {
      groups.add(GroupDevice.install(mount, firstGroup + g));
    }
    long start = waitSeconds > 0 ? System.nanoTime() : Long.MIN_VALUE;
    for (int t = 0; t < threadCount; t++) {
      receivers.add(new Receiver(groupsOf(t, threadCount), size, start, awaited));
    }
  }

  /** The groups that a thread receives from. */
  private List<Path> groupsOf(int thread, int threadCount) {
    List<Path> own = new ArrayList<>();
    for (int g = 0; g < groups.size(); g++) {
      if (g % threadCount == thread || thread % groups.size() == g) {
        own.add(groups.get(g));
      }
    }
    return own;
  }

  public static void main(String... args)
      throws IOException, InterruptedException, ExecutionException {
    System.exit(new Consumer(new Options(USAGE, args)).run());
  }

  private int run() throws IOException, InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(receivers.size());
    try {
      if (waitSeconds > 0) {
        sleepOnBarriers(threads);
      }
      receive(threads);
    } finally {
      threads.shutdown();
    }
    Tally all = new Tally();
    for (Receiver receiver : receivers) {
      all.add(receiver.tally);
      receiver.close();
    }
    int barriers = waitSeconds > 0 ? receivers.size() * groups.size() : 0;
    report(all, barriers - passed.get());
    if (all.outOfOrder > 0) {
      return 4;
    }
    return passed.get() < barriers || awaited.get() > 0 ? 3 : 0;
  }

  /** Interrupts the threads that still sleep at the time limit, which ends the sleep. */
  private void sleepOnBarriers(ExecutorService threads)
      throws InterruptedException, ExecutionException {
    List<Callable<Void>> sleepers = Collections.nCopies(receivers.size(), this::passBarriers);
    for (Future<Void> ended : threads.invokeAll(sleepers, waitSeconds, TimeUnit.SECONDS)) {
      if (!ended.isCancelled()) {
        ended.get();
      }
    }
  }

  private Void passBarriers() throws IOException {
    for (Path group : groups) {
      passBarrier(mount.resolve("ctl").resolve(group.getFileName()).resolve("sleep"));
    }
    return null;
  }

  /** Sleeps by reading a control file: unlike an ioctl, that can be interrupted. */
  private void passBarrier(Path sleep) throws IOException {
    try (FileChannel barrier = FileChannel.open(sleep, StandardOpenOption.READ)) {
      barrier.read(ByteBuffer.allocate(1));
      passed.incrementAndGet();
    }
  }

  private void receive(ExecutorService threads) throws InterruptedException, ExecutionException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    List<Callable<Void>> tasks = new ArrayList<>();
    for (Receiver receiver : receivers) {
      tasks.add(
          () -> {
            receiver.receiveUntil(end);
            return null;
          });
    }
    for (Future<Void> ended : threads.invokeAll(tasks)) {
      ended.get();
    }
  }

  private void report(Tally all, int barrierTimeouts) {
    System.out.println("threads: " + receivers.size());
    System.out.println("groups: " + groups.size());
    System.out.println("barriers_passed: " + passed.get());
    System.out.println("barrier_timeouts: " + barrierTimeouts);
    System.out.println("received: " + all.received);
    System.out.println("announced: " + all.announced);
    System.out.println("missing: " + (all.announced - all.received));
    System.out.println("early: " + all.early);
    System.out.println("out_of_order: " + all.outOfOrder);
    System.out.println("foreign: " + all.foreign);
    System.out.println("stale: " + all.stale);
    System.out.println("last_missing: " + awaited.get());
    System.out.printf(Locale.ROOT, "seconds: %.3f%n", all.seconds());
    double rate = all.seconds() > 0 ? all.received / all.seconds() : 0;
    System.out.printf(Locale.ROOT, "messages_per_second: %.0f%n", rate);
    System.out.print(all.latency.report("latency"));
    System.out.print(all.lateness.report("lateness"));
  }
}
