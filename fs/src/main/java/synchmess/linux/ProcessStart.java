package synchmess.linux;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import synchmess.job.work.JobFailedException;
import synchmess.syscall.Kernel;

/**
 * When a process began. No other process has the same pid and start while the machine runs.
 *
 * <p>Source: proc_pid_stat(5).
 */
final class ProcessStart {
  /** There is no such process. */
  static final long NONE = -1;

  /** Its index among the fields after the name; field 22 of all. */
  private static final int FIELD = 19;

  private ProcessStart() {}

  /** In clock ticks since the machine started; {@link #NONE} when there is no such process. */
  static long of(int pid) {
    String path = "/proc/" + pid + "/stat";
    int fd = Kernel.openat(Kernel.AT_FDCWD, Kernel.path(path), 0, 0);
    if (fd < 0) {
      return NONE;
    }
    try (Descriptor file = new Descriptor(fd)) {
      String line = new String(Transfer.readAll(file, path), ISO_8859_1);
      String afterName = line.substring(line.lastIndexOf(')') + 2);
      return Long.parseLong(afterName.split(" ", -1)[FIELD]);
    } catch (JobFailedException | IndexOutOfBoundsException | NumberFormatException e) {
      return NONE;
    }
  }
}
