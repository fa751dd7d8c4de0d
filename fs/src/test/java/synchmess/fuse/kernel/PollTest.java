package synchmess.fuse.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static synchmess.fuse.kernel.ServedTree.O_RDWR;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import synchmess.fuse.kernel.abi.FuseFlags;
import synchmess.fuse.kernel.abi.FuseStructs.NotifyPollWakeupOut;
import synchmess.fuse.kernel.abi.FuseStructs.PollIn;
import synchmess.fuse.kernel.abi.FuseStructs.PollOut;
import synchmess.fuse.kernel.abi.Opcode;

/** POLL, and the notification that follows when it waits. */
class PollTest {
  private static final long KH = 0x1234_5678_9abcL;
  private static final int POLLIN = 0x41;
  private static final int POLLOUT = 0x104;
  private static final int POLLERR_AND_HUP = 0x18;

  private final ServedTree served = new ServedTree();

  @AfterEach
  void close() {
    served.close();
  }

  private int poll(long fh, boolean waits) {
    TestRequest poll =
        TestRequest.of(Opcode.POLL)
            .putLong(PollIn.FH, fh)
            .putLong(PollIn.KH, KH)
            .put(PollIn.FLAGS, waits ? FuseFlags.FUSE_POLL_SCHEDULE_NOTIFY : 0);
    return served.device.ask(poll).answer().getInt(PollOut.REVENTS);
  }

  private void send() {
    served.group.send(new byte[] {'x'});
  }

  private void assertToldOnce() {
    assertThat(served.device.takeNotifications())
        .singleElement()
        .satisfies(
            told -> {
              assertThat(told.code()).isEqualTo(FuseFlags.FUSE_NOTIFY_POLL);
              assertThat(told.body()).hasSize(NotifyPollWakeupOut.SIZEOF);
              assertThat(told.getLong(NotifyPollWakeupOut.KH)).isEqualTo(KH);
            });
  }

  private void assertNotTold() {
    assertThat(served.device.takeNotifications()).isEmpty();
  }

  @Test
  void poll_thatWaits_isToldOnceOfASend() {
    long fh = served.open("/orders", O_RDWR);
    assertThat(poll(fh, true)).isEqualTo(POLLOUT);
    assertNotTold();

    send();
    assertToldOnce();

    send();
    assertNotTold();
    assertThat(poll(fh, false)).isEqualTo(POLLIN | POLLOUT);
  }

  @Test
  void poll_twice_isToldOnce() {
    long fh = served.open("/orders", O_RDWR);
    poll(fh, true);
    poll(fh, true);

    send();

    assertToldOnce();
  }

  @Test
  void poll_again_isToldAgain_alsoWhileReadable() {
    long fh = served.open("/orders", O_RDWR);
    for (int i = 0; i < 3; i++) {
      poll(fh, true);
      send();
      assertToldOnce();
    }
  }

  @Test
  void poll_thatDoesNotWait_isNotTold() {
    long fh = served.open("/orders", O_RDWR);
    poll(fh, false);

    send();

    assertNotTold();
  }

  @Test
  void released_isNotTold() {
    long fh = served.open("/orders", O_RDWR);
    poll(fh, true);
    assertThat(served.release(fh).outcome()).isEqualTo("OK");

    send();

    assertNotTold();
  }

  @Test
  void removedGroup_isToldAndHungUp() {
    long fh = served.open("/orders", O_RDWR);
    poll(fh, true);

    served.tree.close();

    assertToldOnce();
    assertThat(poll(fh, true) & POLLERR_AND_HUP).isEqualTo(POLLERR_AND_HUP);
  }

  @ParameterizedTest
  @CsvSource({"/ctl/orders/depth, 0", "/sys/version, 0", "/ctl/orders/send_delay, 2"})
  void fileThatNeverWaits_isReadyForAll(String path, int flags) {
    assertThat(poll(served.open(path, flags), true)).isEqualTo(POLLIN | POLLOUT);
  }
}
