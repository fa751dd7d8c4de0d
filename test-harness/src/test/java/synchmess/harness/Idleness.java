package synchmess.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;

/** That a daemon which has nothing to do takes no time. */
public final class Idleness {
  /** The Java machine may have compilers at work for a moment after a start. */
  private static final Duration LIMIT = Duration.ofSeconds(41);

  /** Of 10 ms each, so that two would be 0.2%. */
  private static final long MOST_TICKS = 1;

  private static final int UTIME = 14;

  private Idleness() {}

  /** Waits for a window of time in which a mount's daemon uses none, or next to none. */
  public static void await(Mount mount, Duration window) {
    Awaitility.await("%d ticks in %s".formatted(MOST_TICKS, window))
        .atMost(LIMIT)
        .pollDelay(Duration.ZERO)
        .until(() -> ticksOfAWindow(mount, window) <= MOST_TICKS);
  }

  private static long ticksOfAWindow(Mount mount, Duration window) throws Exception {
    long before = ticks(mount);
    Thread.sleep(window.toMillis());
    return ticks(mount) - before;
  }

  /** In user and in kernel mode, since its start. Source: proc_pid_stat(5). */
  private static long ticks(Mount mount) throws IOException {
    String stat = Files.readString(Path.of("/proc", String.valueOf(mount.pid()), "stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    int utime = UTIME - 3;
    return Long.parseLong(fields[utime]) + Long.parseLong(fields[utime + 1]);
  }
}
