package synchmess.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static synchmess.harness.Probe.ioctl;
import static synchmess.ioctl.Ioctl.SLEEP;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A user who has taken all that he may notices it, and nobody else does. Root mounts, and plain
 * users come and go by their number; so this test needs root.
 */
class UserLimitsTest {
  private static final String ADA = "uid 1234";
  private static final String BEN = "uid 5678";
  private static final int MAX_BLOCKED = 8;
  private static final int HALF = MAX_BLOCKED / 2;
  private static final String MAX_OPENS = "sys/max_opens_per_user";

  @RegisterExtension
  static final Mounted MOUNTED = Mounted.with("--allow-other", "--max-blocked=" + MAX_BLOCKED);

  private final Mount mount = MOUNTED.mount();
  private final Group group = MOUNTED.newGroup();
  private final String open = "open " + group.name() + " rw";

  @BeforeEach
  void letAllUseIt() {
    mount.sh("chmod 666 " + group.name()).output();
  }

  @AfterEach
  void restoreDefault() {
    mount.write(MAX_OPENS, "16384");
  }

  @Test
  void limits_areShownWithTheirDefaults() {
    assertThat(mount.read(MAX_OPENS)).isEqualTo("16384\n");
    assertThat(mount.read("sys/max_blocked_per_user")).isEqualTo(HALF + "\n");
  }

  @Test
  void opens_beyondTheMost_areEMFILEToHimAlone() {
    mount.write(MAX_OPENS, "2");
    try (Program ada = mount.startProbe(ADA, open, open, ioctl(SLEEP))) {
      group.await("sleepers", 1);

      assertThat(mount.probe(ADA, open, "open sys/version r", "open newer w,creat"))
          .containsExactly("uid 0", "open -1 EMFILE", "open -1 EMFILE", "open -1 EMFILE");
      assertThat(mount.list(".")).doesNotContain("newer");
      assertThat(mount.probe(BEN, open, open, open))
          .containsExactly("uid 0", "open 3", "open 4", "open -1 EMFILE");
      assertThat(mount.probe(open, open, open)).containsExactly("open 3", "open 4", "open 5");
      group.set("awake", "1");
      assertThat(ada.finish().output()).endsWith("ioctl 0\n");
    }
    Condition.await(
        "his places are free again", () -> mount.probe(ADA, open, open).contains("open 4"));
  }

  @Test
  void blockedCalls_beyondHalf_areEAGAINToHimAlone() {
    group.set("read_mode", "block");
    List<Program> sleepers =
        IntStream.range(0, HALF).mapToObj(i -> mount.startProbe(ADA, open, ioctl(SLEEP))).toList();
    group.await("sleepers", HALF);

    assertThat(mount.probe(ADA, open, ioctl(SLEEP), "read 9"))
        .containsExactly("uid 0", "open 3", "ioctl -1 EAGAIN", "read -1 EAGAIN");
    try (Program ben = mount.startProbe(BEN, open, "read 9")) {
      group.await("readers", 1);
      group.send("hi");
      assertThat(ben.finish().output()).endsWith("read 2 hi\n");
    }
    group.set("awake", "1");
    sleepers.forEach(each -> assertThat(each.finish().output()).endsWith("ioctl 0\n"));
    try (Program again = mount.startProbe(ADA, open, ioctl(SLEEP))) {
      group.await("sleepers", 1);
      group.set("awake", "1");
      assertThat(again.finish().output()).endsWith("ioctl 0\n");
    }
  }
}
