package synchmess.fuse.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static synchmess.fuse.kernel.ServedTree.O_RDONLY;
import static synchmess.fuse.kernel.ServedTree.O_RDWR;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import synchmess.group.FullPolicy;
import synchmess.group.ReadMode;
import synchmess.group.Stats;
import synchmess.ioctl.Ioctl;

/** The end: of the tree, of the device. */
class UnmountTest {
  private static final int EACH = 100;

  @Test
  void treeCloses_allThatWaitsIsAnsweredEnodev() {
    try (ServedTree served = new ServedTree(2, ServedTree.MAX_PARKED, () -> false)) {
      served.group.settings().setReadMode(ReadMode.BLOCK);
      served.group.settings().setFullPolicy(FullPolicy.BLOCK);
      long fh = served.open("/orders", O_RDWR);
      long next = served.open("/ctl/orders/next", O_RDONLY);
      List<Asked> waiting = new ArrayList<>();
      for (int i = 0; i < EACH; i++) {
        waiting.add(served.read(fh, 100));
        waiting.add(served.read(next, 100));
        waiting.add(served.ioctl(fh, Ioctl.SLEEP));
      }
      await().until(() -> waits(served.group.stats()));

      served.tree.close();

      assertThat(waiting).extracting(Asked::outcome).containsOnly("ENODEV");
      assertThat(served.read(fh, 100).outcome()).isEqualTo("ENODEV");
      assertThat(served.write(fh, "late").outcome()).isEqualTo("ENODEV");
      assertThat(served.create("late", O_RDWR).outcome()).isEqualTo("ENODEV");
      assertThat(served.release(fh).outcome()).isEqualTo("OK");
    }
  }

  private static boolean waits(Stats stats) {
    return stats.readers() == 2 * EACH && stats.sleepers() == EACH;
  }

  @Test
  void treeCloses_throttledWritesAreAnsweredEnodev() {
    try (ServedTree served = new ServedTree()) {
      served.group.settings().setFullPolicy(FullPolicy.BLOCK);
      served.limits.setMaxStorageSize(5);
      long fh = served.open("/orders", O_RDWR);
      assertThat(served.write(fh, "first").outcome()).isEqualTo("OK");
      Asked throttled = served.write(fh, "other");
      await().until(() -> served.group.stats().writers() == 1);

      served.tree.close();

      assertThat(throttled.outcome()).isEqualTo("ENODEV");
    }
  }

  @Test
  void deviceEnds_allLoopsEnd_andSaySo() {
    try (ServedTree served = new ServedTree(3, ServedTree.MAX_PARKED, () -> false)) {
      served.assertServes();
      assertThat(served.session.join(1)).isFalse();
      assertThat(served.ends).hasValue(0);

      served.device.end();

      assertThat(served.session.join(20_000)).isTrue();
      assertThat(served.ends).hasValue(3);
    }
  }
}
