package synchmess.group;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/**
 * A priority queue of messages. It gives memory back as it empties: its array never has room for
 * more than four times as many as it holds, unless it is small. Plain and single-threaded.
 */
final class MessageHeap {
  private static final int SMALL = 64;
  private static final int SPARSE = 4;

  private final Comparator<Message> order;
  private PriorityQueue<Message> messages;

  /** The most that it has held since its array was made. */
  private int highWater;

  MessageHeap(Comparator<Message> order) {
    this.order = order;
    clear();
  }

  int size() {
    return messages.size();
  }

  boolean isEmpty() {
    return messages.isEmpty();
  }

  void add(Message message) {
    messages.add(message);
    highWater = Math.max(highWater, messages.size());
  }

  /** The first, left in place; only while there is one. */
  Message first() {
    return messages.element();
  }

  /** Takes the first; only while there is one. */
  Message take() {
    Message first = messages.remove();
    if (highWater > SMALL && messages.size() < highWater / SPARSE) {
      shrink();
    }
    return first;
  }

  private void shrink() {
    PriorityQueue<Message> fewer = new PriorityQueue<>(Math.max(1, messages.size()), order);
    fewer.addAll(messages);
    messages = fewer;
    highWater = messages.size();
  }

  /** Takes the message of that number out; null without one. Looks at one after the other. */
  Message remove(long id) {
    for (Message each : messages) {
      if (each.id == id) {
        messages.remove(each);
        return each;
      }
    }
    return null;
  }

  /** All of them, in any order. */
  void forEach(Consumer<Message> action) {
    messages.forEach(action);
  }

  void clear() {
    messages = new PriorityQueue<>(order);
    highWater = 0;
  }
}
