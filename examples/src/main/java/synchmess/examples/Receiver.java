package synchmess.examples;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One thread's part of a consumer. It polls its groups and reads without waiting, so it serves
 * either read_mode.
 */
final class Receiver implements AutoCloseable {
  /** Messages that it takes from a group before it looks at the others. */
  private static final int BURST = 64;

  /** How soon it notices that other threads have received all last messages. */
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  final Tally tally = new Tally();

  private final List<GroupDevice> groups = new ArrayList<>();
  private final PollSet polls;
  private final long[][] lastNumbers;
  private final ByteBuffer message;
  private final long startNanos;
  private final AtomicInteger awaited;

  /**
   * A receiver from those groups.
   *
   * @param startNanos messages from before are left over from another run
   * @param awaited last messages that have not come yet, of all groups of the consumer
   */
  Receiver(List<Path> files, int messageSize, long startNanos, AtomicInteger awaited)
      throws IOException {
    this.startNanos = startNanos;
    this.awaited = awaited;
    message = Stamp.buffer(messageSize);
    lastNumbers = new long[files.size()][Stamp.MAX_SENDERS];
    for (Path file : files) {
      groups.add(new GroupDevice(file, Libc.O_RDONLY | Libc.O_NONBLOCK));
    }
    polls = new PollSet(groups, Libc.POLLIN);
  }

  /** Receives until all last messages have come, or until the deadline. */
  void receiveUntil(long endNanos) throws IOException {
    while (awaited.get() > 0 && System.nanoTime() < endNanos) {
      polls.await(Math.min(endNanos, System.nanoTime() + LOOK_NANOS));
      for (int g = 0; g < groups.size(); g++) {
        if (polls.isReady(g)) {
          receiveBurst(g);
        }
      }
    }
  }

  private void receiveBurst(int group) throws IOException {
    for (int i = 0; i < BURST; i++) {
      int length = groups.get(group).receive(message);
      if (length == 0) {
        return;
      }
      count(group, Stamp.of(message, length), System.nanoTime());
    }
  }

  private void count(int group, Stamp stamp, long now) {
    if (stamp == null) {
      tally.foreign++;
    } else if (stamp.sentNanos() < startNanos) {
      tally.stale++;
    } else if (stamp.last()) {
      tally.announced += stamp.number();
      awaited.decrementAndGet();
    } else {
      checkOrder(lastNumbers[group], stamp);
      tally.add(stamp, now);
    }
  }

  private void checkOrder(long[] lastNumberOf, Stamp stamp) {
    if (stamp.number() <= lastNumberOf[stamp.sender()]) {
      tally.outOfOrder++;
    }
    lastNumberOf[stamp.sender()] = stamp.number();
  }

  @Override
  public void close() throws IOException {
    for (GroupDevice group : groups) {
      group.close();
    }
  }
}
