package synchmess.group;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A group: messages that are sent and received, and a barrier to sleep on.
 *
 * <h2>How it works</h2>
 *
 * <p><b>Nothing here blocks.</b> An operation completes at once or is <em>parked</em>: the caller
 * becomes an object in one of three lists (receivers, throttled senders, sleepers) and is told
 * later, from whichever thread made it possible. It costs no thread, and may be cancelled at any
 * time ({@link Parked#cancel}). Plan 9's plumber keeps its blocked readers in the same way.
 *
 * <p><b>One lock.</b> All state is guarded by {@code lock}, which is held for as long as it takes
 * to move an object between two queues. Nobody is called under it: what has to be told is gathered
 * in a {@link Wakes} and told after it is released. Locks of two groups are never held together.
 *
 * <p><b>Delay is a state, not a task.</b> A delayed message waits in a heap ordered by when it is
 * due; whatever happens next in the group first promotes what is due by then. A timer is only
 * needed when somebody waits for a message that nobody else will come and promote: then one alarm
 * is set for the earliest of them. beanstalkd's tube is made likewise.
 *
 * <p><b>Room is taken at send.</b> Bytes count from the send on, delayed or not, so a message that
 * comes due always has its place.
 *
 * <p>Every operation on messages begins and ends in {@link #settle}, which restores the invariants:
 *
 * <ul>
 *   <li>a receiver is parked only while no message is ready;
 *   <li>a sender is parked only while its message does not fit;
 *   <li>while somebody waits for a delayed message, an alarm is set for the first.
 * </ul>
 *
 * <p>Cost: constant for send and receive, whatever is stored or parked; logarithmic in the number
 * of delayed messages for a delayed send.
 */
public final class Group {
  private final String name;
  private final int installer;
  private final Limits limits;
  private final Storage storage;
  private final Clock clock;
  private final Settings settings;
  private final Object lock = new Object();

  @GuardedBy("lock")
  private final MessageQueue queue = new MessageQueue();

  @GuardedBy("lock")
  private final Set<Receiver> receivers = new LinkedHashSet<>();

  @GuardedBy("lock")
  private final Set<Sender> senders = new LinkedHashSet<>();

  @GuardedBy("lock")
  private final Set<Sleeper> sleepers = new LinkedHashSet<>();

  /** Who wants to be told of the next change; each is told once and leaves. */
  @GuardedBy("lock")
  private final Set<Watcher> watchers = new LinkedHashSet<>();

  @GuardedBy("lock")
  private final Counters counters = new Counters();

  /** Bytes reserved by drafts that are not sent yet. */
  @GuardedBy("lock")
  private long drafted;

  @GuardedBy("lock")
  private long lastSequence;

  /** {@link MessageQueue#becameReady} when the watchers were last told. */
  @GuardedBy("lock")
  private long toldReady;

  /** Whether a largest message fitted when last looked at. */
  @GuardedBy("lock")
  private boolean hadRoom = true;

  /** Set for {@link #alarmDue}; null when none is set. */
  @GuardedBy("lock")
  private Clock.Alarm alarm;

  @GuardedBy("lock")
  private long alarmDue;

  @GuardedBy("lock")
  private boolean removed;

  Group(String name, int installer, Limits limits, Storage storage, Clock clock) {
    this.name = name;
    this.installer = installer;
    this.limits = limits;
    this.storage = storage;
    this.clock = clock;
    this.settings = new Settings(limits);
    synchronized (lock) {
      counters.lastSent = clock.wallMillis();
      counters.lastReceived = counters.lastSent;
    }
  }

  public String name() {
    return name;
  }

  /** The uid of the user who installed it. */
  int installer() {
    return installer;
  }

  public Settings settings() {
    return settings;
  }

  // ---------------------------------------------------------------------------------- messages

  /**
   * Stores a message, ready at once or after the send delay.
   *
   * @param content handed over: nobody changes it from now on
   * @throws ErrnoException EMSGSIZE when it is larger than {@code max_message_size}; ENOSPC when
   *     there is no room; EAGAIN when there is none and the full policy is to wait for it; ENODEV
   *     after removal
   */
  public void send(byte[] content) {
    Wakes wakes = new Wakes();
    try {
      synchronized (lock) {
        admit(content.length, wakes);
        if (!hasRoom(content.length)) {
          throw reject(settings.fullPolicy() == FullPolicy.BLOCK ? Errno.EAGAIN : Errno.ENOSPC);
        }
        occupy(content.length);
        store(content);
        settle(wakes);
      }
    } finally {
      wakes.run();
    }
  }

  /**
   * Stores the sender's message; while there is no room and the full policy is to wait for it, the
   * sender is parked.
   *
   * @throws ErrnoException as {@link #send(byte[])}, but instead of EAGAIN ENOSPC when {@code
   *     max_throttled_writers} are parked already
   */
  public void send(Sender sender) {
    Wakes wakes = new Wakes();
    try {
      synchronized (lock) {
        admit(sender.content.length, wakes);
        if (hasRoom(sender.content.length)) {
          occupy(sender.content.length);
          store(sender.content);
          wakes.add(sender::sent);
        } else {
          throttle(sender);
        }
        settle(wakes);
      }
    } finally {
      wakes.run();
    }
  }

  @GuardedBy("lock")
  private void throttle(Sender sender) {
    boolean wait = settings.fullPolicy() == FullPolicy.BLOCK;
    if (!wait || senders.size() >= limits.maxThrottledWriters()) {
      throw reject(Errno.ENOSPC);
    }
    sender.park(this, senders, sender);
  }

  /** Refuses what can never be stored, and brings the group up to date. */
  @GuardedBy("lock")
  private void admit(long size, Wakes wakes) {
    checkInstalled();
    if (size > limits.maxMessageSize()) {
      throw reject(Errno.EMSGSIZE);
    }
    settle(wakes);
  }

  /** Whether a new message fits and nobody waits before it. */
  @GuardedBy("lock")
  private boolean hasRoom(int size) {
    return senders.isEmpty() && fits(size);
  }

  /** Takes room in the mount's storage; nobody waits for it, since any group may free it. */
  @GuardedBy("lock")
  private void occupy(int size) {
    if (!storage.reserve(size)) {
      throw reject(Errno.ENOSPC);
    }
  }

  @GuardedBy("lock")
  private boolean fits(long size) {
    return held() + size <= limits.maxStorageSize();
  }

  @GuardedBy("lock")
  private long held() {
    return queue.bytes() + drafted;
  }

  /** Stores a message whose room is reserved. */
  @GuardedBy("lock")
  private void store(byte[] content) {
    long now = clock.nanos();
    long due = now + TimeUnit.MILLISECONDS.toNanos(settings.sendDelay());
    queue.add(new Message(content, due, ++lastSequence), now);
    counters.sent++;
    counters.lastSent = clock.wallMillis();
  }

  @GuardedBy("lock")
  private ErrnoException reject(Errno why) {
    counters.rejected++;
    return new ErrnoException(why);
  }

  /**
   * Takes the oldest ready message.
   *
   * @return null when none is ready
   * @throws ErrnoException ENODEV after removal
   */
  public Message receive() {
    Message message;
    Wakes wakes;
    synchronized (lock) {
      checkInstalled();
      wakes = settle();
      message = take();
      settle(wakes);
    }
    wakes.run();
    return message;
  }

  /**
   * Gives the receiver the oldest ready message; while none is ready, the receiver is parked.
   *
   * @param timeoutMillis after how long it fails with ETIMEDOUT; 0: never
   * @throws ErrnoException ENODEV after removal
   */
  public void receive(Receiver receiver, int timeoutMillis) {
    Wakes wakes;
    synchronized (lock) {
      checkInstalled();
      receiver.park(this, receivers, receiver);
      wakes = settle();
      if (timeoutMillis > 0 && receivers.contains(receiver)) {
        long nanos = TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        receiver.limit(clock.after(nanos, () -> receiver.cancel(Errno.ETIMEDOUT)));
      }
    }
    wakes.run();
  }

  @GuardedBy("lock")
  private Message take() {
    Message message = queue.take();
    if (message != null) {
      storage.release(message.size());
      counters.received++;
      counters.lastReceived = clock.wallMillis();
    }
    return message;
  }

  /**
   * The content of the oldest ready message, left in place; empty when none is ready.
   *
   * @throws ErrnoException ENODEV after removal
   */
  public byte[] peek() {
    Message oldest;
    Wakes wakes;
    synchronized (lock) {
      checkInstalled();
      wakes = settle();
      oldest = queue.peek();
    }
    wakes.run();
    return oldest == null ? new byte[0] : oldest.content;
  }

  /** Makes every delayed message ready, in the order of sending; returns how many were delayed. */
  public int flush() {
    int count;
    Wakes wakes;
    synchronized (lock) {
      checkInstalled();
      wakes = settle();
      count = queue.flush(clock.nanos());
      counters.flushed += count;
      settle(wakes);
    }
    wakes.run();
    return count;
  }

  /** Discards every message that is not due yet; returns how many. */
  public int revoke() {
    int count;
    Wakes wakes;
    synchronized (lock) {
      checkInstalled();
      wakes = settle();
      long before = queue.bytes();
      count = queue.revoke();
      storage.release(before - queue.bytes());
      counters.revoked += count;
      settle(wakes);
    }
    wakes.run();
    return count;
  }

  /** Discards every message that is ready; returns how many. */
  public int purge() {
    int count;
    Wakes wakes;
    synchronized (lock) {
      checkInstalled();
      wakes = settle();
      long before = queue.bytes();
      count = queue.purge();
      storage.release(before - queue.bytes());
      counters.purged += count;
      settle(wakes);
    }
    wakes.run();
    return count;
  }

  // ------------------------------------------------------------------------------------ drafts

  /**
   * Takes room for {@code more} bytes of a draft that has {@code size} already; see {@link Draft}.
   */
  void reserve(int size, int more) {
    Wakes wakes = new Wakes();
    try {
      synchronized (lock) {
        admit((long) size + more, wakes);
        if (!hasRoom(more)) {
          throw reject(Errno.ENOSPC);
        }
        occupy(more);
        drafted += more;
        settle(wakes);
      }
    } finally {
      wakes.run();
    }
  }

  /** Gives back the room of a draft; without effect after removal. */
  void unreserve(int size) {
    Wakes wakes;
    synchronized (lock) {
      if (removed) {
        return;
      }
      drafted -= size;
      storage.release(size);
      wakes = settle();
    }
    wakes.run();
  }

  /** Stores a draft, whose room is reserved. */
  void sendReserved(byte[] content) {
    Wakes wakes;
    synchronized (lock) {
      checkInstalled();
      wakes = settle();
      drafted -= content.length;
      store(content);
      settle(wakes);
    }
    wakes.run();
  }

  // ----------------------------------------------------------------------------------- barrier

  /**
   * Parks the sleeper until the next awake.
   *
   * @throws ErrnoException ENODEV after removal
   */
  public void sleep(Sleeper sleeper) {
    synchronized (lock) {
      checkInstalled();
      sleeper.park(this, sleepers, sleeper);
    }
  }

  /** Wakes all who sleep now; returns how many. */
  public int awake() {
    List<Sleeper> awoken;
    synchronized (lock) {
      checkInstalled();
      awoken = new ArrayList<>(sleepers);
      awoken.forEach(Sleeper::leave);
    }
    awoken.forEach(Sleeper::awoken);
    return awoken.size();
  }

  // ------------------------------------------------------------------------------------ polling

  /**
   * What poll(2) says now.
   *
   * @param watcher told of the next change, once; null when nobody waits. A watcher that waits
   *     already is not added twice.
   */
  public Readiness poll(Watcher watcher) {
    Readiness readiness;
    Wakes wakes;
    synchronized (lock) {
      if (watcher != null && !removed) {
        watchers.add(watcher);
      }
      wakes = removed ? new Wakes() : settle();
      readiness = new Readiness(queue.depth() > 0, !removed && roomForLargest(), removed);
    }
    wakes.run();
    return readiness;
  }

  /** Forgets a watcher; false when it was told already or is being told. */
  public boolean unwatch(Watcher watcher) {
    synchronized (lock) {
      return watchers.remove(watcher);
    }
  }

  @GuardedBy("lock")
  private boolean roomForLargest() {
    return senders.isEmpty() && fits(limits.maxMessageSize());
  }

  // -------------------------------------------------------------------------------- invariants

  /** Restores the invariants after any change, and returns who has to be told. */
  @GuardedBy("lock")
  private Wakes settle() {
    Wakes wakes = new Wakes();
    settle(wakes);
    return wakes;
  }

  /** Restores the invariants after any change, and adds who has to be told. */
  @GuardedBy("lock")
  private void settle(Wakes wakes) {
    queue.promote(clock.nanos());
    do {
      serveReceivers(wakes);
    } while (admitSender(wakes));
    tellWatchers(wakes);
    setAlarm();
  }

  @GuardedBy("lock")
  private void serveReceivers(Wakes wakes) {
    while (queue.depth() > 0 && !receivers.isEmpty()) {
      Receiver first = receivers.iterator().next();
      first.leave();
      Message message = take();
      wakes.add(() -> first.received(message));
    }
  }

  /** Ends the wait of the first throttled sender if its message fits; false when it does not. */
  @GuardedBy("lock")
  private boolean admitSender(Wakes wakes) {
    if (senders.isEmpty() || !fits(senders.iterator().next().content.length)) {
      return false;
    }
    Sender first = senders.iterator().next();
    first.leave();
    if (storage.reserve(first.content.length)) {
      store(first.content);
      wakes.add(first::sent);
    } else {
      counters.rejected++;
      wakes.add(() -> first.failed(Errno.ENOSPC));
    }
    return true;
  }

  /** Tells the watchers when a message became ready and is still there, or when room opened. */
  @GuardedBy("lock")
  private void tellWatchers(Wakes wakes) {
    boolean newlyReady = queue.becameReady() != toldReady && queue.depth() > 0;
    boolean room = roomForLargest();
    if (newlyReady || (room && !hadRoom)) {
      tellAll(wakes);
    }
    toldReady = queue.becameReady();
    hadRoom = room;
  }

  @GuardedBy("lock")
  private void tellAll(Wakes wakes) {
    watchers.forEach(watcher -> wakes.add(watcher::changed));
    watchers.clear();
  }

  /** Sets the alarm for the first delayed message, if anybody waits for it. */
  @GuardedBy("lock")
  private void setAlarm() {
    boolean awaited = !receivers.isEmpty() || !watchers.isEmpty();
    if (!awaited || queue.delayed() == 0) {
      return;
    }
    long due = queue.nextDue();
    if (alarm != null && alarmDue - due <= 0) {
      return;
    }
    stopAlarm();
    alarmDue = due;
    alarm = clock.after(due - clock.nanos(), () -> alarmed(due));
  }

  private void alarmed(long due) {
    synchronized (lock) {
      if (alarm != null && alarmDue == due) {
        alarm = null;
      }
    }
    refresh();
  }

  @GuardedBy("lock")
  private void stopAlarm() {
    if (alarm != null) {
      alarm.cancel();
      alarm = null;
    }
  }

  /** Looks at the limits and the time anew. */
  void refresh() {
    Wakes wakes;
    synchronized (lock) {
      if (removed) {
        return;
      }
      wakes = settle();
    }
    wakes.run();
  }

  /** Takes a parked caller out of its list; false when it has ended already. */
  boolean withdraw(Parked parked) {
    Wakes wakes;
    boolean withdrawn;
    synchronized (lock) {
      withdrawn = parked.leave();
      wakes = withdrawn && !removed ? settle() : new Wakes();
    }
    wakes.run();
    return withdrawn;
  }

  @GuardedBy("lock")
  private void checkInstalled() {
    if (removed) {
      throw new ErrnoException(Errno.ENODEV);
    }
  }

  // ----------------------------------------------------------------------------------- removal

  /** Ends the group: its messages are gone, whoever waits gets ENODEV, as does whoever comes. */
  void remove() {
    Wakes wakes = new Wakes();
    synchronized (lock) {
      removed = true;
      stopAlarm();
      storage.release(held());
      drafted = 0;
      queue.revoke();
      queue.purge();
      fail(receivers, wakes);
      fail(senders, wakes);
      fail(sleepers, wakes);
      tellAll(wakes);
    }
    wakes.run();
  }

  @GuardedBy("lock")
  private void fail(Set<? extends Parked> parked, Wakes wakes) {
    for (Parked each : new ArrayList<>(parked)) {
      each.leave();
      wakes.add(() -> each.failed(Errno.ENODEV));
    }
  }

  /** Whether it has been uninstalled. */
  public boolean removed() {
    synchronized (lock) {
      return removed;
    }
  }

  // ------------------------------------------------------------------------------------ numbers

  /** What the group holds and has done, as of now. */
  public Stats stats() {
    Stats stats;
    Wakes wakes;
    synchronized (lock) {
      wakes = removed ? new Wakes() : settle();
      stats =
          new Stats(
              queue.depth(),
              queue.delayed(),
              held(),
              sleepers.size(),
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
    wakes.run();
    return stats;
  }

  @GuardedBy("lock")
  private long oldestAge() {
    Message oldest = queue.peek();
    return oldest == null ? 0 : TimeUnit.NANOSECONDS.toMillis(clock.nanos() - oldest.due);
  }

  /** When a message was last sent: wall time in ms since the epoch; at first, the installation. */
  public long lastSent() {
    synchronized (lock) {
      return counters.lastSent;
    }
  }

  /** When a message was last received, likewise. */
  public long lastReceived() {
    synchronized (lock) {
      return counters.lastReceived;
    }
  }
}
