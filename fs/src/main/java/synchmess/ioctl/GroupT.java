package synchmess.ioctl;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** {@code struct group_t}: a group's descriptor and the path of its file. */
public final class GroupT {
  private static final int PATH_OFFSET = Integer.BYTES;
  private static final int PATH_SIZE = 256;

  /** Its size in bytes. */
  public static final int SIZE = PATH_OFFSET + PATH_SIZE;

  private GroupT() {}

  /** The descriptor, read as an unsigned int. */
  public static long descriptor(byte[] struct) {
    int value = ByteBuffer.wrap(struct).order(ByteOrder.nativeOrder()).getInt(0);
    return Integer.toUnsignedLong(value);
  }

  /** Writes the path and its terminating NUL; false, and nothing written, if it does not fit. */
  public static boolean setPath(byte[] struct, String path) {
    byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
    boolean fits = bytes.length < PATH_SIZE;
    if (fits) {
      System.arraycopy(bytes, 0, struct, PATH_OFFSET, bytes.length);
      struct[PATH_OFFSET + bytes.length] = 0;
    }
    return fits;
  }
}
