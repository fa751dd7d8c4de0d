package synchmess.harness.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import synchmess.harness.Group;
import synchmess.harness.Mount;

/** A mount that nobody uses takes no time: less than 0.1% of a core. */
class IdleTest {
  private static final Duration WINDOW = Duration.ofSeconds(10);

  /** The Java machine may have compilers at work for a moment after a start. */
  private static final int WINDOWS = 4;

  /** Of 10 ms each, so that two would be 0.2%. */
  private static final long MOST_TICKS = 1;

  private static final int UTIME = 14;

  @Test
  void idleMount_usesNoTime() {
    try (Mount mount = Mount.start()) {
      mount.write("crowd", "hello");
      Group group = new Group(mount, "crowd");
      assertThat(group.receive()).isEqualTo("hello");

      Awaitility.await("%d ticks in %s".formatted(MOST_TICKS, WINDOW))
          .atMost(WINDOW.multipliedBy(WINDOWS).plusSeconds(1))
          .pollDelay(Duration.ZERO)
          .until(() -> ticksOfAWindow(mount) <= MOST_TICKS);
    }
  }

  private static long ticksOfAWindow(Mount mount) throws Exception {
    long before = ticks(mount);
    Thread.sleep(WINDOW.toMillis());
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
