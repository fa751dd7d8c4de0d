package synchmess.tree.group;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import synchmess.errno.Errno;
import synchmess.errno.ErrnoException;
import synchmess.group.Message;

/**
 * A batch of messages as bytes: a frame each, of the length as 32 bits little-endian, and the
 * message.
 */
final class Frames {
  /** Bytes of a frame before its message. */
  static final int HEADER = Integer.BYTES;

  private static final VarHandle LENGTH =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private Frames() {}

  /** The frames of all these messages. */
  static byte[] of(List<Message> messages) {
    int size = 0;
    for (int i = 0; i < messages.size(); i++) {
      size += HEADER + messages.get(i).size();
    }
    byte[] frames = new byte[size];
    int at = 0;
    for (int i = 0; i < messages.size(); i++) {
      byte[] content = messages.get(i).content();
      LENGTH.set(frames, at, content.length);
      System.arraycopy(content, 0, frames, at + HEADER, content.length);
      at += HEADER + content.length;
    }
    return frames;
  }

  /**
   * The messages of all these frames.
   *
   * @throws ErrnoException EINVAL when one is empty or ends beyond the end
   */
  static byte[][] messages(byte[] frames) {
    byte[][] messages = new byte[count(frames)][];
    int at = 0;
    for (int i = 0; i < messages.length; i++) {
      int start = at + HEADER;
      at = start + (int) LENGTH.get(frames, at);
      messages[i] = Arrays.copyOfRange(frames, start, at);
    }
    return messages;
  }

  /**
   * How many frames there are.
   *
   * @throws ErrnoException as {@link #messages}
   */
  static int count(byte[] frames) {
    int count = 0;
    int left = frames.length;
    while (left > 0) {
      int length = left < HEADER ? 0 : (int) LENGTH.get(frames, frames.length - left);
      if (length <= 0 || length > left - HEADER) {
        throw new ErrnoException(Errno.EINVAL);
      }
      left -= HEADER + length;
      count++;
    }
    return count;
  }
}
