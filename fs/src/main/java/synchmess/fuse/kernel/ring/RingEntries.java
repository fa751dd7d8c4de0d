package synchmess.fuse.kernel.ring;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import synchmess.fuse.kernel.abi.FuseStructs.UringReqHeader;
import synchmess.fuse.kernel.abi.Memory;

/**
 * The entries of one queue, close together in memory. Their number only grows: the kernel keeps
 * those that it got.
 *
 * <p>Used by its queue's thread alone.
 */
final class RingEntries {
  private final RingQueue queue;
  private final int payloadSize;
  private final List<RingEntry> entries = new ArrayList<>();

  /** The last answer of {@link #waiting}. */
  private RingEntry lastWaiting;

  private int round;

  RingEntries(RingQueue queue, int payloadSize) {
    this.queue = queue;
    this.payloadSize = payloadSize;
  }

  RingEntry get(int index) {
    return entries.get(index);
  }

  /**
   * Makes new ones.
   *
   * @throws OutOfMemoryError and makes none, when there is no room
   */
  List<RingEntry> add(int count) {
    Memory headers = Memory.allocate(count * UringReqHeader.SIZEOF);
    Memory payloads = Memory.allocatePages((long) count * payloadSize);
    Memory vectors = Memory.allocate(count * RingEntry.VECTORS_SIZE);
    List<RingEntry> added = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      added.add(
          new RingEntry(
              queue,
              entries.size() + i,
              part(headers, i, UringReqHeader.SIZEOF),
              part(payloads, i, payloadSize),
              part(vectors, i, RingEntry.VECTORS_SIZE)));
    }
    entries.addAll(added);
    return added;
  }

  /** An entry that holds a parked call, if any. */
  Optional<RingEntry> waiting() {
    if (lastWaiting == null || !lastWaiting.holdsCall()) {
      lastWaiting = entries.stream().filter(RingEntry::holdsCall).findAny().orElse(null);
    }
    return Optional.ofNullable(lastWaiting);
  }

  /** Gives back the unneeded room of entries with parked requests. */
  void trim() {
    entries.forEach(RingEntry::trim);
  }

  /** The current round: {@link #trimIdle} counts them. */
  int round() {
    return round;
  }

  /**
   * Gives back the room of large payloads unused in this round, and begins the next. Call it only
   * while the kernel has taken all commits, and all arrivals are known.
   *
   * @return whether any payload is still large
   */
  boolean trimIdle() {
    boolean large = false;
    for (RingEntry entry : entries) {
      entry.trimIdle(round);
      large |= entry.isLarge();
    }
    round++;
    return large;
  }

  private static Memory part(Memory whole, int index, int size) {
    return whole.slice((long) index * size, size);
  }
}
