package synchmess.group;

import java.util.Set;
import synchmess.waiting.Crowd;
import synchmess.waiting.Readiness;
import synchmess.waiting.Wakes;
import synchmess.waiting.Watcher;

/**
 * The watchers of a group, who poll it and wait for the next change. Each is told once and leaves.
 *
 * <p>Plain and single-threaded; its group's lock guards it.
 */
final class Watchers {
  private final Mailbox mailbox;
  private final Set<Watcher> waiting = new Crowd<>();

  /** {@link Contents#becameReady} at the last look. */
  private long toldReady;

  /** Whether a message of the largest size fitted at the last look. */
  private boolean hadRoom;

  Watchers(Mailbox mailbox) {
    this.mailbox = mailbox;
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** What poll(2) says now; adds the watcher, unless it is null. */
  Readiness poll(Watcher watcher) {
    boolean first = waiting.isEmpty();
    if (watcher != null) {
      waiting.add(watcher);
    }
    Readiness readiness = new Readiness(mailbox.contents.isReady(), hasRoom(), false);
    toldReady = mailbox.contents.becameReady();
    hadRoom = readiness.writable() && (first || hadRoom);
    return readiness;
  }

  /** Forgets a watcher; false when it was told already. */
  boolean remove(Watcher watcher) {
    return waiting.remove(watcher);
  }

  /** Tells them when a message became ready and is still there, or when room opened. */
  void settle(Wakes wakes) {
    if (waiting.isEmpty()) {
      return;
    }
    boolean newlyReady = mailbox.contents.becameReady() != toldReady && mailbox.contents.isReady();
    boolean room = hasRoom();
    if (newlyReady || (room && !hadRoom)) {
      tellAll(wakes);
    }
    toldReady = mailbox.contents.becameReady();
    hadRoom = room;
  }

  /**
   * Whether a message of the largest size fits. If not, and a watcher waits, looks again when it
   * may.
   */
  private boolean hasRoom() {
    return mailbox.hasRoomForLargest(!waiting.isEmpty());
  }

  void tellAll(Wakes wakes) {
    waiting.forEach(watcher -> wakes.add(watcher::changed));
    waiting.clear();
  }
}
