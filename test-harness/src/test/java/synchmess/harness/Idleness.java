package synchmess.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** That a daemon which has nothing to do takes no time: a window of time in which it takes none. */
public final class Idleness {
  /** The Java machine may have compilers at work for a moment after a start. */
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private static final Duration INTERVAL = Duration.ofMillis(200);

  /** Of 10 ms each, so that two in 10 s would be 0.2%. */
  private static final long MOST_TICKS = 1;

  private static final int UTIME = 14;

  private final Mount mount;

  /** The ticks at the beginning of the window. */
  private long before;

  /** When the window began; by {@link System#nanoTime}. */
  private long began;

  /** Whether a window was long enough. */
  private boolean hasBeenIdle;

  private Idleness(Mount mount) {
    this.mount = mount;
    begin();
  }

  /** Waits until each daemon has had a window of time in which it used none, or next to none. */
  public static void await(Duration window, Mount... mounts) {
    List<Idleness> all = Stream.of(mounts).map(Idleness::new).toList();
    Awaitility.await("no more than %d ticks in %s".formatted(MOST_TICKS, window))
        .atMost(LIMIT)
        .pollDelay(Duration.ZERO)
        .pollInterval(INTERVAL)
        .until(
            () -> {
              all.forEach(each -> each.look(window));
              return all.stream().allMatch(each -> each.hasBeenIdle);
            });
  }

  /** Whether the window is long enough by now; it begins anew when the daemon was busy. */
  private void look(Duration window) {
    long now = System.nanoTime();
    if (ticks() - before > MOST_TICKS) {
      begin();
    } else {
      hasBeenIdle |= now - began >= window.toNanos();
    }
  }

  private void begin() {
    before = ticks();
    began = System.nanoTime();
  }

  /** In user and in kernel mode, since its start. Source: proc_pid_stat(5). */
  private long ticks() {
    try {
      String stat = Files.readString(Path.of("/proc", String.valueOf(mount.pid()), "stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      int utime = UTIME - 3;
      return Long.parseLong(fields[utime]) + Long.parseLong(fields[utime + 1]);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
