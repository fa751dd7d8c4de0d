package synchmess.tree.group;

import java.util.concurrent.atomic.AtomicInteger;
import synchmess.errno.Errno;
import synchmess.errno.ErrnoException;
import synchmess.group.Change;
import synchmess.group.FullPolicy;
import synchmess.group.Group;
import synchmess.owner.Owner;
import synchmess.tree.Attributes;
import synchmess.tree.File;
import synchmess.tree.FileType;
import synchmess.tree.Handle;
import synchmess.tree.OpenFlags;

/** The file of a group: write sends, read receives. */
public final class GroupFile implements File {
  private static final int PERMISSIONS = 07777;

  private final Group group;
  private final ControlDirectory control = new ControlDirectory(this);
  private final AtomicInteger opens = new AtomicInteger();

  /** Held while the owner changes, so that file and group end with the same one. */
  private final Object chown = new Object();

  /** A change of mode or owner replaces it whole. Guarded by this. */
  private Ownership ownership;

  private record Ownership(int permissions, Owner owner, long changed) {}

  GroupFile(Group group, int permissions, Owner owner) {
    this.group = group;
    this.ownership = new Ownership(permissions & PERMISSIONS, owner, System.currentTimeMillis());
  }

  public Group group() {
    return group;
  }

  /** The directory of its group's control files. */
  ControlDirectory control() {
    return control;
  }

  /**
   * @throws ErrnoException ENODEV when its group is gone
   */
  @Override
  public Attributes attributes() {
    checkInstalled();
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

  /** Its owner, or its last one. */
  Owner owner() {
    return ownership().owner;
  }

  /**
   * @throws ErrnoException ENODEV when its group is gone
   */
  @Override
  public synchronized void chmod(int permissions) {
    checkInstalled();
    ownership =
        new Ownership(permissions & PERMISSIONS, ownership.owner, System.currentTimeMillis());
  }

  /**
   * @throws ErrnoException ENODEV when its group is gone
   */
  @Override
  public void chown(int uid, int gid) {
    synchronized (chown) {
      group.setOwner(own(uid, gid).uid());
    }
  }

  private synchronized Owner own(int uid, int gid) {
    checkInstalled();
    Owner old = ownership.owner;
    Owner owner = new Owner(uid == -1 ? old.uid() : uid, gid == -1 ? old.gid() : gid);
    ownership = new Ownership(ownership.permissions, owner, System.currentTimeMillis());
    return owner;
  }

  @Override
  public boolean isStream() {
    return true;
  }

  @Override
  public boolean throttlesWriters() {
    return group.settings().fullPolicy() == FullPolicy.BLOCK;
  }

  @Override
  public Handle open(OpenFlags flags, Owner caller, int tid) {
    checkInstalled();
    opens.incrementAndGet();
    return new GroupHandle(this, flags);
  }

  private void checkInstalled() {
    if (group.removed()) {
      throw new ErrnoException(Errno.ENODEV);
    }
  }

  /** A change without a caller to answer. */
  private static final class Unasked extends Change {
    Unasked(Kind kind) {
      super(kind);
    }

    @Override
    protected void done(int count) {}

    @Override
    public void failed(Errno why) {}
  }

  /** Called when a handle is closed. */
  void closed() {
    boolean last = opens.decrementAndGet() == 0;
    if (last && group.settings().flushOnClose() && !group.removed()) {
      group.change(new Unasked(Change.Kind.FLUSH));
    }
  }
}
