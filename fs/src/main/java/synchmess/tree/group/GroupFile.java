package synchmess.tree.group;

import java.util.concurrent.atomic.AtomicInteger;
import synchmess.errno.Errno;
import synchmess.errno.ErrnoException;
import synchmess.group.Change;
import synchmess.group.FullPolicy;
import synchmess.group.Group;
import synchmess.group.Ownership;
import synchmess.owner.Owner;
import synchmess.tree.Attributes;
import synchmess.tree.File;
import synchmess.tree.FileType;
import synchmess.tree.Handle;
import synchmess.tree.OpenFlags;
import synchmess.tree.Reply;
import synchmess.waiting.Parked;

/** The file of a group: write sends, read receives. */
public final class GroupFile implements File {
  private final Group group;
  private final ControlDirectory control = new ControlDirectory(this);
  private final AtomicInteger opens = new AtomicInteger();

  GroupFile(Group group) {
    this.group = group;
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
        its.permissions(),
        its.owner(),
        group.lastReceived(),
        group.lastSent(),
        Math.max(its.changed(), group.lastSent()));
  }

  private Ownership ownership() {
    return group.settings().ownership();
  }

  /** Its owner, or its last one. */
  Owner owner() {
    return ownership().owner();
  }

  /** Fails with ENODEV when its group is gone. */
  @Override
  public Parked change(int permissions, int uid, int gid, Reply reply) {
    long now = System.currentTimeMillis();
    Change change =
        new ReplyChange(
            its -> its.setOwnership(its.ownership().with(permissions, uid, gid, now)),
            reply::value,
            reply);
    group.change(change);
    return change;
  }

  @Override
  public Parked confirm(Reply reply) {
    ReplyConfirmation confirmation = new ReplyConfirmation(reply);
    group.confirm(confirmation);
    return confirmation;
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
