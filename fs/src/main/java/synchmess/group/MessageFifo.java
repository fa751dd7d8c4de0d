package synchmess.group;

import java.util.function.Consumer;

/**
 * Messages that leave first in first out.
 *
 * <p>They lie in linked chunks, in a slot of three arrays. So a stored message costs no object but
 * its content, and a long queue is never copied. At most two chunks have free slots; an empty queue
 * has one chunk, of the smallest size. Plain and single-threaded.
 */
final class MessageFifo {
  private static final int SMALLEST = 16;
  private static final int LARGEST = 256;

  private static final class Chunk {
    /** Null in a slot whose message has left. */
    final byte[][] contents;

    final long[] ids;
    final long[] dues;
    Chunk next;

    Chunk(int slots) {
      contents = new byte[slots][];
      ids = new long[slots];
      dues = new long[slots];
    }

    int slots() {
      return contents.length;
    }
  }

  /** The chunk of the oldest message; the same as the tail when empty. */
  private Chunk head = new Chunk(SMALLEST);

  private Chunk tail = head;

  /** The oldest message's slot in the head. */
  private int first;

  /** The next message's slot in the tail. */
  private int free;

  private int size;

  /** The place of the oldest message: how many slots have been left. */
  private long place;

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  void add(byte[] content, long id, long due) {
    if (free == tail.slots()) {
      tail.next = new Chunk(Math.min(LARGEST, 2 * free));
      tail = tail.next;
      free = 0;
    }
    tail.contents[free] = content;
    tail.ids[free] = id;
    tail.dues[free] = due;
    free++;
    size++;
  }

  /** Takes the oldest; null when there is none. */
  Message poll() {
    Message oldest = peek();
    if (oldest != null) {
      head.contents[first] = null;
      size--;
      leaveSlots();
    }
    return oldest;
  }

  /** Goes on to the oldest message, or starts again with a small, empty chunk. */
  private void leaveSlots() {
    if (size == 0) {
      beginAnew();
      return;
    }
    while (head.contents[first] == null) {
      first++;
      place++;
      if (first == head.slots()) {
        leaveChunk();
      }
    }
  }

  private void leaveChunk() {
    Chunk next = head.next;
    // An old chunk must not lead the collector to younger ones.
    head.next = null;
    head = next;
    first = 0;
  }

  private void beginAnew() {
    place++;
    if (head.slots() > SMALLEST || tail != head) {
      head = new Chunk(SMALLEST);
      tail = head;
    }
    first = 0;
    free = 0;
  }

  /** The bytes of the oldest; only while there is one. */
  int oldestSize() {
    return head.contents[first].length;
  }

  /** When the oldest is due; only while there is one. */
  long oldestDue() {
    return head.dues[first];
  }

  /** The number of the oldest; only while there is one. */
  long oldestId() {
    return head.ids[first];
  }

  /** The oldest, left in place; null when there is none. */
  Message peek() {
    return size == 0 ? null : message(head, first, place);
  }

  private static Message message(Chunk chunk, int slot, long place) {
    return new Message(chunk.contents[slot], chunk.ids[slot], chunk.dues[slot], place);
  }

  /** Takes the message of that number out; null without one. Looks at one after the other. */
  Message remove(long id) {
    long at = place;
    int slot = first;
    for (Chunk chunk = head; chunk != null; chunk = chunk.next, slot = 0) {
      int end = chunk == tail ? free : chunk.slots();
      for (; slot < end; slot++, at++) {
        if (chunk.ids[slot] == id && chunk.contents[slot] != null) {
          return remove(chunk, slot, at);
        }
      }
    }
    return null;
  }

  private Message remove(Chunk chunk, int slot, long at) {
    Message removed = message(chunk, slot, at);
    chunk.contents[slot] = null;
    size--;
    leaveSlots();
    return removed;
  }

  /** All of them, oldest first. */
  void forEach(Consumer<Message> action) {
    long at = place;
    int slot = first;
    for (Chunk chunk = head; chunk != null; chunk = chunk.next, slot = 0) {
      int end = chunk == tail ? free : chunk.slots();
      for (; slot < end; slot++, at++) {
        if (chunk.contents[slot] != null) {
          action.accept(message(chunk, slot, at));
        }
      }
    }
  }

  void clear() {
    while (poll() != null) {
      // the place goes on
    }
  }
}
