package synchmess.examples;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Groups that one thread waits for by poll(2). */
final class PollSet {
  /** struct pollfd { int fd; short events; short revents; }. */
  private static final int POLLFD_SIZE = 8;

  private static final int EVENTS_OFFSET = 4;
  private static final int REVENTS_OFFSET = 6;

  private final ByteBuffer polls;
  private final int count;

  /**
   * Those groups.
   *
   * @param events POLLIN, a message is ready; POLLOUT, there is room for one
   */
  PollSet(List<GroupDevice> groups, short events) {
    count = groups.size();
    polls = ByteBuffer.allocateDirect(count * POLLFD_SIZE).order(ByteOrder.nativeOrder());
    for (int i = 0; i < count; i++) {
      polls.putInt(i * POLLFD_SIZE, groups.get(i).fd());
      polls.putShort(i * POLLFD_SIZE + EVENTS_OFFSET, events);
    }
  }

  /** Waits until one is ready, or until the deadline of {@link System#nanoTime}. */
  void await(long deadlineNanos) throws IOException {
    long millis = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime() + 999_999);
    int timeout = (int) Math.max(0, Math.min(millis, Integer.MAX_VALUE));
    if (Libc.LIBRARY.poll(polls, count, timeout) < 0) {
      throw Descriptor.failure("poll");
    }
  }

  /** Whether the group at that place was ready, or had failed, after the last wait. */
  boolean isReady(int place) {
    return polls.getShort(place * POLLFD_SIZE + REVENTS_OFFSET) != 0;
  }
}
