package synchmess.group;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The heap that the messages of all groups take, and of this what each user's groups take: the
 * {@link Cost} of what is stored, of what parked senders want to store, of drafts, and of what open
 * files keep of messages that were received.
 *
 * <p>Any thread may use it, whatever lock it holds, but for {@link #tell}. Its lock is held for a
 * few additions, and no other is taken under it. The total is the sum of all accounts.
 */
final class Storage {
  private static final int ROOT = 0;

  private final Limits limits;
  private final int owner;
  private final Object lock = new Object();

  @GuardedBy("lock")
  private final Map<Integer, Account> accounts = new HashMap<>();

  @GuardedBy("lock")
  private long used;

  /** As {@link Account#owed}, of all accounts. */
  @GuardedBy("lock")
  private long owed;

  /** Groups where somebody waits for room here; nearly always there is none. Written under lock. */
  private final Map<MemoryGroup, Awaited> awaiting = new ConcurrentHashMap<>();

  /** Whether room was made since {@link #awaiting} was last looked at. */
  @GuardedBy("lock")
  private boolean released;

  /**
   * Room that is waited for.
   *
   * @param owed whether it was taken already, beyond a limit
   */
  private record Awaited(Account account, long cost, boolean owed) {}

  /**
   * @param owner the uid of the mount's owner, who like root has no limit of his own
   */
  Storage(Limits limits, int owner) {
    this.limits = limits;
    this.owner = owner;
  }

  // ----------------------------------------------------------------------------------- accounts

  /** The account of that user, for one more group. */
  Account open(int uid) {
    synchronized (lock) {
      Account account = accounts.computeIfAbsent(uid, this::newAccount);
      account.groups++;
      return account;
    }
  }

  private Account newAccount(int uid) {
    return new Account(uid, uid == ROOT || uid == owner);
  }

  /** One group less; the account ends when nothing is counted there any more. */
  void close(Account account) {
    synchronized (lock) {
      account.groups--;
      forgetIfIdle(account);
    }
  }

  @GuardedBy("lock")
  private void forgetIfIdle(Account account) {
    if (account.isIdle()) {
      accounts.remove(account.uid, account);
    }
  }

  // --------------------------------------------------------------------------------------- room

  /** Takes room; false, and nothing taken, where the total or the user's limit would be passed. */
  boolean reserve(Account account, long cost) {
    synchronized (lock) {
      boolean fits = fits(account, cost);
      if (fits) {
        add(account, cost);
      }
      return fits;
    }
  }

  /**
   * Takes room whatever the limits. Returns the account on which it counts: another one of that
   * user where this one has ended with its last group.
   */
  Account take(Account account, long cost) {
    synchronized (lock) {
      Account present = accounts.putIfAbsent(account.uid, account);
      Account its = present == null ? account : present;
      add(its, cost);
      return its;
    }
  }

  void release(Account account, long cost) {
    synchronized (lock) {
      add(account, -cost);
      released = true;
      forgetIfIdle(account);
    }
  }

  /** Counts what one account had for another from now on, whatever its limit. */
  void move(Account from, Account to, long cost, long costOwed) {
    synchronized (lock) {
      add(from, -cost);
      owe(from, -costOwed);
      add(to, cost);
      owe(to, costOwed);
      released = true;
      forgetIfIdle(from);
    }
  }

  @GuardedBy("lock")
  private boolean fits(Account account, long cost) {
    return used + cost <= limits.maxTotalSize()
        && (account.exempt || account.used + cost <= limits.maxTotalSizePerUser());
  }

  @GuardedBy("lock")
  private void add(Account account, long cost) {
    used += cost;
    account.used += cost;
  }

  /** What counts against the limit of all groups together. */
  long used() {
    synchronized (lock) {
      return used;
    }
  }

  /** What counts against the limit of that user. */
  long usedBy(int uid) {
    synchronized (lock) {
      Account account = accounts.get(uid);
      return account == null ? 0 : account.used;
    }
  }

  // ---------------------------------------------------------------------------------- insisting

  /** Takes room whatever the limits, for a sender who waits until it would have fitted. */
  void takeOwing(Account account, long cost) {
    synchronized (lock) {
      add(account, cost);
      owe(account, cost);
    }
  }

  /**
   * Ends the wait of a sender who owes: with all that is owed left aside, does it fit now? If not,
   * the group is refreshed when it does.
   */
  boolean settleOrTell(MemoryGroup group, Account account, long cost) {
    synchronized (lock) {
      boolean fits = fitsOwed(account, cost);
      if (fits) {
        owe(account, -cost);
      } else {
        awaiting.put(group, new Awaited(account, cost, true));
      }
      return fits;
    }
  }

  /** Gives back the room of a sender who owes, and gave up. */
  void releaseOwed(Account account, long cost) {
    synchronized (lock) {
      owe(account, -cost);
      release(account, cost);
    }
  }

  @GuardedBy("lock")
  private boolean fitsOwed(Account account, long cost) {
    return used - owed + cost <= limits.maxTotalSize()
        && (account.exempt || account.used - account.owed + cost <= limits.maxTotalSizePerUser());
  }

  @GuardedBy("lock")
  private void owe(Account account, long cost) {
    owed += cost;
    account.owed += cost;
  }

  // ------------------------------------------------------------------------------------ waiting

  /** Whether so much would fit. */
  boolean hasRoom(Account account, long cost) {
    synchronized (lock) {
      return fits(account, cost);
    }
  }

  /**
   * Whether so much would fit; the group is refreshed when it does not and later does. What is
   * released just now is noticed here or by {@link #hasNews}, which is asked after a release.
   */
  boolean hasRoomOrTell(MemoryGroup group, Account account, long cost) {
    synchronized (lock) {
      boolean fits = fits(account, cost);
      if (!fits) {
        awaiting.put(group, new Awaited(account, cost, false));
      }
      return fits;
    }
  }

  void forget(MemoryGroup group) {
    awaiting.remove(group);
  }

  /** Whether some group waits for room that is there now. */
  boolean hasNews() {
    if (awaiting.isEmpty()) {
      return false;
    }
    synchronized (lock) {
      boolean news = released && isSomeThere();
      released = false;
      return news;
    }
  }

  @GuardedBy("lock")
  private boolean isSomeThere() {
    for (Awaited room : awaiting.values()) {
      if (room.owed ? fitsOwed(room.account, room.cost) : fits(room.account, room.cost)) {
        return true;
      }
    }
    return false;
  }

  /** Refreshes those that wait for room. Called without any lock. */
  void tell() {
    List<MemoryGroup> told = new ArrayList<>(awaiting.keySet());
    told.forEach(awaiting::remove);
    told.forEach(MemoryGroup::refresh);
  }
}
