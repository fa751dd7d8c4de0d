package synchmess.group;

import java.util.ArrayDeque;
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
  /** A queue or heap that once held many messages gives its memory back when it runs empty. */
  private static final int LARGE = 4096;

  private ArrayDeque<Message> ready = new ArrayDeque<>();
  private PriorityQueue<Message> delayed = new PriorityQueue<>();
  private long bytes;
  private long becameReady;
  private int highWater;
  private int delayedHighWater;

  /** Adds a message: ready when it is due by {@code now}, delayed otherwise. */
  void add(Message message, long now) {
    bytes += message.size();
    if (message.due - now > 0) {
      delayed.add(message);
      delayedHighWater = Math.max(delayedHighWater, delayed.size());
    } else {
      promote(now);
      append(message);
    }
  }

  /** Moves what is due by {@code now} to the ready queue, earliest due first. */
  void promote(long now) {
    while (!delayed.isEmpty() && delayed.peek().due - now <= 0) {
      append(delayed.poll());
    }
    if (delayed.isEmpty() && delayedHighWater > LARGE) {
      delayed = new PriorityQueue<>();
      delayedHighWater = 0;
    }
  }

  private void append(Message message) {
    ready.add(message);
    highWater = Math.max(highWater, ready.size());
    becameReady++;
  }

  /** Takes the oldest ready message; null when there is none. */
  Message take() {
    Message message = ready.poll();
    if (message != null) {
      bytes -= message.size();
      shrinkWhenEmpty();
    }
    return message;
  }

  private void shrinkWhenEmpty() {
    if (ready.isEmpty() && highWater > LARGE) {
      ready = new ArrayDeque<>();
      highWater = 0;
    }
  }

  /** The oldest ready message, left in place; null when there is none. */
  Message peek() {
    return ready.peek();
  }

  /** Makes all delayed messages ready in the order in which they were sent; returns how many. */
  int flush(long now) {
    List<Message> flushed = new ArrayList<>(delayed);
    delayed = new PriorityQueue<>();
    flushed.sort(Comparator.comparingLong(message -> message.sequence));
    for (Message message : flushed) {
      append(new Message(message.content, now, message.sequence));
    }
    return flushed.size();
  }

  /** Discards all delayed messages; returns how many. */
  int revoke() {
    int count = delayed.size();
    delayed.forEach(message -> bytes -= message.size());
    delayed = new PriorityQueue<>();
    return count;
  }

  /** Discards all ready messages; returns how many. */
  int purge() {
    int count = ready.size();
    ready.forEach(message -> bytes -= message.size());
    ready = new ArrayDeque<>();
    highWater = 0;
    return count;
  }

  int depth() {
    return ready.size();
  }

  int delayed() {
    return delayed.size();
  }

  long bytes() {
    return bytes;
  }

  /** How many messages have become ready since the group was installed. */
  long becameReady() {
    return becameReady;
  }

  /** When the next delayed message becomes ready; only while {@link #delayed} is not 0. */
  long nextDue() {
    return delayed.element().due;
  }
}
