package synchmess.group;

/**
 * Messages that are ready, first in first out.
 *
 * <p>They lie in linked chunks, in a slot of two arrays. So a stored message costs no object but
 * its content, and a long queue is never copied. At most two chunks have free slots; an empty queue
 * has one chunk, of the smallest size. Plain and single-threaded.
 */
final class ReadyQueue {
  private static final int SMALLEST = 16;
  private static final int LARGEST = 256;

  private static final class Chunk {
    final byte[][] contents;
    final long[] dues;
    Chunk next;

    Chunk(int slots) {
      contents = new byte[slots][];
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

  /** The place of the oldest message: how many have left. */
  private long place;

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  void add(byte[] content, long due) {
    if (free == tail.slots()) {
      tail.next = new Chunk(Math.min(LARGEST, 2 * free));
      tail = tail.next;
      free = 0;
    }
    tail.contents[free] = content;
    tail.dues[free] = due;
    free++;
    size++;
  }

  /** Takes the oldest; null when there is none. */
  Message poll() {
    Message oldest = peek();
    if (oldest != null) {
      head.contents[first] = null;
      first++;
      place++;
      size--;
      leaveSlot();
    }
    return oldest;
  }

  /** Goes on to the next chunk, or starts again with a small, empty one. */
  private void leaveSlot() {
    if (size == 0) {
      beginAnew();
    } else if (first == head.slots()) {
      Chunk next = head.next;
      // An old chunk must not lead the collector to younger ones.
      head.next = null;
      head = next;
      first = 0;
    }
  }

  private void beginAnew() {
    if (head.slots() > SMALLEST) {
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

  /** The oldest, left in place; null when there is none. */
  Message peek() {
    return size == 0 ? null : new Message(head.contents[first], head.dues[first], place);
  }
}
