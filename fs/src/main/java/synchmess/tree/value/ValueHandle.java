package synchmess.tree.value;

import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import synchmess.tree.File;
import synchmess.tree.OpenFlags;
import synchmess.tree.ReadableHandle;
import synchmess.tree.Reply;
import synchmess.waiting.Parked;

/**
 * An open file that shows a value. As in sysfs a read at offset 0 looks the value up, and reads
 * further on continue that value, if {@link ShownValues} still keeps it.
 */
public class ValueHandle implements ReadableHandle {
  private final File file;
  private final Supplier<byte[]> value;

  public ValueHandle(File file, Supplier<byte[]> value) {
    this.file = file;
    this.value = value;
  }

  /** A value of one line; a newline is added. */
  public static ValueHandle line(File file, Supplier<?> value) {
    return new ValueHandle(file, () -> bytes(value.get() + "\n"));
  }

  /** A value of several lines. */
  public static ValueHandle lines(File file, Supplier<String> value) {
    return new ValueHandle(file, () -> bytes(value.get()));
  }

  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public File file() {
    return file;
  }

  @Override
  public synchronized Parked read(long offset, int size, OpenFlags flags, Reply reply) {
    byte[] shown = offset == 0 ? null : ShownValues.ALL.get(this);
    if (shown == null) {
      shown = value.get();
      ShownValues.ALL.keep(this, shown);
    }
    answer(reply, shown, offset, size);
    return null;
  }

  @Override
  public void close() {
    ShownValues.ALL.forget(this);
  }

  /** Answers a read with content from offset to offset + size; false when the reply is refused. */
  public static boolean answer(Reply reply, byte[] content, long offset, int size) {
    int from = (int) Math.min(offset, content.length);
    return reply.data(content, from, Math.min(size, content.length - from));
  }
}
