package synchmess.tree.value;

import java.util.function.IntSupplier;
import synchmess.tree.File;
import synchmess.tree.OpenFlags;
import synchmess.tree.ReadableHandle;
import synchmess.tree.Reply;
import synchmess.tree.WritableHandle;
import synchmess.waiting.Parked;

/**
 * An open file of which any write triggers something. A read after it on the same handle gives the
 * count, from wherever the write has moved the offset to, or after lseek to 0.
 */
public final class TriggerHandle implements ReadableHandle, WritableHandle {
  private final File file;
  private final IntSupplier action;

  /** The count as text; empty before the first write. */
  private byte[] count = new byte[0];

  /** The offset at which the count begins; −1 until the first read after a write. */
  private long start = -1;

  public TriggerHandle(File file, IntSupplier action) {
    this.file = file;
    this.action = action;
  }

  @Override
  public File file() {
    return file;
  }

  @Override
  public Parked write(byte[] bytes, OpenFlags flags, Reply reply) {
    int result = action.getAsInt();
    synchronized (this) {
      count = ValueHandle.bytes(result + "\n");
      start = -1;
    }
    reply.value(bytes.length);
    return null;
  }

  @Override
  public synchronized Parked read(long offset, int size, OpenFlags flags, Reply reply) {
    if (start < 0 || offset < start) {
      start = offset;
    }
    ValueHandle.answer(reply, count, offset - start, size);
    return null;
  }
}
