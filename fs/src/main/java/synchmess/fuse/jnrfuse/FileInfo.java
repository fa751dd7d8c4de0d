package synchmess.fuse.jnrfuse;

import jnr.ffi.Pointer;

/** Where things are in {@code struct fuse_file_info} of libfuse 2.9, {@code fuse_common.h}. */
final class FileInfo {
  private static final int FLAGS = 0;
  private static final int BITS = 20;
  private static final int NONSEEKABLE = 1 << 3;
  private static final int FH = 24;

  private FileInfo() {}

  /** The descriptor's flags as of this request. */
  static int flags(Pointer info) {
    return info.getInt(FLAGS);
  }

  /**
   * In answer to an open, tells the kernel to refuse lseek(2), pread(2) and pwrite(2) with ESPIPE.
   */
  static void refuseSeeks(Pointer info) {
    info.putInt(BITS, info.getInt(BITS) | NONSEEKABLE);
  }

  /** The number of the open file. */
  static long number(Pointer info) {
    return info.getLong(FH);
  }
}
