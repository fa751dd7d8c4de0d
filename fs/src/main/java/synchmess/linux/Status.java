package synchmess.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import synchmess.job.work.FileStatus;

/**
 * Reads the kernel's {@code struct statx}.
 *
 * <p>Source: statx(2) and {@code include/uapi/linux/stat.h}.
 */
public final class Status {
  /** In bytes. */
  static final int SIZE = 256;

  private static final int UID = 20;
  private static final int GID = 24;
  private static final int MODE = 28;
  private static final int INODE = 32;
  private static final int LENGTH = 40;
  private static final int ACCESSED = 64;
  private static final int CHANGED = 96;
  private static final int MODIFIED = 112;
  private static final int DEVICE_MAJOR = 136;
  private static final int DEVICE_MINOR = 140;

  private static final int TYPE = 0170000;
  private static final int DIRECTORY = 0040000;
  private static final int REGULAR = 0100000;
  private static final int LINK = 0120000;

  private Status() {}

  static FileStatus of(byte[] statx) {
    ByteBuffer fields = ByteBuffer.wrap(statx).order(ByteOrder.nativeOrder());
    return new FileStatus(
        new FileStatus.Key(
            device(fields.getInt(DEVICE_MAJOR), fields.getInt(DEVICE_MINOR)),
            fields.getLong(INODE)),
        fields.getLong(LENGTH),
        Short.toUnsignedInt(fields.getShort(MODE)),
        fields.getInt(UID),
        fields.getInt(GID),
        time(fields, ACCESSED),
        time(fields, MODIFIED),
        time(fields, CHANGED));
  }

  private static Instant time(ByteBuffer fields, int at) {
    return Instant.ofEpochSecond(fields.getLong(at), fields.getInt(at + Long.BYTES));
  }

  /** The number of a device in stat(2); see makedev(3). */
  static long device(int major, int minor) {
    return ((major & 0xfffL) << 8)
        | ((major & 0xfffff000L) << 32)
        | (minor & 0xffL)
        | ((minor & 0xffffff00L) << 12);
  }

  static boolean isRegular(FileStatus status) {
    return (status.mode() & TYPE) == REGULAR;
  }

  static boolean isDirectory(FileStatus status) {
    return (status.mode() & TYPE) == DIRECTORY;
  }

  static boolean isLink(FileStatus status) {
    return (status.mode() & TYPE) == LINK;
  }
}
