package synchmess.group;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The heap that messages take, over all groups and for each user: the {@link Cost} of stored
 * messages, of those that parked senders hold, of drafts, and of received messages that open files
 * keep.
 *
 * <p>Any thread may use it under any lock, but for {@link #tell}. Its lock is held for a few
 * additions; no other is taken under it. The total is the sum of all accounts.
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

  /** Groups that wait for room here; nearly always none. Written under lock. */
  private final Map<MemoryGroup, Awaited> awaiting = new ConcurrentHashMap<>();

  /** Whether room was made since the last look at {@link #awaiting}. */
  @GuardedBy("lock")
  private boolean released;

  /**
   * Room that a group waits for.
   *
   * @param owed whether it is already taken, beyond a limit
   */
  private record Awaited(Account account, long cost, boolean owed) {}

  /**
   * @param owner the uid of the mount's owner; the limit for each user does not apply to him and
   *     root
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

  /** One group less; the account ends when it counts nothing. */
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

  /** Takes room; takes nothing and returns false beyond the total limit or the user's. */
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
   * Takes room whatever the limits. Returns the account that counts it: a new one of that user if
   * this one ended with its last group.
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

  /** Moves what one account counts to another, whatever its limit. */
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

  /** Takes room whatever the limits, for a sender that waits until it would fit. */
  void takeOwing(Account account, long cost) {
    synchronized (lock) {
      add(account, cost);
      owe(account, cost);
    }
  }

  /**
   * Settles what a sender owes, if it fits now without all that is owed. If not, refreshes the
   * group once it does.
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

  /** Gives back the room of an owing sender that gave up. */
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

  /** Whether that much would fit. */
  boolean hasRoom(Account account, long cost) {
    synchronized (lock) {
      return fits(account, cost);
    }
  }

  /**
   * Whether that much would fit; if not, refreshes the group once it does. No release goes
   * unnoticed: this sees it, or {@link #hasNews}, which is asked after each.
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

  /** Whether there is room now that some group waits for. */
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

  /** Refreshes the groups whose room is there now. Called without any lock. */
  void tell() {
    List<MemoryGroup> told = new ArrayList<>(awaiting.keySet());
    told.forEach(awaiting::remove);
    told.forEach(MemoryGroup::refresh);
  }
}
