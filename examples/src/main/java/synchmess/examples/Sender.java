package synchmess.examples;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;

/** One thread's part of a producer. It opens the groups for itself, so no two share a file. */
final class Sender implements AutoCloseable {
  final Latency latency = new Latency();

  private final int id;
  private final List<GroupDevice> groups = new ArrayList<>();
  private final long[] numbers;
  private final ByteBuffer message;
  private long full;
  private long turn;

  Sender(int id, List<Path> files, int messageSize) throws IOException {
    this.id = id;
    turn = id;
    numbers = new long[files.size()];
    message = Stamp.buffer(messageSize);
    for (Path file : files) {
      groups.add(new GroupDevice(file, Libc.O_WRONLY | Libc.O_NONBLOCK));
    }
  }

  /** Sends to the groups in turn, at {@code rate} messages per second; 0: as many as go. */
  void sendUntil(long endNanos, int delayMillis, int rate) throws IOException {
    long next = System.nanoTime();
    while (System.nanoTime() < endNanos) {
      int group = (int) (turn++ % groups.size());
      if (!send(group, numbers[group] + 1, delayMillis, false, endNanos)) {
        return;
      }
      numbers[group]++;
      if (rate > 0) {
        next += TimeUnit.SECONDS.toNanos(1) / rate;
        LockSupport.parkNanos(next - System.nanoTime());
      }
    }
  }

  /** Tells the consumer of a group how many messages all senders have sent. */
  boolean sendLast(int group, long sent, long endNanos) throws IOException {
    return send(group, sent, 0, true, endNanos);
  }

  /** Waits for room; false when there was none until the deadline. */
  private boolean send(int group, long number, int delayMillis, boolean last, long endNanos)
      throws IOException {
    GroupDevice file = groups.get(group);
    long start = stamp(number, delayMillis, last);
    while (!file.send(message)) {
      full++;
      if (System.nanoTime() >= endNanos) {
        return false;
      }
      new PollSet(List.of(file), Libc.POLLOUT).await(endNanos);
      start = stamp(number, delayMillis, last);
    }
    latency.add(System.nanoTime() - start);
    return true;
  }

  private long stamp(long number, int delayMillis, boolean last) {
    long now = System.nanoTime();
    new Stamp(id, number, now, delayMillis, last).put(message);
    return now;
  }

  GroupDevice group(int index) {
    return groups.get(index);
  }

  /** Messages sent to a group. */
  long sent(int group) {
    return numbers[group];
  }

  /** Messages sent to all of them. */
  long sent() {
    return LongStream.of(numbers).sum();
  }

  /** How often a group had no room. */
  long full() {
    return full;
  }

  @Override
  public void close() throws IOException {
    for (GroupDevice group : groups) {
      group.close();
    }
  }
}
