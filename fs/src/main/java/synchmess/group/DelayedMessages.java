package synchmess.group;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/**
 * Messages that are not due yet. They leave earliest due first; of those due at the same time, in
 * the order of sending.
 *
 * <p>Messages of one delay come due in the order of sending. So they wait first in first out, at a
 * cost that does not grow with their number. So many delays in use have a queue of their own;
 * messages of further ones share a heap. Plain and single-threaded.
 */
final class DelayedMessages {
  private static final int MOST_QUEUES = 16;

  /** Compares by difference, since clocks may wrap around. */
  private static final Comparator<Message> BY_DUE =
      (one, other) -> compare(one.due, one.id, other.due, other.id);

  /** The messages of one delay. Never empty between two calls. */
  private static final class Queue {
    final long delay;
    final MessageFifo messages = new MessageFifo();

    Queue(long delay) {
      this.delay = delay;
    }
  }

  private static final Comparator<Queue> BY_OLDEST =
      (one, other) ->
          compare(
              one.messages.oldestDue(),
              one.messages.oldestId(),
              other.messages.oldestDue(),
              other.messages.oldestId());

  /** The queues in use, by their delay in ns. */
  private final Map<Long, Queue> byDelay = new HashMap<>();

  /** The same queues; the one whose oldest message is due first comes first. */
  private final PriorityQueue<Queue> queues = new PriorityQueue<>(BY_OLDEST);

  /** Messages of other delays. */
  private final MessageHeap others = new MessageHeap(BY_DUE);

  private int size;

  private static int compare(long due, long id, long otherDue, long otherId) {
    long difference = due - otherDue;
    return difference != 0 ? Long.signum(difference) : Long.compare(id, otherId);
  }

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /**
   * @param delay in ns, from its send to when it is due
   */
  void add(byte[] content, long id, long due, long delay) {
    Queue queue = byDelay.get(delay);
    if (queue != null) {
      queue.messages.add(content, id, due);
    } else if (byDelay.size() < MOST_QUEUES) {
      begin(delay).add(content, id, due);
      queues.add(byDelay.get(delay));
    } else {
      others.add(new Message(content, id, due, 0));
    }
    size++;
  }

  private MessageFifo begin(long delay) {
    Queue queue = new Queue(delay);
    byDelay.put(delay, queue);
    return queue.messages;
  }

  /** When the first is due; only while there is one. */
  long firstDue() {
    return isFirstInHeap() ? others.first().due : queues.element().messages.oldestDue();
  }

  private boolean isFirstInHeap() {
    if (others.isEmpty() || queues.isEmpty()) {
      return queues.isEmpty();
    }
    MessageFifo first = queues.element().messages;
    Message other = others.first();
    return compare(other.due, other.id, first.oldestDue(), first.oldestId()) < 0;
  }

  /** Takes the first; only while there is one. */
  Message take() {
    size--;
    if (isFirstInHeap()) {
      return others.take();
    }
    Queue queue = queues.remove();
    Message first = queue.messages.poll();
    putInOrder(queue);
    return first;
  }

  /** Puts a queue, which is in no order now, to its place; an empty one ends. */
  private void putInOrder(Queue queue) {
    if (queue.messages.isEmpty()) {
      byDelay.remove(queue.delay);
    } else {
      queues.add(queue);
    }
  }

  /** Takes the message of that number out; null without one. Looks at one after the other. */
  Message remove(long id) {
    Message removed = others.remove(id);
    for (Queue queue : List.copyOf(queues)) {
      if (removed == null) {
        queues.remove(queue);
        removed = queue.messages.remove(id);
        putInOrder(queue);
      }
    }
    size -= removed == null ? 0 : 1;
    return removed;
  }

  /** All of them, in any order. */
  void forEach(Consumer<Message> action) {
    queues.forEach(queue -> queue.messages.forEach(action));
    others.forEach(action);
  }

  /** All of them, in the order of sending. */
  List<Message> inOrderOfSending() {
    List<Message> all = new ArrayList<>(size);
    forEach(all::add);
    all.sort(Comparator.comparingLong(message -> message.id));
    return all;
  }

  void clear() {
    queues.clear();
    byDelay.clear();
    others.clear();
    size = 0;
  }
}
