package synchmess.syscall;

/**
 * Numbers of the kernel's that depend on the processor.
 *
 * <p>Source: {@code include/uapi/asm-generic/fcntl.h}, {@code arch/arm64/include/uapi/asm/fcntl.h},
 * {@code arch/x86/entry/syscalls/syscall_64.tbl} and {@code include/uapi/asm-generic/unistd.h}.
 */
public final class Abi {
  private static final boolean ARM = System.getProperty("os.arch").equals("aarch64");

  public static final int O_DIRECTORY = ARM ? 040000 : 0200000;
  public static final int O_NOFOLLOW = ARM ? 0100000 : 0400000;
  public static final int O_TMPFILE = 020000000 | O_DIRECTORY;

  private Abi() {}
}
