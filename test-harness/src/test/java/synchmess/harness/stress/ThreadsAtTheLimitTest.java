package synchmess.harness.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import synchmess.harness.OpenDevice;
import synchmess.harness.TestedEngine;

/** The machine gives the daemon no more threads: what waits then is told so, and takes nothing. */
class ThreadsAtTheLimitTest {
  /** Called nobody on any Debian. Root has no such limit. */
  private static final int UID = 65534;

  private static final String SCRIPT =
      """
      M=$(synchmess mount %s) || exit 1
      pid=$(synchmess status | grep -iE 'pid|process' | grep -oE '[0-9]+' | head -n 1)
      touch "$M/a"
      echo block > "$M/ctl/a/read_mode"
      echo 50 > "$M/ctl/a/receive_timeout_ms"
      prlimit --pid "$pid" --nproc=1:1
      for i in 1 2 3; do LC_ALL=C cat "$M/a" 2>&1 | sed 's/.*: //'; done
      cat "$M/ctl/a/readers"
      for i in 1 2 3 4; do echo "message $i" > "$M/a"; done
      cat "$M/ctl/a/depth"
      echo eof > "$M/ctl/a/read_mode"
      cat "$M/a"
      fusermount -u "$M"
      while kill -0 "$pid" 2>/dev/null; do sleep 0.1; done
      """;

  private OpenDevice device;
  private PlainUser user;

  @BeforeEach
  void openDevice() {
    device = new OpenDevice();
    user = new PlainUser(UID);
  }

  @AfterEach
  void leaveNothing() throws IOException {
    try {
      user.close();
    } finally {
      device.close();
    }
  }

  @Test
  void timedReads_endAndSwallowNothing() {
    String ended =
        TestedEngine.isKernel() ? "Connection timed out" : "Resource temporarily unavailable";

    String options = String.join(" ", TestedEngine.current().options());
    assertThat(user.sh(SCRIPT.formatted(options)).output().lines())
        .containsExactly(
            ended, ended, ended, "0", "4", "message 1", "message 2", "message 3", "message 4");
  }
}
