package synchmess.group;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import synchmess.errno.Errno;
import synchmess.errno.ErrnoException;
import synchmess.waiting.Clock;
import synchmess.waiting.Crowd;
import synchmess.waiting.Waiter;
import synchmess.waiting.Wakes;

/**
 * The messages of one group, the room they take, and who waits for a message or for room.
 *
 * <p>Plain and single-threaded; its group's lock guards it. After any change its group calls {@link
 * #settle}.
 */
final class Mailbox {
  private final Group group;
  private final Limits limits;
  private final Storage storage;
  private final Clock clock;
  private final Settings settings;
  private final MessageQueue queue = new MessageQueue();
  private final Set<Receiver> receivers = new Crowd<>();
  private final Set<Sender> senders = new Crowd<>();
  private final Counters counters = new Counters();

  /** On which all that it takes of the heap is counted: that of its owner. */
  private Account account;

  /** Whether it has ended. */
  private boolean closed;

  /** Bytes reserved by drafts that are not sent yet. */
  private long drafted;

  /** How many of them have bytes. */
  private int drafts;

  /**
   * What drafts take of the heap, and messages that open files keep after they left; counted until
   * these give it back, even after the end.
   */
  private long lent;

  /**
   * @param group whose it is
   * @param owner the uid of the user whose account it counts on
   */
  Mailbox(Group group, int owner, Limits limits, Storage storage, Clock clock, Settings settings) {
    this.group = group;
    this.limits = limits;
    this.storage = storage;
    this.account = storage.open(owner);
    this.clock = clock;
    this.settings = settings;
    counters.lastSent = clock.wallMillis();
    counters.lastReceived = counters.lastSent;
  }

  // -------------------------------------------------------------------------------- sending

  /**
   * Stores messages, all or none.
   *
   * @throws ErrnoException EMSGSIZE; ENOSPC without room; EAGAIN without room that could be waited
   *     for
   */
  void send(byte[]... contents) {
    long size = checkedSize(contents);
    if (!hasRoom(size, contents.length)) {
      throw reject(mayWait(size, contents.length) ? Errno.EAGAIN : Errno.ENOSPC);
    }
    occupy(Cost.of(contents));
    store(contents);
  }

  /**
   * Stores the sender's messages, all or none, or parks the sender.
   *
   * @return false when it is parked
   * @throws ErrnoException EMSGSIZE; ENOSPC when it may not wait
   */
  boolean send(Sender sender) {
    boolean fits = hasRoom(checkedSize(sender.contents), sender.contents.length);
    if (!fits && !mayPark(sender)) {
      throw reject(Errno.ENOSPC);
    }
    occupy(sender);
    boolean stored = fits && !sender.owes;
    if (stored) {
      store(sender.contents);
    } else {
      sender.park(group, senders, sender);
    }
    return stored;
  }

  private boolean mayPark(Sender sender) {
    return sender.insists()
        || (mayWait(sender.size, sender.contents.length)
            && senders.size() < limits.maxThrottledWriters());
  }

  /** Whether a sender may wait for that much room; it may not when the group never has it. */
  private boolean mayWait(long size, int count) {
    return settings.fullPolicy() == FullPolicy.BLOCK && isWithinLimits(size, count);
  }

  /** Whether the group may hold so many bytes, in so many messages. */
  private boolean isWithinLimits(long size, long count) {
    long most = settings.maxMessages().value();
    return size <= settings.maxStorageSize().value() && (most == 0 || count <= most);
  }

  /** The size of all together, none of which is too large. */
  private long checkedSize(byte[]... contents) {
    for (byte[] content : contents) {
      checkSize(content.length);
    }
    return Sender.size(contents);
  }

  private void checkSize(long size) {
    if (size > settings.maxMessageSize().value()) {
      throw reject(Errno.EMSGSIZE);
    }
  }

  /** Whether so much more fits and nobody waits before it. */
  private boolean hasRoom(long size, int count) {
    return senders.isEmpty() && fits(size, count);
  }

  /** Takes room in the mount's storage; nobody waits for it, since any group may free it. */
  private void occupy(long cost) {
    if (!storage.reserve(account, cost)) {
      throw reject(Errno.ENOSPC);
    }
  }

  /** Takes it for a sender, who is stored or parked then; one who insists may owe it. */
  private void occupy(Sender sender) {
    if (!sender.insists()) {
      occupy(sender.cost);
    } else if (!storage.reserve(account, sender.cost)) {
      storage.takeOwing(account, sender.cost);
      sender.owes = true;
    }
  }

  /** Gives back the room of a sender who has left without being stored. */
  void vacate(Sender sender) {
    if (sender.owes) {
      storage.releaseOwed(account, sender.cost);
    } else {
      storage.release(account, sender.cost);
    }
  }

  /**
   * Refuses messages for which there is no room, before they are taken apart.
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

  /** Stores messages whose room is reserved. */
  private void store(byte[]... contents) {
    long now = clock.nanos();
    long due = now + TimeUnit.MILLISECONDS.toNanos(settings.sendDelay());
    for (byte[] content : contents) {
      queue.add(content, due, now);
    }
    counters.sent += contents.length;
    counters.lastSent = clock.wallMillis();
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

  /** Stores a draft, whose room is reserved. */
  void sendReserved(byte[] content) {
    int size = content.length;
    drafted -= size;
    drafts--;
    giveBack(Cost.ofDraft(size) - Cost.of(size));
    lent -= Cost.of(size);
    store(content);
  }

  // ------------------------------------------------------------------------------ receiving

  /** Takes the oldest ready message; null when none is ready. */
  Message take() {
    Message message = queue.take();
    if (message != null) {
      taken(1, Cost.of(message.size()));
    }
    return message;
  }

  /**
   * Takes the oldest ready messages, as many as fit.
   *
   * @param room how many bytes they may take together
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
    }
    if (!messages.isEmpty()) {
      taken(messages.size(), cost);
    }
    return messages;
  }

  /** Takes the oldest ready message, which an open file keeps; null when none is ready. */
  Message takeToKeep() {
    Message message = queue.take();
    if (message != null) {
      lent += Cost.of(message.size());
      received(1);
    }
    return message;
  }

  private void taken(int count, long cost) {
    storage.release(account, cost);
    received(count);
  }

  private void received(int count) {
    counters.received += count;
    counters.lastReceived = clock.wallMillis();
  }

  /** Puts a message that was taken, and reached nobody, back to its place; limits do not matter. */
  void putBack(Message message) {
    account = storage.take(account, Cost.of(message.size()));
    queue.putBack(message);
    counters.received--;
  }

  /** Counts a message that has left, and that an open file keeps; limits do not matter. */
  void keep(byte[] content) {
    long cost = Cost.of(content.length);
    lent += cost;
    account = storage.take(account, cost);
  }

  /** Counts it no longer. */
  void letGo(byte[] content) {
    giveBack(Cost.of(content.length));
  }

  /** The oldest ready message, left in place; null when none is ready. */
  Message peek() {
    return queue.peek();
  }

  void park(Receiver receiver) {
    receiver.park(group, receivers, receiver);
  }

  boolean isParked(Receiver receiver) {
    return receivers.contains(receiver);
  }

  // ------------------------------------------------------------------------- many at a time

  /** Makes every delayed message ready, in the order of sending; returns how many. */
  int flush() {
    int count = queue.flush(clock.nanos());
    counters.flushed += count;
    return count;
  }

  /** Discards every delayed message; returns how many. */
  int revoke() {
    long before = queue.cost();
    int count = queue.revoke();
    storage.release(account, before - queue.cost());
    counters.revoked += count;
    return count;
  }

  /** Discards every ready message; returns how many. */
  int purge() {
    long before = queue.cost();
    int count = queue.purge();
    storage.release(account, before - queue.cost());
    counters.purged += count;
    return count;
  }

  /** Counts all that it takes on that user's account from now on, whatever its limit. */
  void setOwner(int uid) {
    if (uid == account.uid) {
      return;
    }
    Account former = account;
    account = storage.open(uid);
    long owed = senders.stream().filter(each -> each.owes).mapToLong(each -> each.cost).sum();
    long parked = senders.stream().mapToLong(each -> each.cost).sum();
    storage.move(former, account, queue.cost() + lent + parked, owed);
    storage.close(former);
  }

  /** Ends it: nothing is held any more, and whoever waits is to be told of ENODEV. */
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
  }

  /** Ends the wait of all these with ENODEV. */
  static void fail(Set<? extends Waiter> parked, Wakes wakes) {
    for (Waiter each : new ArrayList<>(parked)) {
      wakes.end(each, () -> each.failed(Errno.ENODEV));
    }
  }

  // ----------------------------------------------------------------------------- invariants

  /** Promotes what is due, and gives messages and room to those who wait for them. */
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
      Receiver first = receivers.iterator().next();
      wakes.end(first, first.take(this));
    }
  }

  /** Ends the wait of the first throttled sender if its messages fit; false when they do not. */
  private boolean admitSender(Wakes wakes) {
    if (senders.isEmpty()) {
      return false;
    }
    Sender first = senders.iterator().next();
    if (!fits(first.size, first.contents.length)
        || (first.owes && !storage.settleOrTell(group, account, first.cost))) {
      return false;
    }
    first.owes = false;
    store(first.contents);
    wakes.end(first, first::sent);
    return true;
  }

  /** Ends the wait of senders for whom a lowered limit has left no hope. */
  void dismissHopeless(Wakes wakes) {
    for (Sender each : new ArrayList<>(senders)) {
      if (!each.insists() && !isWithinLimits(each.size, each.contents.length)) {
        wakes.end(each, () -> each.failed(Errno.ENOSPC));
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
   * Whether a largest message fits, the group and the mount.
   *
   * @param tell whether the group is refreshed when it does not fit the mount and later does
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
