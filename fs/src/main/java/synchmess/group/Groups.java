package synchmess.group;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import synchmess.errno.Errno;
import synchmess.errno.ErrnoException;
import synchmess.owner.Owner;
import synchmess.waiting.Clock;

/**
 * All groups of a mount, by name.
 *
 * <p>Looking up takes no lock. Installing and removing take this object's own lock; nobody takes a
 * group's lock under it.
 */
public final class Groups {
  private static final int ROOT = 0;
  private static final int PRIVATE = 0600;

  private final Limits limits;
  private final Clock clock;
  private final int owner;
  private final Storage storage;
  private final Function<String, Ledger> ledgers;
  private final SortedMap<String, MemoryGroup> byName = new ConcurrentSkipListMap<>();
  private final Object lock = new Object();

  /** Groups being removed; {@link #past} does not count them yet. */
  @GuardedBy("lock")
  private final Set<MemoryGroup> leaving = new HashSet<>();

  /** What removed groups have done. */
  @GuardedBy("lock")
  private Stats past = Stats.NONE;

  @GuardedBy("lock")
  private boolean closed;

  /** Groups that live in memory alone. */
  public Groups(Limits limits, Clock clock, int owner) {
    this(limits, clock, owner, name -> Ledger.NONE);
  }

  /**
   * @param owner the uid of the mount's owner; limits for each user do not apply to him and root
   * @param ledgers makes the ledger of each new group, by its name
   */
  public Groups(Limits limits, Clock clock, int owner, Function<String, Ledger> ledgers) {
    this.ledgers = ledgers;
    this.limits = limits;
    this.clock = clock;
    this.owner = owner;
    this.storage = new Storage(limits, owner);
  }

  public Limits limits() {
    return limits;
  }

  /** The group of that name; null when there is none. */
  public Group find(String name) {
    return byName.get(name);
  }

  /** All groups, sorted by name. */
  public Collection<Group> all() {
    return new ArrayList<>(byName.values());
  }

  /** Installs a group of its installer, for him alone; as the other {@link #install}. */
  public Group install(String name, int uid) {
    Owner installer = new Owner(uid, uid);
    return install(name, uid, new Ownership(PRIVATE, installer, clock.wallMillis()));
  }

  /**
   * Installs a group; returns an installed one as it is.
   *
   * @param uid the installer
   * @param ownership whose a new one is
   * @throws ErrnoException EINVAL or ENAMETOOLONG for a bad name; ENOSPC beyond {@code max_groups};
   *     EDQUOT beyond {@code max_groups_per_user}; ENODEV when the mount is going away
   */
  public Group install(String name, int uid, Ownership ownership) {
    GroupName.check(name);
    synchronized (lock) {
      if (closed) {
        throw new ErrnoException(Errno.ENODEV);
      }
      Group present = byName.get(name);
      return present != null ? present : add(name, uid, ownership);
    }
  }

  @GuardedBy("lock")
  private Group add(String name, int uid, Ownership ownership) {
    if (byName.size() >= limits.maxGroups()) {
      throw new ErrnoException(Errno.ENOSPC);
    }
    if (uid != ROOT && uid != owner && installedBy(uid) >= limits.maxGroupsPerUser()) {
      throw new ErrnoException(Errno.EDQUOT);
    }
    MemoryGroup group =
        new MemoryGroup(name, uid, ownership, limits, storage, clock, ledgers.apply(name));
    byName.put(name, group);
    return group;
  }

  private long installedBy(int uid) {
    return byName.values().stream().filter(group -> group.installer() == uid).count();
  }

  /** Uninstalls a group: removes the name, then fails all its waiters with ENODEV. */
  public void remove(Group group) {
    MemoryGroup its;
    synchronized (lock) {
      its = byName.get(group.name());
      if (its != group) {
        return;
      }
      byName.remove(its.name());
      leaving.add(its);
    }
    its.remove();
    Stats done = history(its.stats());
    synchronized (lock) {
      leaving.remove(its);
      past = past.plus(done);
    }
  }

  /** What a removed group adds to the past: what it did, not what it held. */
  private static Stats history(Stats gone) {
    return new Stats(
        0,
        0,
        0,
        0,
        0,
        0,
        gone.sent(),
        gone.received(),
        gone.revoked(),
        gone.flushed(),
        gone.purged(),
        gone.cancelled(),
        gone.rejected(),
        0);
  }

  /** Lets a changed limit take effect on waiters for room. */
  public void limitsChanged() {
    byName.values().forEach(MemoryGroup::refresh);
  }

  /** The sum over all groups. What was done includes removed groups, so it never falls. */
  public Stats stats() {
    Stats sum;
    List<MemoryGroup> present;
    List<MemoryGroup> gone;
    synchronized (lock) {
      sum = past;
      present = new ArrayList<>(byName.values());
      gone = new ArrayList<>(leaving);
    }
    for (MemoryGroup group : present) {
      sum = sum.plus(group.stats());
    }
    for (MemoryGroup group : gone) {
      sum = sum.plus(history(group.stats()));
    }
    return sum;
  }

  /** What counts against {@code max_total_size}: the memory that all groups' messages take. */
  public long bytes() {
    return storage.used();
  }

  /** What counts against {@code max_total_size_per_user} of that user. */
  public long bytesOf(int uid) {
    return storage.usedBy(uid);
  }

  public int size() {
    return byName.size();
  }

  /** Removes all groups and installs none from now on. */
  public void close() {
    List<MemoryGroup> last;
    synchronized (lock) {
      closed = true;
      last = new ArrayList<>(byName.values());
    }
    last.forEach(this::remove);
  }
}
