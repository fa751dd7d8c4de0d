package synchmess.tree.value;

import java.util.function.IntConsumer;
import java.util.function.IntSupplier;
import synchmess.tree.File;
import synchmess.tree.OpenFlags;
import synchmess.tree.ReadableHandle;
import synchmess.tree.Reply;
import synchmess.tree.WritableHandle;
import synchmess.waiting.Parked;

/**
 * An open file whose writes trigger an action. A later read on the same handle gives the count, at
 * the offset where the write ended or, after lseek, at 0.
 */
public final class TriggerHandle implements ReadableHandle, WritableHandle {
  private final File file;
  private final Action action;

  /** The count as text; empty before the first write. */
  private byte[] count = new byte[0];

  /** The offset at which the count begins; −1 until the first read after a write. */
  private long start = -1;

  public TriggerHandle(File file, Action action) {
    this.file = file;
    this.action = action;
  }

  /** What a write triggers. */
  public interface Action {
    /**
     * Does it, now or later.
     *
     * @param done told the count
     * @param reply told a failure
     * @return what is parked; null when it is done
     */
    Parked run(IntConsumer done, Reply reply);
  }

  /** A handle that acts at once. */
  public TriggerHandle(File file, IntSupplier action) {
    this(
        file,
        (done, reply) -> {
          done.accept(action.getAsInt());
          return null;
        });
  }

  @Override
  public File file() {
    return file;
  }

  @Override
  public Parked write(byte[] bytes, OpenFlags flags, Reply reply) {
    return action.run(
        result -> {
          show(result);
          reply.value(bytes.length);
        },
        reply);
  }

  private synchronized void show(int result) {
    count = ValueHandle.bytes(result + "\n");
    start = -1;
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
