package synchmess.group;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import synchmess.errno.Errno;
import synchmess.errno.ErrnoException;
import synchmess.waiting.Clock;
import synchmess.waiting.Crowd;
import synchmess.waiting.Parked;
import synchmess.waiting.Readiness;
import synchmess.waiting.Waiter;
import synchmess.waiting.Wakes;
import synchmess.waiting.Watcher;

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
 * <p><b>What reached nobody comes back.</b> Only when the reply is on its way may it turn out that
 * the caller is gone. What it was given is then {@link #putBack put back} to its place.
 *
 * <p>Every operation on messages begins and ends in {@link #settle}, which restores the invariants:
 *
 * <ul>
 *   <li>a receiver is parked only while no message is ready;
 *   <li>a sender is parked only while its message does not fit, and could;
 *   <li>while somebody waits for a delayed message, an alarm is set for the first.
 * </ul>
 *
 * <p>So a message that is due as a wait ends, by a timeout or an interrupt, still completes it.
 *
 * <p>Cost: constant for send and receive, whatever is stored or parked; logarithmic in the number
 * of delayed messages for a delayed send.
 */
public final class Group implements Waiter.Place {
  private static final Logger LOG = LoggerFactory.getLogger(Group.class);

  private final String name;
  private final int installer;
  private final Storage storage;
  private final Clock clock;
  private final Settings settings;
  private final Object lock = new Object();

  @GuardedBy("lock")
  private final Mailbox mailbox;

  @GuardedBy("lock")
  private final Barrier barrier;

  /** Who wants to be told of the next change; each is told once and leaves. */
  @GuardedBy("lock")
  private final Set<Watcher> watchers = new Crowd<>();

  /** {@link Mailbox#becameReady} when last looked at for the watchers. */
  @GuardedBy("lock")
  private long toldReady;

  /** Whether a largest message fitted when last looked at for the watchers. */
  @GuardedBy("lock")
  private boolean hadRoom;

  /** Set for {@link #alarmDue}; null when none is set. */
  @GuardedBy("lock")
  private Clock.Alarm alarm;

  @GuardedBy("lock")
  private long alarmDue;

  @GuardedBy("lock")
  private boolean removed;

  Group(String name, int installer, int owner, Limits limits, Storage storage, Clock clock) {
    this.name = name;
    this.installer = installer;
    this.storage = storage;
    this.clock = clock;
    settings = new Settings(limits);
    mailbox = new Mailbox(this, owner, limits, storage, clock, settings);
    barrier = new Barrier(this, settings);
  }

  public String name() {
    return name;
  }

  /** The uid of the user who installed it. */
  int installer() {
    return installer;
  }

  /**
   * Counts what it takes of the heap as that user's from now on. Nothing is dropped where his limit
   * is passed by it. Without effect after removal.
   */
  public void setOwner(int uid) {
    Wakes wakes = new Wakes();
    synchronized (lock) {
      if (!removed) {
        mailbox.setOwner(uid);
        settle(wakes);
      }
    }
    wakes.run();
  }

  public Settings settings() {
    return settings;
  }

  // ---------------------------------------------------------------------------------- messages

  /**
   * Stores messages, all or none, ready at once or after the send delay.
   *
   * @param contents in order; handed over: nobody changes them from now on
   * @throws ErrnoException EMSGSIZE when one is larger than {@code max_message_size}; ENOSPC when
   *     there is no room for all; EAGAIN when there is none and the full policy is to wait for it;
   *     ENODEV after removal
   */
  public void send(byte[]... contents) {
    Wakes wakes = new Wakes();
    try {
      synchronized (lock) {
        open(wakes);
        mailbox.send(contents);
        settle(wakes);
      }
    } finally {
      wakes.run();
    }
  }

  /**
   * Stores the sender's messages, all or none; while there is no room and the full policy is to
   * wait for it, the sender is parked.
   *
   * @return true when they are stored, of which the sender is not told then; false when it is
   *     parked
   * @throws ErrnoException as {@link #send(byte[][])}, but instead of EAGAIN ENOSPC when {@code
   *     max_throttled_writers} are parked already, or the mount has no room for one more
   */
  public boolean send(Sender sender) {
    Wakes wakes = new Wakes();
    try {
      synchronized (lock) {
        open(wakes);
        return storeOrPark(sender, wakes);
      }
    } finally {
      wakes.run();
    }
  }

  /** Whatever is thrown, the sender does not wait then. */
  @GuardedBy("lock")
  private boolean storeOrPark(Sender sender, Wakes wakes) {
    try {
      boolean stored = mailbox.send(sender);
      settle(wakes);
      return stored;
    } catch (Throwable thrown) {
      sender.leave();
      throw thrown;
    }
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
      wakes = open();
      message = mailbox.take();
      settle(wakes);
    }
    wakes.run();
    return message;
  }

  /**
   * Takes the oldest ready messages, as many as fit.
   *
   * @param room how many bytes they may take together
   * @param header the bytes that each takes beyond its content
   * @return empty when none is ready
   * @throws ErrnoException EMSGSIZE, and nothing taken, when the first does not fit; ENODEV after
   *     removal
   */
  public List<Message> receive(int room, int header) {
    List<Message> messages;
    boolean tooLarge;
    Wakes wakes;
    synchronized (lock) {
      wakes = open();
      messages = mailbox.take(room, header);
      tooLarge = messages.isEmpty() && mailbox.isReady();
      settle(wakes);
    }
    wakes.run();
    if (tooLarge) {
      throw new ErrnoException(Errno.EMSGSIZE);
    }
    return messages;
  }

  /**
   * Gives the receiver the oldest ready message, or as many as it has room for; while none is
   * ready, the receiver is parked.
   *
   * @param timeoutMillis after how long it fails with ETIMEDOUT; 0: never
   * @throws ErrnoException ENODEV after removal
   */
  public void receive(Receiver receiver, int timeoutMillis) {
    Wakes wakes = new Wakes();
    try {
      synchronized (lock) {
        checkInstalled();
        park(receiver, timeoutMillis, wakes);
      }
    } finally {
      wakes.run();
    }
  }

  /** Whatever is thrown, a receiver that was not given anything does not wait then. */
  @GuardedBy("lock")
  private void park(Receiver receiver, int timeoutMillis, Wakes wakes) {
    try {
      mailbox.park(receiver);
      settle(wakes);
      if (timeoutMillis > 0 && mailbox.isParked(receiver)) {
        long nanos = TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        receiver.limit(clock.after(nanos, () -> receiver.cancel(Errno.ETIMEDOUT)));
      }
    } catch (Throwable thrown) {
      receiver.leave();
      throw thrown;
    }
  }

  /**
   * Puts messages that were received, but reached nobody, back to their places: before all that
   * became ready after them. They count as not received. Without effect after removal.
   */
  public void putBack(List<Message> messages) {
    Wakes wakes = new Wakes();
    synchronized (lock) {
      if (!removed) {
        messages.forEach(mailbox::putBack);
        settle(wakes);
      }
    }
    wakes.run();
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
      wakes = open();
      oldest = mailbox.peek();
    }
    wakes.run();
    return oldest == null ? new byte[0] : oldest.content;
  }

  /** Makes every delayed message ready, in the order of sending; returns how many were delayed. */
  public int flush() {
    return count(Mailbox::flush);
  }

  /** Discards every message that is not due yet; returns how many. */
  public int revoke() {
    return count(Mailbox::revoke);
  }

  /** Discards every message that is ready; returns how many. */
  public int purge() {
    return count(Mailbox::purge);
  }

  /** Carries out an operation on many messages, and returns their number. */
  private int count(ToIntFunction<Mailbox> operation) {
    int count;
    Wakes wakes;
    synchronized (lock) {
      wakes = open();
      count = operation.applyAsInt(mailbox);
      settle(wakes);
    }
    wakes.run();
    return count;
  }

  /**
   * Refuses messages for which the mount has no room, before they are taken apart.
   *
   * @param count how many there are
   * @param size their bytes together
   * @throws ErrnoException ENOSPC; ENODEV after removal
   */
  public void checkRoom(int count, long size) {
    synchronized (lock) {
      checkInstalled();
      mailbox.checkRoom(count, size);
    }
  }

  // -------------------------------------------------------------------------------------- kept

  /**
   * Counts a message that was received as the group's, since an open file keeps it: until {@link
   * #letGo}, whatever becomes of the group.
   */
  public void keep(byte[] content) {
    synchronized (lock) {
      mailbox.keep(content);
    }
  }

  /**
   * Takes the oldest ready message, as {@link #receive()}, for an open file that keeps it instead
   * of another one.
   *
   * @param before what counts as kept no longer, whatever is thrown; null when nothing was kept
   */
  public Message receiveToKeep(byte[] before) {
    Wakes wakes = new Wakes();
    try {
      synchronized (lock) {
        letGo(before, wakes);
        open(wakes);
        Message message = mailbox.takeToKeep();
        settle(wakes);
        return message;
      }
    } finally {
      wakes.run();
    }
  }

  @GuardedBy("lock")
  private void letGo(byte[] content, Wakes wakes) {
    if (content != null) {
      mailbox.letGo(content);
    }
    if (removed) {
      tellMount(wakes);
    }
  }

  /** Counts a message that was kept no longer. Called without any lock. */
  public void letGo(byte[] content) {
    giveBack(its -> its.letGo(content));
  }

  /** Gives room back, even after removal. */
  private void giveBack(Consumer<Mailbox> release) {
    Wakes wakes = new Wakes();
    synchronized (lock) {
      release.accept(mailbox);
      if (removed) {
        tellMount(wakes);
      } else {
        settle(wakes);
      }
    }
    wakes.run();
  }

  // ------------------------------------------------------------------------------------ drafts

  /** Takes room for more of a draft; see {@link Draft}. */
  void reserve(int size, int more) {
    Wakes wakes = new Wakes();
    try {
      synchronized (lock) {
        open(wakes);
        mailbox.reserve(size, more);
        settle(wakes);
      }
    } finally {
      wakes.run();
    }
  }

  /** Gives back the room of a draft. */
  void unreserve(int size) {
    giveBack(its -> its.unreserve(size));
  }

  /**
   * Stores a draft, whose room is reserved.
   *
   * @throws ErrnoException ENODEV after removal; the room is given back
   */
  void sendReserved(byte[] content) {
    Wakes wakes = new Wakes();
    try {
      synchronized (lock) {
        if (removed) {
          mailbox.unreserve(content.length);
          tellMount(wakes);
        }
        open(wakes);
        mailbox.sendReserved(content);
        settle(wakes);
      }
    } finally {
      wakes.run();
    }
  }

  // ----------------------------------------------------------------------------------- barrier

  /**
   * Parks the sleeper until the next awake; one with whom {@code awake_at} is reached awakes all,
   * itself too, and is not parked.
   *
   * @throws ErrnoException ENODEV after removal
   */
  public void sleep(Sleeper sleeper) {
    Wakes wakes = new Wakes();
    synchronized (lock) {
      checkInstalled();
      barrier.sleep(sleeper, wakes);
    }
    wakes.run();
  }

  /** Wakes all who sleep now; returns how many. */
  public int awake() {
    int count;
    Wakes wakes = new Wakes();
    synchronized (lock) {
      checkInstalled();
      count = barrier.awake(wakes);
    }
    wakes.run();
    return count;
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
    Wakes wakes = new Wakes();
    synchronized (lock) {
      if (removed) {
        return new Readiness(false, false, true);
      }
      settle(wakes);
      boolean first = watchers.isEmpty();
      if (watcher != null) {
        watchers.add(watcher);
      }
      readiness = new Readiness(mailbox.isReady(), hasRoom(), false);
      toldReady = mailbox.becameReady();
      hadRoom = readiness.writable() && (first || hadRoom);
      setAlarm();
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

  // -------------------------------------------------------------------------------- invariants

  /**
   * Begins an operation: brings the group up to date.
   *
   * @throws ErrnoException ENODEV after removal
   */
  @GuardedBy("lock")
  private void open(Wakes wakes) {
    checkInstalled();
    settle(wakes);
  }

  @GuardedBy("lock")
  private Wakes open() {
    Wakes wakes = new Wakes();
    open(wakes);
    return wakes;
  }

  @GuardedBy("lock")
  private void checkInstalled() {
    if (removed) {
      throw new ErrnoException(Errno.ENODEV);
    }
  }

  /** Restores the invariants after any change, and adds who has to be told. */
  @GuardedBy("lock")
  private void settle(Wakes wakes) {
    mailbox.settle(wakes);
    if (!watchers.isEmpty()) {
      tellWatchers(wakes);
    }
    setAlarm();
    tellMount(wakes);
  }

  /** Where it is not, the next operation does it: who has left its list must hear of it. */
  @GuardedBy("lock")
  private void settleIfPossible(Wakes wakes) {
    try {
      settle(wakes);
    } catch (Throwable thrown) {
      LOG.warn("a group is not settled until it is used again: {}", thrown.toString());
    }
  }

  /** Tells the watchers when a message became ready and is still there, or when room opened. */
  @GuardedBy("lock")
  private void tellWatchers(Wakes wakes) {
    boolean newlyReady = mailbox.becameReady() != toldReady && mailbox.isReady();
    boolean room = hasRoom();
    if (newlyReady || (room && !hadRoom)) {
      tellAll(wakes);
    }
    toldReady = mailbox.becameReady();
    hadRoom = room;
  }

  /** Whether a largest message fits. When a watcher waits, it is looked at again when it may. */
  @GuardedBy("lock")
  private boolean hasRoom() {
    return mailbox.hasRoomForLargest(!watchers.isEmpty());
  }

  /** Tells groups whose watchers wait for room in the mount, when there is some. */
  private void tellMount(Wakes wakes) {
    if (storage.hasNews()) {
      wakes.add(storage::tell);
    }
  }

  @GuardedBy("lock")
  private void tellAll(Wakes wakes) {
    watchers.forEach(watcher -> wakes.add(watcher::changed));
    watchers.clear();
  }

  /** Sets the alarm for the first delayed message, if anybody waits for it. */
  @GuardedBy("lock")
  private void setAlarm() {
    boolean awaited = mailbox.hasReceivers() || !watchers.isEmpty();
    if (!awaited || !mailbox.hasDelayed()) {
      return;
    }
    long due = mailbox.nextDue();
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

  /** Looks at the limits, the settings and the time anew. Without effect after removal. */
  public void refresh() {
    Wakes wakes = new Wakes();
    synchronized (lock) {
      if (!removed) {
        barrier.settle(wakes);
        mailbox.dismissHopeless(wakes);
        settle(wakes);
      }
    }
    wakes.run();
  }

  @Override
  public boolean withdraw(Waiter parked) {
    Wakes wakes = new Wakes();
    boolean withdrawn;
    synchronized (lock) {
      if (!removed) {
        settleIfPossible(wakes);
      }
      withdrawn = parked.leave();
      if (withdrawn && parked instanceof Sender sender) {
        mailbox.vacate(sender);
      }
      if (withdrawn && !removed) {
        settleIfPossible(wakes);
      }
    }
    wakes.run();
    return withdrawn;
  }

  // ----------------------------------------------------------------------------------- removal

  /**
   * Ends the group: what was due has reached whoever waited for it, all other messages are gone;
   * whoever waits gets ENODEV, as does whoever comes.
   */
  void remove() {
    Wakes wakes = new Wakes();
    synchronized (lock) {
      settleIfPossible(wakes);
      removed = true;
      stopAlarm();
      mailbox.close(wakes);
      barrier.close(wakes);
      tellAll(wakes);
      storage.forget(this);
      tellMount(wakes);
    }
    wakes.run();
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
    Wakes wakes = new Wakes();
    synchronized (lock) {
      if (!removed) {
        settle(wakes);
      }
      stats = mailbox.stats(barrier.sleepers());
    }
    wakes.run();
    return stats;
  }

  /** When a message was last sent: wall time in ms since the epoch; at first, the installation. */
  public long lastSent() {
    synchronized (lock) {
      return mailbox.lastSent();
    }
  }

  /** When a message was last received, likewise. */
  public long lastReceived() {
    synchronized (lock) {
      return mailbox.lastReceived();
    }
  }
}
