package synchmess.fuse.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static synchmess.fuse.kernel.ServedTree.O_RDWR;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import synchmess.group.ReadMode;
import synchmess.ioctl.Ioctl;

/** So many calls may wait at a time, and no more. */
class ParkingTest {
  private static final int MAX = 3;

  private final ServedTree served = new ServedTree(1, MAX, () -> false);

  @BeforeEach
  void block() {
    served.group.settings().setReadMode(ReadMode.BLOCK);
  }

  @AfterEach
  void close() {
    served.close();
  }

  private List<Asked> sleep(long fh) {
    return IntStream.range(0, MAX).mapToObj(i -> served.ioctl(fh, Ioctl.SLEEP)).toList();
  }

  @Test
  void read_whenAllPlacesAreTaken_getsEagainAndLeavesNothingWaiting() {
    long fh = served.open("/orders", O_RDWR);
    List<Asked> sleepers = sleep(fh);

    assertThat(served.read(fh, 100).outcome()).isEqualTo("EAGAIN");
    assertThat(served.ioctl(fh, Ioctl.SLEEP).outcome()).isEqualTo("EAGAIN");

    assertThat(served.group.stats().readers()).isZero();
    served.assertServes();
    assertThat(served.group.awake()).isEqualTo(MAX);
    assertThat(sleepers).extracting(Asked::outcome).containsOnly("OK");
  }

  @Test
  void places_areGivenBack_howeverTheWaitEnds() {
    long fh = served.open("/orders", O_RDWR);
    for (int round = 0; round < 100; round++) {
      List<Asked> sleepers = sleep(fh);
      served.interrupt(sleepers.get(round % MAX).unique());
      assertThat(sleepers.get(round % MAX).outcome()).isEqualTo("EINTR");
      assertThat(served.group.awake()).isEqualTo(MAX - 1);
      sleepers.forEach(Asked::answer);
    }
  }

  @Test
  void places_areGivenBack_whenTheAnswerIsRefused() {
    long fh = served.open("/orders", O_RDWR);
    for (int round = 0; round < MAX + 1; round++) {
      Asked read = served.read(fh, 100);
      await().until(() -> served.group.stats().readers() == 1);
      served.device.refuse((unique, length) -> unique == read.unique());
      served.group.send(new byte[] {'x'});
      assertThat(read.outcome()).isEqualTo("GONE");
      assertThat(served.read(fh, 100).text()).isEqualTo("x");
    }
  }
}
