package synchmess.group;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import synchmess.errno.Errno;
import synchmess.errno.ErrnoException;
import synchmess.waiting.Clock;

/**
 * What a group holds: stored messages, and what senders, drafts and open files have room for. Knows
 * the limits, but nobody who waits.
 *
 * <p>Plain and single-threaded; its group's lock guards it.
 */
final class Contents {
  private final Room room;
  private final Clock clock;
  private final Settings settings;
  private final Ledger ledger;
  private final MessageQueue queue = new MessageQueue();
  private final Counters counters = new Counters();

  /** Whether it is closed. */
  private boolean closed;

  /** Bytes reserved by drafts that are not sent yet. */
  private long drafted;

  /** How many unsent drafts have bytes. */
  private int drafts;

  Contents(Room room, Clock clock, Settings settings, Ledger ledger) {
    this.room = room;
    this.clock = clock;
    this.settings = settings;
    this.ledger = ledger;
    counters.lastSent = clock.wallMillis();
    counters.lastReceived = counters.lastSent;
  }

  // ---------------------------------------------------------------------------------------- room

  /** Whether the group's limits allow {@code size} bytes in {@code count} messages. */
  boolean isWithinLimits(long size, long count) {
    long most = settings.maxMessages().value();
    return size <= settings.maxStorageSize().value() && (most == 0 || count <= most);
  }

  /** Whether that much more fits the group. */
  boolean fits(long size, int count) {
    return isWithinLimits(held() + size, (long) queue.depth() + queue.delayed() + drafts + count);
  }

  private long held() {
    return queue.bytes() + drafted;
  }

  /**
   * @throws ErrnoException EMSGSIZE
   */
  void checkSize(long size) {
    if (size > settings.maxMessageSize().value()) {
      throw reject(Errno.EMSGSIZE);
    }
  }

  /**
   * Refuses messages that there is no room for, before anybody takes them apart.
   *
   * @throws ErrnoException ENOSPC
   */
  void checkRoom(int count, long size) {
    if (!room.has(size + (long) count * Cost.OVERHEAD)) {
      throw reject(Errno.ENOSPC);
    }
  }

  /**
   * Whether a message of the largest size fits both the group and the mount.
   *
   * @param tell whether to refresh the group once it fits the mount, if it does not now
   */
  boolean hasRoomForLargest(boolean tell) {
    long largest = settings.maxMessageSize().value();
    long cost = Cost.of(largest);
    return fits(largest, 1) && (tell ? room.hasOrTell(cost) : room.has(cost));
  }

  /** Counts a refused send, and returns what refuses it. */
  ErrnoException reject(Errno why) {
    counters.rejected++;
    return new ErrnoException(why);
  }

  /**
   * Takes room for a sender that is stored or parked next.
   *
   * @throws ErrnoException ENOSPC without: nobody waits for room in the mount, since any group may
   *     take it
   */
  void occupy(Sender sender) {
    if (!room.reserve(sender)) {
      throw reject(Errno.ENOSPC);
    }
  }

  /** Whether the sender owes nothing any more. If not, refreshes the group once that may be. */
  boolean settleDebt(Sender sender) {
    return room.settleDebt(sender);
  }

  /** Gives back the room of a sender that has left without being stored. */
  void vacate(Sender sender) {
    room.release(sender);
  }

  // ------------------------------------------------------------------------------------- sending

  /** Stores a sender's messages; their room is taken. */
  void store(Sender sender) {
    long now = clock.nanos();
    long due = due(now, sender.delay);
    long id = 0;
    for (int i = 0; i < sender.count(); i++) {
      id = store(sender.content(i), due, now);
    }
    sender.setLastId(id);
    counters.lastSent = clock.wallMillis();
  }

  private long due(long now, int delay) {
    int millis = delay == Sender.AS_THE_GROUP ? settings.sendDelay() : delay;
    return now + TimeUnit.MILLISECONDS.toNanos(millis);
  }

  private long store(byte[] content, long due, long now) {
    long id = queue.add(content, due, now);
    counters.sent++;
    ledger.sent(content, id, due);
    return id;
  }

  /**
   * Takes room for {@code more} bytes of a draft that has {@code size} already.
   *
   * @throws ErrnoException EMSGSIZE, ENOSPC
   */
  void reserve(int size, int more) {
    checkSize((long) size + more);
    int begun = size == 0 && more > 0 ? 1 : 0;
    if (!fits(more, begun)) {
      throw reject(Errno.ENOSPC);
    }
    if (!room.reserve(Cost.ofDraft((long) size + more) - Cost.ofDraft(size))) {
      throw reject(Errno.ENOSPC);
    }
    drafted += more;
    drafts += begun;
  }

  /** Gives back the room of a draft. */
  void unreserve(int size) {
    if (!closed && size > 0) {
      drafted -= size;
      drafts--;
    }
    room.release(Cost.ofDraft(size));
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
    room.release(Cost.ofDraft(size) - Cost.of(size));
    long now = clock.nanos();
    store(content, due(now, Sender.AS_THE_GROUP), now);
    counters.lastSent = clock.wallMillis();
  }

  // ----------------------------------------------------------------------------------- receiving

  /**
   * Takes the oldest ready message; only while there is one.
   *
   * @param keeps whether the message counts until {@link #letGo}
   */
  Message take(boolean keeps) {
    Message message = queue.take();
    if (!keeps) {
      room.release(Cost.of(message.size()));
    }
    ledger.received(message);
    received(1);
    return message;
  }

  /**
   * Takes the oldest ready messages, as many as fit.
   *
   * @param most the bytes that they may take together
   * @param header the bytes that each takes beyond its content
   * @return empty when none is ready, or the first does not fit
   */
  List<Message> take(int most, int header) {
    List<Message> messages = new ArrayList<>();
    long left = most;
    long cost = 0;
    while (queue.depth() > 0 && header + queue.oldestSize() <= left) {
      Message message = queue.take();
      messages.add(message);
      cost += Cost.of(message.size());
      left -= header + message.size();
      ledger.received(message);
    }
    if (!messages.isEmpty()) {
      room.release(cost);
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
    room.take(Cost.of(message.size()));
    queue.putBack(message);
    counters.received--;
    ledger.cameBack(message);
  }

  /** Counts a received message that an open file keeps; limits do not apply. */
  void keep(byte[] content) {
    room.take(Cost.of(content.length));
  }

  /** Stops counting it. */
  void letGo(byte[] content) {
    room.release(Cost.of(content.length));
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
    room.release(before - queue.cost());
    counters.revoked += count;
    ledger.revoked();
    return count;
  }

  /**
   * Discards a ready or delayed message.
   *
   * @throws ErrnoException ENOENT when it is not there any more
   */
  void cancel(long id) {
    Message cancelled = queue.remove(id);
    if (cancelled == null) {
      throw new ErrnoException(Errno.ENOENT);
    }
    room.release(Cost.of(cancelled.size()));
    counters.cancelled++;
    ledger.cancelled(id);
  }

  /** Discards every ready message; returns how many. */
  int purge() {
    long before = queue.cost();
    int count = queue.purge();
    room.release(before - queue.cost());
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
    room.setOwner(settings.ownership().uid());
    ledger.changed(settings);
  }

  /** Makes ready what is due. */
  void promote() {
    if (queue.delayed() > 0) {
      queue.promote(clock.nanos());
    }
  }

  /** Drops all messages. */
  void close() {
    closed = true;
    drafted = 0;
    drafts = 0;
    room.release(queue.cost());
    queue.revoke();
    queue.purge();
    room.close();
    ledger.removed();
  }

  // ------------------------------------------------------------------------------------- numbers

  boolean isReady() {
    return queue.depth() > 0;
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

  /** Its numbers, with those of who waits. */
  Stats stats(int sleepers, int readers, int writers) {
    return new Stats(
        queue.depth(),
        queue.delayed(),
        held(),
        sleepers,
        readers,
        writers,
        counters.sent,
        counters.received,
        counters.revoked,
        counters.flushed,
        counters.purged,
        counters.cancelled,
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
