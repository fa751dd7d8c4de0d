package synchmess.group;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The messages of one group: a queue of the ready ones and a heap of the delayed ones.
 *
 * <p>Plain and single-threaded; its group's lock guards it. Nothing here looks at a clock: who
 * calls says what time it is.
 *
 * <p>Invariants: {@link #bytes} is the sum of the sizes of all messages held, ready and delayed;
 * the ready ones leave in the order in which they became ready.
 */
final class MessageQueue {
  /** A heap that once held many messages gives its memory back when it runs empty. */
  private static final int LARGE = 4096;

  private static final Comparator<Message> BY_PLACE =
      (one, other) -> Long.compare(one.place, other.place);

  /** Clocks may wrap around, so that of two times the difference counts. */
  private static final Comparator<Message> BY_DUE =
      (one, other) -> {
        long difference = one.due - other.due;
        return difference != 0 ? Long.signum(difference) : BY_PLACE.compare(one, other);
      };

  private final ReadyQueue ready = new ReadyQueue();

  /** Ready messages that were taken and came back. Each is older than all in {@link #ready}. */
  private final PriorityQueue<Message> returned = new PriorityQueue<>(BY_PLACE);

  private PriorityQueue<Message> delayed = new PriorityQueue<>(BY_DUE);
  private long lastSent;
  private long bytes;
  private long becameReady;
  private int delayedHighWater;

  /** Adds a message: ready when it is due by {@code now}, delayed otherwise. */
  void add(byte[] content, long due, long now) {
    bytes += content.length;
    if (due - now > 0) {
      delayed.add(new Message(content, due, ++lastSent));
      delayedHighWater = Math.max(delayedHighWater, delayed.size());
    } else {
      promote(now);
      append(content, due);
    }
  }

  /** Moves what is due by {@code now} to the ready queue, earliest due first. */
  void promote(long now) {
    while (!delayed.isEmpty() && delayed.peek().due - now <= 0) {
      Message message = delayed.poll();
      append(message.content, message.due);
    }
    if (delayed.isEmpty() && delayedHighWater > LARGE) {
      forgetDelayed();
    }
  }

  private void append(byte[] content, long due) {
    ready.add(content, due);
    becameReady++;
  }

  /** Takes the oldest ready message; null when there is none. */
  Message take() {
    Message message = returned.isEmpty() ? ready.poll() : returned.poll();
    if (message != null) {
      bytes -= message.size();
    }
    return message;
  }

  private void forgetDelayed() {
    delayed = new PriorityQueue<>(BY_DUE);
    delayedHighWater = 0;
  }

  /** Puts a message that was taken back to its place: it leaves before all that are younger. */
  void putBack(Message message) {
    bytes += message.size();
    returned.add(message);
    becameReady++;
  }

  /** The oldest ready message, left in place; null when there is none. */
  Message peek() {
    return returned.isEmpty() ? ready.peek() : returned.peek();
  }

  /** The bytes of the oldest ready message; only while {@link #depth} is not 0. */
  int oldestSize() {
    return returned.isEmpty() ? ready.oldestSize() : returned.element().size();
  }

  /** Makes all delayed messages ready in the order in which they were sent; returns how many. */
  int flush(long now) {
    List<Message> flushed = new ArrayList<>(delayed);
    forgetDelayed();
    flushed.sort(BY_PLACE);
    flushed.forEach(message -> append(message.content, now));
    return flushed.size();
  }

  /** Discards all delayed messages; returns how many. */
  int revoke() {
    int count = delayed.size();
    delayed.forEach(message -> bytes -= message.size());
    forgetDelayed();
    return count;
  }

  /** Discards all ready messages; returns how many. */
  int purge() {
    int count = 0;
    while (take() != null) {
      count++;
    }
    return count;
  }

  int depth() {
    return returned.size() + ready.size();
  }

  int delayed() {
    return delayed.size();
  }

  long bytes() {
    return bytes;
  }

  /** How many times a message has become ready, or has come back, since the installation. */
  long becameReady() {
    return becameReady;
  }

  /** When the next delayed message becomes ready; only while {@link #delayed} is not 0. */
  long nextDue() {
    return delayed.element().due;
  }
}
