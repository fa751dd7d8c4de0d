package synchmess.group;

import java.util.ArrayList;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import synchmess.errno.Errno;
import synchmess.errno.ErrnoException;
import synchmess.waiting.Clock;
import synchmess.waiting.Crowd;
import synchmess.waiting.Waiter;
import synchmess.waiting.Wakes;

/**
 * The waiters of a group for a message or for room, and its contents, which they wait for.
 *
 * <p>Plain and single-threaded; its group's lock guards it. After any change its group calls {@link
 * #settle}.
 */
final class Mailbox {
  final Contents contents;
  private final Waiter.Place group;
  private final Limits limits;
  private final Clock clock;
  private final Settings settings;
  private final Set<Receiver> receivers = new Crowd<>();
  private final Set<Sender> senders = new Crowd<>();

  /**
   * @param group its group
   */
  Mailbox(Waiter.Place group, Contents contents, Limits limits, Clock clock, Settings settings) {
    this.group = group;
    this.contents = contents;
    this.limits = limits;
    this.clock = clock;
    this.settings = settings;
  }

  // ------------------------------------------------------------------------------------- sending

  /**
   * Stores the sender's messages, all or none, or parks the sender.
   *
   * @throws ErrnoException EMSGSIZE; ENOSPC without room; EAGAIN without room that others would
   *     wait for
   */
  void send(Sender sender, Wakes wakes) {
    boolean fits = hasRoom(checkedSize(sender), sender.count());
    if (!fits && !mayPark(sender)) {
      throw contents.reject(isRefusedByItself(sender) ? Errno.EAGAIN : Errno.ENOSPC);
    }
    contents.occupy(sender);
    if (fits && !sender.owes) {
      contents.store(sender);
      wakes.end(sender);
    } else {
      park(sender);
    }
  }

  private boolean mayPark(Sender sender) {
    return switch (sender.patience) {
      case NONE -> false;
      case BY_POLICY -> mayWait(sender) && senders.size() < limits.maxThrottledWriters();
      case ENDLESS -> true;
    };
  }

  /** Whether it could wait, were its patience not {@link Patience#NONE}. */
  private boolean isRefusedByItself(Sender sender) {
    return sender.patience == Patience.NONE && mayWait(sender);
  }

  /** Whether a sender may wait for room; false when the group can never have that much. */
  private boolean mayWait(Sender sender) {
    return settings.fullPolicy() == FullPolicy.BLOCK
        && contents.isWithinLimits(sender.size(), sender.count());
  }

  /** The size of all together; checks that none is too large. */
  private long checkedSize(Sender sender) {
    for (int i = 0; i < sender.count(); i++) {
      contents.checkSize(sender.content(i).length);
    }
    return sender.size();
  }

  /** Whether that much more fits and nobody waits before it. */
  private boolean hasRoom(long size, int count) {
    return senders.isEmpty() && contents.fits(size, count);
  }

  /** Parks a sender that has taken its room; gives that back when memory is too short to park. */
  private void park(Sender sender) {
    try {
      sender.park(group, senders, sender);
    } catch (Throwable thrown) {
      contents.vacate(sender);
      throw thrown;
    }
  }

  /**
   * Takes room for {@code more} bytes of a draft that has {@code size} already.
   *
   * @throws ErrnoException EMSGSIZE; ENOSPC, also when others wait for room
   */
  void reserve(int size, int more) {
    contents.checkSize((long) size + more);
    if (!senders.isEmpty()) {
      throw contents.reject(Errno.ENOSPC);
    }
    contents.reserve(size, more);
  }

  // ----------------------------------------------------------------------------------- receiving

  /**
   * Gives the receiver what is ready, or parks it.
   *
   * @throws ErrnoException EAGAIN when nothing is ready and it does not wait
   */
  void receive(Receiver receiver, Wakes wakes) {
    if (contents.isReady()) {
      receiver.take(contents, wakes);
      return;
    }
    if (receiver.patience == Receiver.AT_ONCE) {
      throw new ErrnoException(Errno.EAGAIN);
    }
    receiver.park(group, receivers, receiver);
    if (receiver.patience != Receiver.FOREVER) {
      long nanos = TimeUnit.MILLISECONDS.toNanos(receiver.patience);
      receiver.limit(clock.after(nanos, () -> receiver.cancel(Errno.ETIMEDOUT)));
    }
  }

  // ---------------------------------------------------------------------------------- invariants

  /** Promotes what is due, and gives messages and room to their waiters. */
  void settle(Wakes wakes) {
    contents.promote();
    do {
      serveReceivers(wakes);
    } while (admitSender(wakes));
  }

  private void serveReceivers(Wakes wakes) {
    while (contents.isReady() && !receivers.isEmpty()) {
      receivers.iterator().next().take(contents, wakes);
    }
  }

  /** Stores the messages of the first throttled sender; false when they do not fit. */
  private boolean admitSender(Wakes wakes) {
    if (senders.isEmpty()) {
      return false;
    }
    Sender first = senders.iterator().next();
    if (!contents.fits(first.size(), first.count()) || !contents.settleDebt(first)) {
      return false;
    }
    contents.store(first);
    wakes.end(first);
    return true;
  }

  /** Fails senders whose messages a lowered limit keeps out for good. */
  void dismissHopeless(Wakes wakes) {
    for (Sender each : new ArrayList<>(senders)) {
      boolean hopeless = !contents.isWithinLimits(each.size(), each.count());
      if (each.patience != Patience.ENDLESS && hopeless) {
        wakes.fail(each, contents.reject(Errno.ENOSPC).errno());
        contents.vacate(each);
      }
    }
  }

  /** Drops all messages. Fails all waiters with ENODEV. */
  void close(Wakes wakes) {
    senders.forEach(contents::vacate);
    fail(receivers, wakes);
    fail(senders, wakes);
    contents.close();
  }

  /** Fails all these waiters with ENODEV. */
  static void fail(Set<? extends Waiter> parked, Wakes wakes) {
    while (!parked.isEmpty()) {
      wakes.fail(parked.iterator().next(), Errno.ENODEV);
    }
  }

  // ------------------------------------------------------------------------------------- numbers

  /**
   * Whether a sender of a message of the largest size need not wait.
   *
   * @param tell whether to refresh the group once it fits the mount, if it does not now
   */
  boolean hasRoomForLargest(boolean tell) {
    return senders.isEmpty() && contents.hasRoomForLargest(tell);
  }

  boolean hasReceivers() {
    return !receivers.isEmpty();
  }

  /** Its numbers, with those of the barrier. */
  Stats stats(int sleepers) {
    return contents.stats(sleepers, receivers.size(), senders.size());
  }
}
