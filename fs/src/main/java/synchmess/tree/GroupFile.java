package synchmess.tree;

import java.util.concurrent.atomic.AtomicInteger;
import synchmess.group.Errno;
import synchmess.group.ErrnoException;
import synchmess.group.Group;

/** The file of a group: write sends, read receives. */
public final class GroupFile implements File {
  private static final int PERMISSIONS = 07777;

  private final Group group;
  private final AtomicInteger opens = new AtomicInteger();

  /** Replaced as a whole when mode or owner change. Guarded by this. */
  private Ownership ownership;

  private record Ownership(int permissions, Caller owner, long changed) {}

  GroupFile(Group group, int permissions, Caller owner) {
    this.group = group;
    this.ownership = new Ownership(permissions & PERMISSIONS, owner, System.currentTimeMillis());
  }

  public Group group() {
    return group;
  }

  @Override
  public Attributes attributes() {
    Ownership its = ownership();
    return new Attributes(
        FileType.REGULAR,
        its.permissions,
        its.owner,
        group.lastReceived(),
        group.lastSent(),
        Math.max(its.changed, group.lastSent()));
  }

  private synchronized Ownership ownership() {
    return ownership;
  }

  @Override
  public synchronized void chmod(int permissions) {
    ownership =
        new Ownership(permissions & PERMISSIONS, ownership.owner, System.currentTimeMillis());
  }

  @Override
  public synchronized void chown(int uid, int gid) {
    Caller old = ownership.owner;
    Caller owner = new Caller(uid == -1 ? old.uid() : uid, gid == -1 ? old.gid() : gid);
    ownership = new Ownership(ownership.permissions, owner, System.currentTimeMillis());
  }

  @Override
  public Handle open(OpenFlags flags, Caller caller) {
    if (group.removed()) {
      throw new ErrnoException(Errno.ENODEV);
    }
    opens.incrementAndGet();
    return new GroupHandle(this, flags);
  }

  /** Called for each handle that is closed. */
  void closed() {
    boolean last = opens.decrementAndGet() == 0;
    if (last && group.settings().flushOnClose() && !group.removed()) {
      group.flush();
    }
  }
}
