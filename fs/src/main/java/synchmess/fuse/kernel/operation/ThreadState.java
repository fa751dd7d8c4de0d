package synchmess.fuse.kernel.operation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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
  OTHER,

  /** Not visible this time, as without a free descriptor. */
  UNKNOWN;

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
    } catch (NoSuchFileException | AccessDeniedException e) {
      return OTHER;
    } catch (IOException e) {
      return UNKNOWN;
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
