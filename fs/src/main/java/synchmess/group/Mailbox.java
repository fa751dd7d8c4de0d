package synchmess.group;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import synchmess.errno.Errno;
import synchmess.errno.ErrnoException;
import synchmess.waiting.Clock;
import synchmess.waiting.Crowd;
import synchmess.waiting.Waiter;
import synchmess.waiting.Wakes;

/**
 * The messages of one group, their room, and the waiters for a message or for room.
 *
 * <p>Plain and single-threaded; its group's lock guards it. After any change its group calls {@link
 * #settle}.
 */
final class Mailbox {
  private final MemoryGroup group;
  private final Limits limits;
  private final Storage storage;
  private final Clock clock;
  private final Settings settings;
  private final Ledger ledger;
  private final MessageQueue queue = new MessageQueue();
  private final Set<Receiver> receivers = new Crowd<>();
  private final Set<Sender> senders = new Crowd<>();
  private final Counters counters = new Counters();

  /** Its owner's account, which counts the heap that it takes. */
  private Account account;

  /** Whether it is closed. */
  private boolean closed;

  /** Bytes reserved by drafts that are not sent yet. */
  private long drafted;

  /** How many unsent drafts have bytes. */
  private int drafts;

  /**
   * The heap that drafts take, and received messages that open files keep. It counts until they
   * give it back, even after {@link #close}.
   */
  private long lent;

  /**
   * @param group its group
   */
  Mailbox(
      MemoryGroup group,
      Limits limits,
      Storage storage,
      Clock clock,
      Settings settings,
      Ledger ledger) {
    this.group = group;
    this.ledger = ledger;
    this.limits = limits;
    this.storage = storage;
    this.account = storage.open(settings.ownership().uid());
    this.clock = clock;
    this.settings = settings;
    counters.lastSent = clock.wallMillis();
    counters.lastReceived = counters.lastSent;
  }

  // -------------------------------------------------------------------------------- sending

  /**
   * Stores the sender's messages, all or none, or parks the sender.
   *
   * @throws ErrnoException EMSGSIZE; ENOSPC without room; EAGAIN without room that others would
   *     wait for
   */
  void send(Sender sender, Wakes wakes) {
    boolean fits = hasRoom(checkedSize(sender), sender.count());
    if (!fits && !mayPark(sender)) {
      throw reject(isRefusedByItself(sender) ? Errno.EAGAIN : Errno.ENOSPC);
    }
    occupy(sender);
    if (fits && !sender.owes) {
      store(sender);
      wakes.end(sender);
    } else {
      sender.park(group, senders, sender);
    }
  }

  private boolean mayPark(Sender sender) {
    return switch (sender.patience) {
      case NONE -> false;
      case BY_POLICY ->
          mayWait(sender.size(), sender.count()) && senders.size() < limits.maxThrottledWriters();
      case ENDLESS -> true;
    };
  }

  /** Whether it could wait, were its patience not {@link Patience#NONE}. */
  private boolean isRefusedByItself(Sender sender) {
    return sender.patience == Patience.NONE && mayWait(sender.size(), sender.count());
  }

  /** Whether a sender may wait for that much room; false when the group can never have it. */
  private boolean mayWait(long size, int count) {
    return settings.fullPolicy() == FullPolicy.BLOCK && isWithinLimits(size, count);
  }

  /** Whether the group's limits allow {@code size} bytes in {@code count} messages. */
  private boolean isWithinLimits(long size, long count) {
    long most = settings.maxMessages().value();
    return size <= settings.maxStorageSize().value() && (most == 0 || count <= most);
  }

  /** The size of all together; checks that none is too large. */
  private long checkedSize(Sender sender) {
    for (int i = 0; i < sender.count(); i++) {
      checkSize(sender.content(i).length);
    }
    return sender.size();
  }

  private void checkSize(long size) {
    if (size > settings.maxMessageSize().value()) {
      throw reject(Errno.EMSGSIZE);
    }
  }

  /** Whether that much more fits and nobody waits before it. */
  private boolean hasRoom(long size, int count) {
    return senders.isEmpty() && fits(size, count);
  }

  /** Takes room in the mount's storage; fails without, since any group may free it. */
  private void occupy(long cost) {
    if (!storage.reserve(account, cost)) {
      throw reject(Errno.ENOSPC);
    }
  }

  /** Takes room for a sender that is stored or parked next; one of endless patience may owe it. */
  private void occupy(Sender sender) {
    if (sender.patience != Patience.ENDLESS) {
      occupy(sender.cost());
    } else if (!storage.reserve(account, sender.cost())) {
      storage.takeOwing(account, sender.cost());
      sender.owes = true;
    }
  }

  /** Gives back the room of a sender that has left without being stored. */
  void vacate(Sender sender) {
    if (sender.owes) {
      storage.releaseOwed(account, sender.cost());
    } else {
      storage.release(account, sender.cost());
    }
  }

  /**
   * Refuses messages that there is no room for, before anybody takes them apart.
   *
   * @throws ErrnoException ENOSPC
   */
  void checkRoom(int count, long size) {
    if (!storage.hasRoom(account, size + (long) count * Cost.OVERHEAD)) {
      throw reject(Errno.ENOSPC);
    }
  }

  private boolean fits(long size, int count) {
    return isWithinLimits(held() + size, (long) queue.depth() + queue.delayed() + drafts + count);
  }

  private long held() {
    return queue.bytes() + drafted;
  }

  /** Stores messages; their room is reserved. */
  private void store(Sender sender) {
    long now = clock.nanos();
    long due = due(now);
    for (int i = 0; i < sender.count(); i++) {
      store(sender.content(i), due, now);
    }
    counters.lastSent = clock.wallMillis();
  }

  private long due(long now) {
    return now + TimeUnit.MILLISECONDS.toNanos(settings.sendDelay());
  }

  private void store(byte[] content, long due, long now) {
    queue.add(content, due, now);
    counters.sent++;
    ledger.sent(content, due);
  }

  private ErrnoException reject(Errno why) {
    counters.rejected++;
    return new ErrnoException(why);
  }

  /** Takes room for {@code more} bytes of a draft that has {@code size} already. */
  void reserve(int size, int more) {
    checkSize((long) size + more);
    int begun = size == 0 && more > 0 ? 1 : 0;
    if (!hasRoom(more, begun)) {
      throw reject(Errno.ENOSPC);
    }
    long cost = Cost.ofDraft((long) size + more) - Cost.ofDraft(size);
    occupy(cost);
    lent += cost;
    drafted += more;
    drafts += begun;
  }

  /** Gives back the room of a draft. */
  void unreserve(int size) {
    if (!closed && size > 0) {
      drafted -= size;
      drafts--;
    }
    giveBack(Cost.ofDraft(size));
  }

  private void giveBack(long cost) {
    lent -= cost;
    storage.release(account, cost);
  }

  /**
   * Stores a draft; its room is reserved.
   *
   * @throws ErrnoException ENODEV after {@link #close}; gives the room back
   */
  void sendReserved(byte[] content) {
    int size = content.length;
    if (closed) {
      unreserve(size);
      throw new ErrnoException(Errno.ENODEV);
    }
    drafted -= size;
    drafts--;
    giveBack(Cost.ofDraft(size) - Cost.of(size));
    lent -= Cost.of(size);
    long now = clock.nanos();
    store(content, due(now), now);
    counters.lastSent = clock.wallMillis();
  }

  // ------------------------------------------------------------------------------ receiving

  /**
   * Gives the receiver what is ready, or parks it.
   *
   * @throws ErrnoException EAGAIN when nothing is ready and it does not wait
   */
  void receive(Receiver receiver, Wakes wakes) {
    if (queue.depth() > 0) {
      receiver.take(this, wakes);
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

  /**
   * Takes the oldest ready message; only while there is one.
   *
   * @param keeps whether the message counts until {@link #letGo}
   */
  Message take(boolean keeps) {
    Message message = queue.take();
    long cost = Cost.of(message.size());
    if (keeps) {
      lent += cost;
    } else {
      storage.release(account, cost);
    }
    ledger.received(message);
    received(1);
    return message;
  }

  /**
   * Takes the oldest ready messages, as many as fit.
   *
   * @param room the most bytes that they may take together
   * @param header the bytes that each takes beyond its content
   * @return empty when none is ready, or the first does not fit
   */
  List<Message> take(int room, int header) {
    List<Message> messages = new ArrayList<>();
    long left = room;
    long cost = 0;
    while (queue.depth() > 0 && header + queue.oldestSize() <= left) {
      Message message = queue.take();
      messages.add(message);
      cost += Cost.of(message.size());
      left -= header + message.size();
      ledger.received(message);
    }
    if (!messages.isEmpty()) {
      storage.release(account, cost);
      received(messages.size());
    }
    return messages;
  }

  private void received(int count) {
    counters.received += count;
    counters.lastReceived = clock.wallMillis();
  }

  /**
   * Puts taken messages that reached nobody back to their places; limits do not apply. Without
   * effect after {@link #close}.
   */
  void putBack(List<Message> messages) {
    if (!closed) {
      messages.forEach(this::putBack);
    }
  }

  private void putBack(Message message) {
    account = storage.take(account, Cost.of(message.size()));
    queue.putBack(message);
    counters.received--;
    ledger.cameBack(message);
  }

  /** Counts a received message that an open file keeps; limits do not apply. */
  void keep(byte[] content) {
    long cost = Cost.of(content.length);
    lent += cost;
    account = storage.take(account, cost);
  }

  /** Stops counting it. */
  void letGo(byte[] content) {
    giveBack(Cost.of(content.length));
  }

  /** The oldest ready message, left in place; null when none is ready. */
  Message peek() {
    return queue.peek();
  }

  // ------------------------------------------------------------------------- many at a time

  /** Makes every delayed message ready, in the order of sending; returns how many. */
  int flush() {
    int count = queue.flush(clock.nanos());
    counters.flushed += count;
    ledger.flushed();
    return count;
  }

  /** Discards every delayed message; returns how many. */
  int revoke() {
    long before = queue.cost();
    int count = queue.revoke();
    storage.release(account, before - queue.cost());
    counters.revoked += count;
    ledger.revoked();
    return count;
  }

  /** Discards every ready message; returns how many. */
  int purge() {
    long before = queue.cost();
    int count = queue.purge();
    storage.release(account, before - queue.cost());
    counters.purged += count;
    ledger.purged();
    return count;
  }

  /**
   * Changes a setting.
   *
   * @throws ErrnoException EINVAL and others for a bad value, which changes nothing
   */
  void set(Consumer<Settings> setter) {
    setter.accept(settings);
    account(settings.ownership().uid());
    ledger.changed(settings);
  }

  /** Moves all that it takes to that user's account; its limit does not apply. */
  private void account(int uid) {
    if (uid == account.uid) {
      return;
    }
    Account former = account;
    account = storage.open(uid);
    long owed = senders.stream().filter(each -> each.owes).mapToLong(Sender::cost).sum();
    long parked = senders.stream().mapToLong(Sender::cost).sum();
    storage.move(former, account, queue.cost() + lent + parked, owed);
    storage.close(former);
  }

  /** Drops all messages. Fails all waiters with ENODEV. */
  void close(Wakes wakes) {
    closed = true;
    drafted = 0;
    drafts = 0;
    storage.release(account, queue.cost());
    queue.revoke();
    queue.purge();
    senders.forEach(this::vacate);
    fail(receivers, wakes);
    fail(senders, wakes);
    storage.close(account);
    ledger.removed();
  }

  /** Fails all these waiters with ENODEV. */
  static void fail(Set<? extends Waiter> parked, Wakes wakes) {
    while (!parked.isEmpty()) {
      wakes.fail(parked.iterator().next(), Errno.ENODEV);
    }
  }

  // ----------------------------------------------------------------------------- invariants

  /** Promotes what is due, and gives messages and room to their waiters. */
  void settle(Wakes wakes) {
    if (queue.delayed() > 0) {
      queue.promote(clock.nanos());
    }
    do {
      serveReceivers(wakes);
    } while (admitSender(wakes));
  }

  private void serveReceivers(Wakes wakes) {
    while (queue.depth() > 0 && !receivers.isEmpty()) {
      receivers.iterator().next().take(this, wakes);
    }
  }

  /** Stores the messages of the first throttled sender; false when they do not fit. */
  private boolean admitSender(Wakes wakes) {
    if (senders.isEmpty()) {
      return false;
    }
    Sender first = senders.iterator().next();
    if (!fits(first.size(), first.count())
        || (first.owes && !storage.settleOrTell(group, account, first.cost()))) {
      return false;
    }
    first.owes = false;
    store(first);
    wakes.end(first);
    return true;
  }

  /** Fails senders whose messages a lowered limit keeps out for good. */
  void dismissHopeless(Wakes wakes) {
    for (Sender each : new ArrayList<>(senders)) {
      boolean hopeless = !isWithinLimits(each.size(), each.count());
      if (each.patience != Patience.ENDLESS && hopeless) {
        wakes.fail(each, Errno.ENOSPC);
        vacate(each);
        counters.rejected++;
      }
    }
  }

  // -------------------------------------------------------------------------------- numbers

  boolean isReady() {
    return queue.depth() > 0;
  }

  /**
   * Whether a message of the largest size fits both the group and the mount.
   *
   * @param tell whether to refresh the group once it fits the mount, if it does not now
   */
  boolean hasRoomForLargest(boolean tell) {
    long largest = settings.maxMessageSize().value();
    long cost = Cost.of(largest);
    return hasRoom(largest, 1)
        && (tell ? storage.hasRoomOrTell(group, account, cost) : storage.hasRoom(account, cost));
  }

  boolean hasReceivers() {
    return !receivers.isEmpty();
  }

  boolean hasDelayed() {
    return queue.delayed() > 0;
  }

  /** When the next delayed message becomes ready; only while there is one. */
  long nextDue() {
    return queue.nextDue();
  }

  /** How many times a message has become ready, or has come back, since the installation. */
  long becameReady() {
    return queue.becameReady();
  }

  /** Its numbers, with those of the barrier. */
  Stats stats(int sleepers) {
    return new Stats(
        queue.depth(),
        queue.delayed(),
        held(),
        sleepers,
        receivers.size(),
        senders.size(),
        counters.sent,
        counters.received,
        counters.revoked,
        counters.flushed,
        counters.purged,
        counters.rejected,
        oldestAge());
  }

  private long oldestAge() {
    Message oldest = queue.peek();
    return oldest == null ? 0 : TimeUnit.NANOSECONDS.toMillis(clock.nanos() - oldest.due);
  }

  long lastSent() {
    return counters.lastSent;
  }

  long lastReceived() {
    return counters.lastReceived;
  }
}
