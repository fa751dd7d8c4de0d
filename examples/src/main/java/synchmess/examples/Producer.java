package synchmess.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Sends stamped messages from many threads to many groups, for a consumer in another process, in
 * Java or in C:
 *
 * <ol>
 *   <li>barrier: awakes the consumer's threads, group after group, once all sleep there;
 *   <li>plain: three quarters of the time, or all of it with -d 0: messages without delay;
 *   <li>delayed: the last quarter: messages with a send delay. In its middle it flushes every
 *       group, at its end it revokes every other one; what the others hold becomes due by itself;
 *   <li>last: tells the consumer, on each group, that this was all.
 * </ol>
 *
 * <p>Exit code 3: a time limit passed while it waited for sleepers or for room.
 */
public final class Producer {
  private static final String USAGE =
      """
      usage: Producer [options]
        -m DIR      mount directory
        -t THREADS  sending threads (4)
        -g GROUPS   groups that each of them sends to in turn (4)
        -f FIRST    descriptor of the first group (1)
        -s SECONDS  how long to send (4)
        -z BYTES    message size, at least 32 (64)
        -r RATE     messages per second and thread, 0: as many as go (1000)
        -d MS       send delay of the delayed phase, 0: no such phase (200)
        -c SLEEPERS consumer threads to await on each barrier, 0: no barrier phase (4)
        -w SECONDS  at most so long for all the barriers, and for room at the end (10)
        -i ID       number of the first sender, for several producers (0)
      """;

  private final Path mount;
  private final List<Path> groups = new ArrayList<>();
  private final List<Sender> senders = new ArrayList<>();
  private final int seconds;
  private final int rate;
  private final int delayMillis;
  private final int sleepers;
  private final int waitSeconds;

  private long woken;
  private int barrierTimeouts;
  private long plain;
  private long flushed;
  private long revoked;
  private int lastUnsent;
  private long nanos;

  private Producer(Options options) throws IOException {
    int threadCount = options.number("-t", 1, Stamp.MAX_SENDERS, 4);
    int groupCount = options.number("-g", 1, 1024, 4);
    int firstGroup = options.number("-f", 1, Integer.MAX_VALUE - groupCount, 1);
    seconds = options.number("-s", 1, 1_000_000, 4);
    int size = options.number("-z", Stamp.SIZE, 1 << 20, 64);
    rate = options.number("-r", 0, 1_000_000_000, 1000);
    delayMillis = options.number("-d", 0, Integer.MAX_VALUE, 200);
    sleepers = options.number("-c", 0, Integer.MAX_VALUE, 4);
    waitSeconds = options.number("-w", 0, 1_000_000, 10);
    int firstSender = options.number("-i", 0, Stamp.MAX_SENDERS - threadCount, 0);
    mount = options.mount();

    for (int g = 0; g < groupCount; g++) {
      groups.add(GroupDevice.install(mount, firstGroup + g));
    }
    for (int t = 0; t < threadCount; t++) {
      senders.add(new Sender(firstSender + t, groups, size));
    }
  }

  public static void main(String... args)
      throws IOException, InterruptedException, ExecutionException {
    System.exit(new Producer(new Options(USAGE, args)).run());
  }

  private int run() throws IOException, InterruptedException, ExecutionException {
    setDelay(0);
    if (sleepers > 0) {
      awakeBarriers();
    }
    sendAll();
    // Delayed like the messages before it, so that it comes after them.
    sendLast();
    setDelay(0);
    for (Sender sender : senders) {
      sender.close();
    }
    report();
    return barrierTimeouts > 0 || lastUnsent > 0 ? 3 : 0;
  }

  /** Awakes each group's sleepers once all are there; when time is out, those who are there. */
  private void awakeBarriers() throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(waitSeconds);
    for (int g = 0; g < groups.size(); g++) {
      while (asleep(g) < sleepers && System.nanoTime() < end) {
        Thread.sleep(1);
      }
      if (asleep(g) < sleepers) {
        barrierTimeouts++;
      }
      woken += control(g).awake();
    }
  }

  /** How many sleep on the barrier of a group now. */
  private int asleep(int group) throws IOException {
    Path file = mount.resolve("ctl").resolve(groups.get(group).getFileName()).resolve("sleepers");
    return Integer.parseInt(Files.readString(file).strip());
  }

  private void sendAll() throws IOException, InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(senders.size());
    long start = System.nanoTime();
    try {
      sendParts(threads);
    } finally {
      threads.shutdown();
    }
    nanos = System.nanoTime() - start;
  }

  private void sendParts(ExecutorService threads)
      throws IOException, InterruptedException, ExecutionException {
    long all = TimeUnit.SECONDS.toNanos(seconds);
    sendPart(threads, delayMillis > 0 ? all * 3 / 4 : all, 0);
    plain = sent();
    if (delayMillis > 0) {
      setDelay(delayMillis);
      sendPart(threads, all / 8, delayMillis);
      for (int g = 0; g < groups.size(); g++) {
        flushed += control(g).flush();
      }
      sendPart(threads, all / 8, delayMillis);
      for (int g = 0; g < groups.size(); g += 2) {
        revoked += control(g).revoke();
      }
    }
  }

  /** Lets all threads send for that long. */
  private void sendPart(ExecutorService threads, long durationNanos, int delay)
      throws InterruptedException, ExecutionException {
    long end = System.nanoTime() + durationNanos;
    List<Callable<Void>> parts = new ArrayList<>();
    for (Sender sender : senders) {
      parts.add(
          () -> {
            sender.sendUntil(end, delay, rate);
            return null;
          });
    }
    for (Future<Void> part : threads.invokeAll(parts)) {
      part.get();
    }
  }

  private void sendLast() throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(waitSeconds);
    for (int g = 0; g < groups.size(); g++) {
      int group = g;
      long sent = senders.stream().mapToLong(sender -> sender.sent(group)).sum();
      if (!senders.get(0).sendLast(group, sent, end)) {
        lastUnsent++;
      }
    }
  }

  private void setDelay(int millis) throws IOException {
    for (int g = 0; g < groups.size(); g++) {
      control(g).setSendDelay(millis);
    }
  }

  /** The file for the ioctls on a group; no thread sends meanwhile. */
  private GroupDevice control(int group) {
    return senders.get(0).group(group);
  }

  private long sent() {
    return senders.stream().mapToLong(Sender::sent).sum();
  }

  private void report() {
    Latency send = new Latency();
    senders.forEach(sender -> send.add(sender.latency));
    double duration = nanos / 1e9;
    System.out.println("threads: " + senders.size());
    System.out.println("groups: " + groups.size());
    System.out.println("woken: " + woken);
    System.out.println("barrier_timeouts: " + barrierTimeouts);
    System.out.println("sent: " + sent());
    System.out.println("sent_delayed: " + (sent() - plain));
    System.out.println("flushed: " + flushed);
    System.out.println("revoked: " + revoked);
    System.out.println("full: " + senders.stream().mapToLong(Sender::full).sum());
    System.out.println("last_unsent: " + lastUnsent);
    System.out.printf(Locale.ROOT, "seconds: %.3f%n", duration);
    System.out.printf(Locale.ROOT, "messages_per_second: %.0f%n", sent() / duration);
    System.out.print(send.report("send"));
  }
}
