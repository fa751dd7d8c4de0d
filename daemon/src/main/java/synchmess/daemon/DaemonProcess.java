package synchmess.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The process of a daemon. Source: proc_pid_stat(5).
 *
 * @param pid its number; another process may have it by now
 * @param started its start, in clock ticks since that of the machine
 */
record DaemonProcess(long pid, long started) {
  private static final int STATE = 0;
  private static final int STARTED = 19;

  static DaemonProcess current() {
    long pid = ProcessHandle.current().pid();
    return new DaemonProcess(pid, Long.parseLong(stat(pid).orElseThrow()[STARTED]));
  }

  /** Reads the text of {@link #toString}. */
  static Optional<DaemonProcess> parse(String text) {
    try {
      String[] numbers = text.strip().split("\\s+", -1);
      return numbers.length == 2
          ? Optional.of(new DaemonProcess(Long.parseLong(numbers[0]), Long.parseLong(numbers[1])))
          : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** The fields after the name; the name may contain anything. */
  private static Optional<String[]> stat(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      return Optional.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
    } catch (IOException | RuntimeException gone) {
      return Optional.empty();
    }
  }

  /** False for a zombie: not yet reaped, or with threads that hang in the kernel. */
  boolean runs() {
    return state().filter(state -> !state.equals("Z") && !state.equals("X")).isPresent();
  }

  /** Whether SIGSTOP or a debugger keeps it from answering. */
  boolean isStopped() {
    return state().filter(state -> state.equals("T") || state.equals("t")).isPresent();
  }

  private Optional<String> state() {
    return stat(pid)
        .filter(fields -> fields[STARTED].equals(Long.toString(started)))
        .map(fields -> fields[STATE]);
  }

  /**
   * Asks it to end, by SIGTERM. ProcessHandle compares the time of its beginning once more, just
   * before the signal; a pidfd would close the microsecond between, at the price of a native
   * library for each command.
   */
  boolean terminate() {
    return runs() && ProcessHandle.of(pid).map(ProcessHandle::destroy).orElse(false);
  }

  /** A line for each number. */
  @Override
  public String toString() {
    return pid + "\n" + started + "\n";
  }
}
