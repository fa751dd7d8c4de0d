package synchmess.fuse.kernel.operation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a thread of any process does, as proc_pid_stat(5) tells. */
enum ThreadState {
  /** Runs, or waits for a processor. */
  RUNNING,

  /** Sleeps until something happens, or a signal comes. */
  INTERRUPTIBLE,

  /** Sleeps, whatever signal comes. */
  UNINTERRUPTIBLE,

  /** Something else, or it is gone or hidden. */
  OTHER;

  /**
   * @param tid of the thread; 0 is none
   */
  static ThreadState of(int tid) {
    if (tid == 0) {
      return OTHER;
    }
    try {
      byte[] bytes = Files.readAllBytes(Path.of("/proc/" + tid + "/stat"));
      String stat = new String(bytes, StandardCharsets.ISO_8859_1);
      return ofLetter(stat.charAt(stat.lastIndexOf(')') + 2));
    } catch (IOException e) {
      return OTHER;
    }
  }

  private static ThreadState ofLetter(char letter) {
    return switch (letter) {
      case 'R' -> RUNNING;
      case 'S' -> INTERRUPTIBLE;
      case 'D' -> UNINTERRUPTIBLE;
      default -> OTHER;
    };
  }
}
