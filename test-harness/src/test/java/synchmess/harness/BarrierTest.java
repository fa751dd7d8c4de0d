package synchmess.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static synchmess.harness.Probe.ioctl;
import static synchmess.ioctl.Ioctl.AWAKE;
import static synchmess.ioctl.Ioctl.SLEEP;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BarrierTest {
  @RegisterExtension static final Mounted MOUNTED = Mounted.shared();

  private final Mount mount = MOUNTED.mount();
  private final Group group = MOUNTED.newGroup();

  private int awake() {
    return (int) Results.of(group.calls("w", ioctl(AWAKE))).number(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"r", "w", "rw", "rw,nonblock"})
  void sleep_onAnyDescriptor_returnsZeroAtTheNextAwake(String flags) {
    try (Program sleeper = group.startCalls(flags, ioctl(SLEEP))) {
      group.await("sleepers", 1);

      assertThat(awake()).isEqualTo(1);
      assertThat(sleeper.finish().results()).containsExactly("ioctl 0");
      assertThat(group.count("sleepers")).isZero();
    }
  }

  @Test
  void awake_nobodyAsleep_returnsZero() {
    assertThat(awake()).isZero();
  }

  @Test
  void sleep_afterAnAwake_waitsForALaterOne() {
    awake();
    try (Program sleeper = group.startCalls("r", ioctl(SLEEP))) {
      group.await("sleepers", 1);

      assertThat(sleeper.isAlive()).isTrue();
      assertThat(awake()).isEqualTo(1);
      assertThat(sleeper.finish().results()).containsExactly("ioctl 0");
    }
  }

  @Test
  void awake_wakesAllAndOnlyCurrentSleepers() {
    try (Program first = group.startCalls("r", ioctl(SLEEP));
        Program second = group.startCalls("r", ioctl(SLEEP), ioctl(SLEEP));
        Program third = mount.startSh("exec cat " + group.control("sleep"))) {
      group.await("sleepers", 3);

      assertThat(awake()).isEqualTo(3);
      assertThat(first.finish().results()).containsExactly("ioctl 0");
      assertThat(third.finish().output()).isEmpty();
      group.await("sleepers", 1);
      assertThat(awake()).isEqualTo(1);
      assertThat(second.finish().results()).containsExactly("ioctl 0", "ioctl 0");
    }
  }

  @Test
  void awake_ofAnotherGroup_wakesNobody() {
    Group other = MOUNTED.newGroup();
    try (Program sleeper = group.startCalls("r", ioctl(SLEEP))) {
      group.await("sleepers", 1);

      assertThat(other.calls("w", ioctl(AWAKE))).containsExactly("ioctl 0");
      assertThat(group.count("sleepers")).isEqualTo(1);
      assertThat(awake()).isEqualTo(1);
      sleeper.finish();
    }
  }

  @Test
  void send_wakesNoSleeper() {
    try (Program sleeper = group.startCalls("r", ioctl(SLEEP))) {
      group.await("sleepers", 1);
      group.send("hi");

      assertThat(group.count("sleepers")).isEqualTo(1);
      assertThat(awake()).isEqualTo(1);
      sleeper.finish();
    }
  }

  @Test
  void awakeFile_tellsHowManyItWoke() {
    try (Program sleeper = mount.startSh("exec cat " + group.control("sleep"))) {
      group.await("sleepers", 1);

      assertThat(group.controlCalls("awake", "rw", "line 1", "read 9", "line 1", "read 9"))
          .containsExactly("line 2", "read 2 1\\x0a", "line 2", "read 2 0\\x0a");
      assertThat(sleeper.finish().output()).isEmpty();
    }
  }

  @Test
  void sleepFile_withONONBLOCK_isEAGAIN() {
    assertThat(group.controlCalls("sleep", "r,nonblock", "read 9"))
        .containsExactly("read -1 EAGAIN");
    assertThat(group.count("sleepers")).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"alarm 100", "alarm 100 restart"})
  void sleep_interrupted_isEINTRAndCountsNoLonger(String alarm) {
    assertThat(group.calls("r", alarm, ioctl(SLEEP))).contains("ioctl -1 EINTR");

    assertThat(group.count("sleepers")).isZero();
    assertThat(awake()).isZero();
  }

  @Test
  void sleep_killed_countsNoLonger() {
    try (Program sleeper = group.startCalls("r", ioctl(SLEEP))) {
      group.await("sleepers", 1);
      sleeper.signal("KILL");
      sleeper.finish();

      assertThat(group.count("sleepers")).isZero();
      assertThat(awake()).isZero();
    }
  }

  @Test
  void awakeAt_theLastOneComes_allWakeAndItNeverSleeps() {
    group.set("awake_at", "3");
    try (Program first = group.startCalls("r", ioctl(SLEEP));
        Program second = mount.startSh("exec cat " + group.control("sleep"))) {
      group.await("sleepers", 2);

      assertThat(group.calls("r", ioctl(SLEEP))).containsExactly("ioctl 0");
      assertThat(first.finish().results()).containsExactly("ioctl 0");
      assertThat(second.finish().output()).isEmpty();
      assertThat(group.count("sleepers")).isZero();
    }
  }

  @Test
  void awakeAt_theLastOneReadsTheFile_itIsAtItsEnd() {
    group.set("awake_at", "2");
    try (Program first = group.startCalls("r", ioctl(SLEEP))) {
      group.await("sleepers", 1);

      assertThat(mount.sh("cat " + group.control("sleep")).output()).isEmpty();
      assertThat(first.finish().results()).containsExactly("ioctl 0");
    }
  }

  @Test
  void awakeAt_setToNoMoreThanSleep_allWake() {
    try (Program first = group.startCalls("r", ioctl(SLEEP));
        Program second = group.startCalls("r", ioctl(SLEEP))) {
      group.await("sleepers", 2);

      group.set("awake_at", "1");
      assertThat(first.finish().results()).containsExactly("ioctl 0");
      assertThat(second.finish().results()).containsExactly("ioctl 0");
    }
  }
}
