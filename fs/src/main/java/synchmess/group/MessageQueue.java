package synchmess.group;

import java.util.Comparator;
import java.util.List;

/**
 * The messages of one group: the ready ones, and the delayed ones.
 *
 * <p>Plain and single-threaded; its group's lock guards it. Nothing here reads a clock: the caller
 * gives the time.
 *
 * <p>Invariants: {@link #bytes} is the size of all messages, ready and delayed; {@link #cost} is
 * what they take of the heap; ready messages leave in the order in which they became ready.
 */
final class MessageQueue {
  private final MessageFifo ready = new MessageFifo();

  /** Taken messages that came back. Each is older than all in {@link #ready}. */
  private final MessageHeap returned =
      new MessageHeap(Comparator.comparingLong(message -> message.place));

  private final DelayedMessages delayed = new DelayedMessages();
  private long lastId;
  private long bytes;
  private long cost;
  private long becameReady;

  /** Adds a message: ready when it is due by {@code now}, delayed otherwise. Returns its number. */
  long add(byte[] content, long due, long now) {
    count(content.length);
    lastId++;
    if (due - now > 0) {
      delayed.add(content, lastId, due, due - now);
    } else {
      promote(now);
      append(content, lastId, due);
    }
    return lastId;
  }

  /** Moves what is due by {@code now} to the ready queue, earliest due first. */
  void promote(long now) {
    while (!delayed.isEmpty() && delayed.firstDue() - now <= 0) {
      Message message = delayed.take();
      append(message.content, message.id, message.due);
    }
  }

  private void count(int size) {
    bytes += size;
    cost += Cost.of(size);
  }

  private void discount(int size) {
    bytes -= size;
    cost -= Cost.of(size);
  }

  private void append(byte[] content, long id, long due) {
    ready.add(content, id, due);
    becameReady++;
  }

  /** Takes the oldest ready message; null when there is none. */
  Message take() {
    Message message = returned.isEmpty() ? ready.poll() : returned.take();
    if (message != null) {
      discount(message.size());
    }
    return message;
  }

  /** Puts a taken message back to its place: it leaves before all younger ones. */
  void putBack(Message message) {
    count(message.size());
    returned.add(message);
    becameReady++;
  }

  /** The oldest ready message, left in place; null when there is none. */
  Message peek() {
    return returned.isEmpty() ? ready.peek() : returned.first();
  }

  /** The bytes of the oldest ready message; only while {@link #depth} is not 0. */
  int oldestSize() {
    return returned.isEmpty() ? ready.oldestSize() : returned.first().size();
  }

  /** Takes the message of that number out, ready or delayed; null without one. */
  Message remove(long id) {
    Message removed = ready.remove(id);
    if (removed == null) {
      removed = returned.remove(id);
    }
    if (removed == null) {
      removed = delayed.remove(id);
    }
    if (removed != null) {
      discount(removed.size());
    }
    return removed;
  }

  /** Makes all delayed messages ready, in the order of sending; returns how many. */
  int flush(long now) {
    List<Message> flushed = delayed.inOrderOfSending();
    delayed.clear();
    flushed.forEach(message -> append(message.content, message.id, now));
    return flushed.size();
  }

  /** Discards all delayed messages; returns how many. */
  int revoke() {
    int count = delayed.size();
    delayed.forEach(message -> discount(message.size()));
    delayed.clear();
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

  /** What all of them take of the heap. */
  long cost() {
    return cost;
  }

  /** How many times a message has become ready, or has come back, since the installation. */
  long becameReady() {
    return becameReady;
  }

  /** When the next delayed message becomes ready; only while {@link #delayed} is not 0. */
  long nextDue() {
    return delayed.firstDue();
  }
}
