package synchmess.tree.group;

import synchmess.errno.Errno;
import synchmess.group.Group;
import synchmess.group.Peeker;
import synchmess.tree.File;
import synchmess.tree.OpenFlags;
import synchmess.tree.ReadableHandle;
import synchmess.tree.Reply;
import synchmess.tree.value.ShownValues;
import synchmess.tree.value.ValueHandle;
import synchmess.waiting.Parked;

/**
 * {@code peek}: shows the oldest ready message. A read at offset 0 looks, and reads further on
 * continue what it saw, if {@link ShownValues} still keeps it.
 */
final class PeekHandle implements ReadableHandle {
  private final File file;
  private final Group group;

  PeekHandle(File file, Group group) {
    this.file = file;
    this.group = group;
  }

  @Override
  public File file() {
    return file;
  }

  @Override
  public Parked read(long offset, int size, OpenFlags flags, Reply reply) {
    byte[] shown = offset == 0 ? null : ShownValues.ALL.get(this);
    if (shown != null) {
      ValueHandle.answer(reply, shown, offset, size);
      return null;
    }
    Look look = new Look(offset, size, reply);
    group.peek(look);
    return look;
  }

  /** A read that looks. */
  private final class Look extends Peeker {
    private final long offset;
    private final int size;
    private final Reply reply;

    Look(long offset, int size, Reply reply) {
      this.offset = offset;
      this.size = size;
      this.reply = reply;
    }

    @Override
    protected void seen(byte[] oldest) {
      ShownValues.ALL.keep(PeekHandle.this, oldest);
      ValueHandle.answer(reply, oldest, offset, size);
    }

    @Override
    public void failed(Errno why) {
      reply.failed(why);
    }
  }

  @Override
  public void close() {
    ShownValues.ALL.forget(this);
  }
}
