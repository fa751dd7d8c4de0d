package synchmess.group;

import java.util.Set;
import synchmess.waiting.Crowd;
import synchmess.waiting.Readiness;
import synchmess.waiting.Wakes;
import synchmess.waiting.Watcher;

/**
 * Those who poll a group and want to hear of the next change; each is told once and leaves.
 *
 * <p>Plain and single-threaded; its group's lock guards it.
 */
final class Watchers {
  private final Mailbox mailbox;
  private final Set<Watcher> waiting = new Crowd<>();

  /** {@link Mailbox#becameReady} when last looked at. */
  private long toldReady;

  /** Whether a largest message fitted when last looked at. */
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
    Readiness readiness = new Readiness(mailbox.isReady(), hasRoom(), false);
    toldReady = mailbox.becameReady();
    hadRoom = readiness.writable() && (first || hadRoom);
    return readiness;
  }

  /** False when it was told already. */
  boolean remove(Watcher watcher) {
    return waiting.remove(watcher);
  }

  /** Tells them when a message became ready and is still there, or when room opened. */
  void settle(Wakes wakes) {
    if (waiting.isEmpty()) {
      return;
    }
    boolean newlyReady = mailbox.becameReady() != toldReady && mailbox.isReady();
    boolean room = hasRoom();
    if (newlyReady || (room && !hadRoom)) {
      tellAll(wakes);
    }
    toldReady = mailbox.becameReady();
    hadRoom = room;
  }

  /** Whether a largest message fits. When a watcher waits, it is looked at again when it may. */
  private boolean hasRoom() {
    return mailbox.hasRoomForLargest(!waiting.isEmpty());
  }

  void tellAll(Wakes wakes) {
    waiting.forEach(watcher -> wakes.add(watcher::changed));
    waiting.clear();
  }
}
