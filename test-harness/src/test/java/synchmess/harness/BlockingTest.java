package synchmess.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static synchmess.harness.Probe.ioctl;
import static synchmess.ioctl.Ioctl.AWAKE;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One blocked caller never delays another. */
class BlockingTest {
  private static final int MANY = 1000;

  /** A caller who had to wait would wait for ever. */
  private static final long AT_ONCE_MILLIS = 10_000;

  @RegisterExtension static final Mounted MOUNTED = Mounted.shared();

  private final Mount mount = MOUNTED.mount();
  private final Group group = MOUNTED.newGroup();

  @Test
  void blockedReader_delaysNeitherWritersNorWhatElseConcernsItsFile() {
    group.set("read_mode", "block");
    String name = group.name();
    try (Program reader = group.startCalls("r", "read 99")) {
      group.await("readers", 1);

      assertThat(mount.probe("stat " + name, "chmod " + name + " 600", "chown " + name + " 0 0"))
          .containsExactly("stat 0 100644 0:0 0", "chmod 0", "chown 0");
      assertThat(group.calls("w,append", "fsync", "fchmod 644", "ftruncate 0", "poll out 0"))
          .containsExactly("fsync 0", "fchmod 0", "ftruncate 0", "poll 1 out");
      assertThat(mount.sh("ls -l . ctl/" + name).err()).isEmpty();
      assertThat(reader.isAlive()).isTrue();
      assertThat(group.calls("w,creat,trunc", "write hi")).containsExactly("write 2");
      assertThat(reader.finish().results()).containsExactly("read 2 hi");
    }
  }

  @Test
  void thousandSleepers_delayNobodyAndAwakeTogether() {
    String start = "i=0; while [ $i -lt %d ]; do cat %s & i=$((i+1)); done; wait";
    try (Program sleepers = mount.startSh(start.formatted(MANY, group.control("sleep")))) {
      group.await("sleepers", MANY);
      Group other = MOUNTED.newGroup();

      Results results =
          Results.of(
              other.calls(
                  "rw",
                  "write hi",
                  "took",
                  "read 99",
                  "took",
                  "stat ctl",
                  "took",
                  "unlink " + other.name(),
                  "took"));
      assertThat(results.line(2)).isEqualTo("read 2 hi");
      for (int took = 1; took < results.lines().size(); took += 2) {
        assertThat(results.number(took)).isLessThan(AT_ONCE_MILLIS);
      }
      assertThat(group.calls("w", ioctl(AWAKE))).containsExactly("ioctl " + MANY);
      assertThat(sleepers.finish().output()).isEmpty();
      assertThat(group.count("sleepers")).isZero();
    }
  }

  @Test
  void thousandReaders_getAMessageEach() {
    String start = "i=0; while [ $i -lt %d ]; do cat %s & i=$((i+1)); done; wait";
    try (Program readers = mount.startSh(start.formatted(MANY, group.control("next")))) {
      group.await("readers", MANY);
      mount.shell("bash", "for i in {1..%d}; do echo $i; done > %s".formatted(MANY, group.name()));

      assertThat(readers.finish().output().lines().map(Integer::valueOf).sorted())
          .containsExactlyElementsOf(IntStream.rangeClosed(1, MANY).boxed().toList());
      assertThat(group.count("readers")).isZero();
    }
  }
}
