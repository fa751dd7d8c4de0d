package synchmess.group;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import synchmess.errno.Errno;
import synchmess.errno.ErrnoException;
import synchmess.errno.Fault;
import synchmess.waiting.Clock;
import synchmess.waiting.Readiness;
import synchmess.waiting.Waiter;
import synchmess.waiting.Wake;
import synchmess.waiting.Wakes;
import synchmess.waiting.Watcher;

/**
 * A group whose messages are in memory.
 *
 * <h2>How it works</h2>
 *
 * <p><b>Nothing here blocks.</b> Each call is an {@link Operation}. It ends at once or is
 * <em>parked</em>: it stands in one of three lists (receivers, throttled senders, sleepers), until
 * some thread makes its end possible. It costs no thread, and may be cancelled at any time. Plan
 * 9's plumber keeps its blocked readers in the same way.
 *
 * <p><b>One lock, one way in.</b> {@code lock} guards all state. A thread holds it while it moves
 * an object between two queues, and never together with another group's. {@link #carryOut} takes
 * it. Nobody is called under it: {@link Wakes} gathers the callers that end.
 *
 * <p><b>One way out.</b> The {@link Ledger} hears under the lock what happens, and runs the wakes
 * after the release. It does what must come before a caller is told.
 *
 * <p><b>Delay is a state, not a task.</b> A delayed message waits in a heap, earliest due first.
 * Each operation first promotes what is due. Only when somebody waits for a message does the group
 * set an alarm: one, for the earliest. beanstalkd's tube works likewise.
 *
 * <p><b>Room is taken at send.</b> Bytes count from the send on, delayed or not, so a message that
 * comes due always has room.
 *
 * <p><b>What reached nobody comes back.</b> The reply may find its caller gone. Its messages are
 * then {@link #putBack put back} to their places.
 *
 * <p>Every operation begins and ends with {@link #settle}, which restores the invariants:
 *
 * <ul>
 *   <li>a receiver is parked only while no message is ready;
 *   <li>a sender is parked only while its message does not fit, but could;
 *   <li>while somebody waits for a delayed message, an alarm is set for the first.
 * </ul>
 *
 * <p>So a message that is due when a timeout or an interrupt ends a wait still completes it.
 *
 * <p>Cost: constant for send and receive, however much is stored or parked; for a delayed send,
 * logarithmic in the number of delayed messages.
 */
final class MemoryGroup implements Group, Waiter.Place {
  private static final Logger LOG = LoggerFactory.getLogger(MemoryGroup.class);

  private final String name;
  private final int installer;
  private final Storage storage;
  private final Clock clock;
  private final Settings settings;
  private final Ledger ledger;
  private final Object lock = new Object();

  @GuardedBy("lock")
  private final Mailbox mailbox;

  @GuardedBy("lock")
  private final Barrier barrier;

  @GuardedBy("lock")
  private final Watchers watchers;

  /** The callers that the current operation ends; empty between two. */
  @GuardedBy("lock")
  private final Wakes wakes = new Wakes();

  /** The alarm set for {@link #alarmDue}; null without one. */
  @GuardedBy("lock")
  private Clock.Alarm alarm;

  @GuardedBy("lock")
  private long alarmDue;

  @GuardedBy("lock")
  private boolean removed;

  /**
   * @param installer the uid of its installer
   * @param ownership whose it is
   */
  MemoryGroup(
      String name,
      int installer,
      Ownership ownership,
      Limits limits,
      Storage storage,
      Clock clock,
      Ledger ledger) {
    this.name = name;
    this.installer = installer;
    this.storage = storage;
    this.clock = clock;
    this.ledger = ledger;
    settings = new Settings(limits, ownership);
    Room room = new Room(this, storage, ownership.uid());
    Contents contents = new Contents(room, clock, settings, ledger);
    mailbox = new Mailbox(this, contents, limits, clock, settings);
    barrier = new Barrier(this, settings);
    watchers = new Watchers(mailbox);
    ledger.installed(settings);
  }

  @Override
  public String name() {
    return name;
  }

  /** The uid of its installer. */
  int installer() {
    return installer;
  }

  // ------------------------------------------------------------------------- the way in and out

  /** Carries an operation out, and tells the callers that it concerns. */
  private void carryOut(Operation operation) {
    Wake told;
    synchronized (lock) {
      carryOut(operation, wakes);
      told = wakes.takeAll();
    }
    ledger.commit(told);
  }

  /** A throwable fails the operation; the group goes on. */
  @GuardedBy("lock")
  private void carryOut(Operation operation, Wakes wakes) {
    try {
      if (removed && !operation.outlivesGroup()) {
        throw new ErrnoException(Errno.ENODEV);
      }
      settle(wakes);
      operation.carryOut(mailbox, barrier, wakes);
    } catch (Throwable thrown) {
      wakes.fail(operation, Fault.errno(thrown));
      if (!(thrown instanceof ErrnoException)) {
        Fault.log(LOG, "an operation on a group failed", thrown);
      }
    }
    settleIfPossible(wakes);
  }

  /**
   * Carries out a task, which has no caller to tell.
   *
   * @throws ErrnoException the task's failure
   */
  private void carryOut(Task task) {
    carryOut((Operation) task);
    if (task.failure() != null) {
      throw new ErrnoException(task.failure());
    }
  }

  // --------------------------------------------------------------------------------- operations

  @Override
  public void send(Sender sender) {
    carryOut(sender);
  }

  @Override
  public void receive(Receiver receiver) {
    carryOut(receiver);
  }

  @Override
  public void sleep(Sleeper sleeper) {
    carryOut(sleeper);
  }

  @Override
  public void change(Change change) {
    carryOut(change);
  }

  @Override
  public void peek(Peeker peeker) {
    carryOut(peeker);
  }

  @Override
  public void confirm(Confirmation confirmation) {
    carryOut(confirmation);
  }

  @Override
  public void putBack(List<Message> messages) {
    carryOut(Task.always(its -> its.contents.putBack(messages)));
  }

  // --------------------------------------------------------------------------------------- room

  @Override
  public void checkRoom(int count, long size) {
    carryOut(Task.installed(its -> its.contents.checkRoom(count, size)));
  }

  @Override
  public void keep(byte[] content) {
    carryOut(Task.always(its -> its.contents.keep(content)));
  }

  /** Without a task: each read of a file that may seek does this. */
  @Override
  public void letGo(byte[] content) {
    Wake told;
    synchronized (lock) {
      mailbox.contents.letGo(content);
      settleIfPossible(wakes);
      told = wakes.takeAll();
    }
    ledger.commit(told);
  }

  @Override
  public Draft draft() {
    return new Draft(this);
  }

  /** Takes room for more of a draft; see {@link Draft}. */
  void reserve(int size, int more) {
    carryOut(Task.installed(its -> its.reserve(size, more)));
  }

  /** Gives back the room of a draft. */
  void unreserve(int size) {
    carryOut(Task.always(its -> its.contents.unreserve(size)));
  }

  /**
   * Stores a draft; its room is reserved.
   *
   * @throws ErrnoException ENODEV after removal; gives the room back
   */
  void sendReserved(byte[] content) {
    carryOut(Task.always(its -> its.contents.sendReserved(content)));
  }

  // ---------------------------------------------------------------------------------- invariants

  /** Restores the invariants after any change, and adds the callers to tell. */
  @GuardedBy("lock")
  private void settle(Wakes wakes) {
    if (!removed) {
      mailbox.settle(wakes);
      watchers.settle(wakes);
      setAlarm();
    }
    tellMount(wakes);
  }

  /**
   * Settles. On a throwable the next operation does it: waiters off their lists must still be told.
   */
  @GuardedBy("lock")
  private void settleIfPossible(Wakes wakes) {
    try {
      settle(wakes);
    } catch (Throwable thrown) {
      Fault.log(LOG, "a group is not settled until it is used again", thrown);
    }
  }

  /** Tells groups that wait for room in the mount, when there is some. */
  private void tellMount(Wakes wakes) {
    if (storage.hasNews()) {
      wakes.add(storage::tell);
    }
  }

  /** Sets the alarm for the next delayed message, if anybody waits for it. */
  @GuardedBy("lock")
  private void setAlarm() {
    boolean awaited = mailbox.hasReceivers() || !watchers.isEmpty();
    if (!awaited || !mailbox.contents.hasDelayed()) {
      return;
    }
    long due = mailbox.contents.nextDue();
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
  void refresh() {
    carryOut(Task.refresh());
  }

  @Override
  public boolean withdraw(Waiter parked) {
    Wake told;
    boolean withdrawn;
    synchronized (lock) {
      settleIfPossible(wakes);
      withdrawn = parked.leave();
      if (withdrawn && parked instanceof Sender sender) {
        mailbox.contents.vacate(sender);
      }
      settleIfPossible(wakes);
      told = wakes.takeAll();
    }
    ledger.commit(told);
    return withdrawn;
  }

  // ------------------------------------------------------------------------------------- removal

  /**
   * Ends the group. Gives what is due to its waiters and drops all other messages. Fails all other
   * waiters and all later callers with ENODEV.
   */
  void remove() {
    Wake told;
    synchronized (lock) {
      settleIfPossible(wakes);
      removed = true;
      stopAlarm();
      mailbox.close(wakes);
      barrier.close(wakes);
      watchers.tellAll(wakes);
      storage.forget(this);
      tellMount(wakes);
      told = wakes.takeAll();
    }
    ledger.commit(told);
  }

  @Override
  public boolean removed() {
    synchronized (lock) {
      return removed;
    }
  }

  // --------------------------------------------------------------------------------------- views

  @Override
  public Settings settings() {
    return settings;
  }

  @Override
  public Readiness poll(Watcher watcher) {
    Wake told;
    Readiness readiness;
    synchronized (lock) {
      if (removed) {
        return new Readiness(false, false, true);
      }
      settleIfPossible(wakes);
      readiness = watchers.poll(watcher);
      setAlarm();
      told = wakes.takeAll();
    }
    ledger.commit(told);
    return readiness;
  }

  @Override
  public boolean unwatch(Watcher watcher) {
    synchronized (lock) {
      return watchers.remove(watcher);
    }
  }

  @Override
  public Stats stats() {
    Task.Count count = new Task.Count();
    carryOut(count);
    return count.stats();
  }

  @Override
  public long lastSent() {
    synchronized (lock) {
      return mailbox.contents.lastSent();
    }
  }

  @Override
  public long lastReceived() {
    synchronized (lock) {
      return mailbox.contents.lastReceived();
    }
  }
}
