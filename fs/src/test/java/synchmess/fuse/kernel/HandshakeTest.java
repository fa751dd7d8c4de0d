package synchmess.fuse.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static synchmess.fuse.kernel.ServedTree.init;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import synchmess.fuse.kernel.abi.FuseFlags;
import synchmess.fuse.kernel.abi.FuseStructs.InHeader;
import synchmess.fuse.kernel.abi.FuseStructs.InitIn;
import synchmess.fuse.kernel.abi.FuseStructs.InitOut;
import synchmess.fuse.kernel.operation.Handshake.Agreement;

/** INIT, as kernels of several versions send it. */
class HandshakeTest {
  private static final int ALL = -1;
  private static final int UNEXTENDED = ~FuseFlags.FUSE_INIT_EXT;

  private static Agreement agreement(ServedTree served) {
    CompletableFuture<Agreement> agreed = served.session.agreed();
    return agreed.orTimeout(20, TimeUnit.SECONDS).join();
  }

  @ParameterizedTest
  @CsvSource({"31, 31", "36, 36", "41, 41", "42, 42", "43, 42", "99, 42"})
  void init_minorFrom31On_agreesOnTheEarlier(int minor, int agreed) {
    try (ServedTree served = new ServedTree()) {
      Sent answer = served.device.ask(init(7, minor).put(InitIn.FLAGS, UNEXTENDED)).answer();

      assertThat(answer.outcome()).isEqualTo("OK");
      assertThat(answer.body()).hasSize(InitOut.SIZEOF);
      assertThat(answer.getInt(InitOut.MAJOR)).isEqualTo(7);
      assertThat(answer.getInt(InitOut.MINOR)).isEqualTo(agreed);
      assertThat(agreement(served)).isEqualTo(new Agreement(null, false));
    }
  }

  @ParameterizedTest
  @CsvSource({"7, 30", "7, 0", "6, 99"})
  void init_earlierThan7_31_isRefusedAndSaysWhy(int major, int minor) {
    try (ServedTree served = new ServedTree()) {
      assertThat(served.device.ask(init(major, minor)).outcome()).isEqualTo("EPROTO");

      assertThat(agreement(served).overIoUring()).isFalse();
      assertThat(agreement(served).refusal())
          .isEqualTo(
              "the kernel speaks version %d.%d of the FUSE protocol; 7.31 (Linux 5.4) or later"
                  + " is needed",
              major, minor);
    }
  }

  @Test
  void init_laterMajor_isToldOursAndMaySendAnother() {
    try (ServedTree served = new ServedTree()) {
      Sent answer = served.device.ask(init(8, 3).put(InitIn.FLAGS, ALL)).answer();

      assertThat(answer.outcome()).isEqualTo("OK");
      assertThat(answer.getInt(InitOut.MAJOR)).isEqualTo(7);
      assertThat(answer.getInt(InitOut.FLAGS)).isZero();
      assertThat(served.session.agreed()).isNotDone();

      assertThat(served.device.ask(init(7, 42)).outcome()).isEqualTo("OK");
      assertThat(agreement(served)).isEqualTo(new Agreement(null, false));
    }
  }

  @Test
  void init_of16Bytes_agrees() {
    try (ServedTree served = new ServedTree(1, 1, () -> true)) {
      TestRequest request = init(7, 35).put(InitIn.FLAGS, UNEXTENDED);
      assertThat(request.toBytes(1)).hasSize(InHeader.SIZEOF + 16);

      Sent answer = served.device.ask(request).answer();

      assertThat(answer.getInt(InitOut.MINOR)).isEqualTo(35);
      assertThat(answer.getInt(InitOut.FLAGS2)).isZero();
      assertThat(agreement(served)).isEqualTo(new Agreement(null, false));
    }
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        0,
        FuseFlags.FUSE_ASYNC_READ,
        FuseFlags.FUSE_BIG_WRITES | FuseFlags.FUSE_MAX_PAGES,
        0x55555555,
        0xAAAAAAAA,
        ALL
      })
  void flags_areAmongThoseOffered(int offered) {
    try (ServedTree served = new ServedTree(1, 1, () -> true)) {
      TestRequest request = init(7, 42).put(InitIn.FLAGS, offered);

      int flags = served.device.ask(request).answer().getInt(InitOut.FLAGS);

      assertThat(flags & ~offered).isZero();
      int wanted = FuseFlags.FUSE_BIG_WRITES | FuseFlags.FUSE_MAX_PAGES;
      assertThat(flags & wanted).isEqualTo(offered & wanted);
    }
  }

  @Test
  void flags_neverHaveTheKernelTruncateAtOpen() {
    int atomicTruncate = 1 << 3;
    try (ServedTree served = new ServedTree()) {
      TestRequest request = init(7, 42).put(InitIn.FLAGS, ALL);

      assertThat(served.device.ask(request).answer().getInt(InitOut.FLAGS) & atomicTruncate)
          .isZero();
    }
  }

  @Test
  void sizes_areThoseOfTheRequestSize() {
    try (ServedTree served = new ServedTree()) {
      Sent answer = served.device.ask(init(7, 42).put(InitIn.MAX_READAHEAD, 1 << 17)).answer();

      assertThat(answer.getInt(InitOut.MAX_WRITE)).isEqualTo(ServedTree.REQUEST_SIZE.bytes());
      assertThat(answer.getInt(InitOut.MAX_PAGES) & 0xffff)
          .isEqualTo(ServedTree.REQUEST_SIZE.pages());
      assertThat(answer.getInt(InitOut.MAX_READAHEAD)).isEqualTo(1 << 17);
      assertThat(answer.getInt(InitOut.TIME_GRAN)).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @CsvSource({"true, true, true", "true, false, false", "false, true, false"})
  void ioUring_onlyWhenOfferedAndReady(boolean offered, boolean ready, boolean taken) {
    try (ServedTree served = new ServedTree(1, 1, () -> ready)) {
      TestRequest request =
          init(7, 42)
              .put(InitIn.FLAGS, FuseFlags.FUSE_INIT_EXT)
              .put(InitIn.FLAGS2, offered ? ALL : ~FuseFlags.FUSE_OVER_IO_URING_2);

      Sent answer = served.device.ask(request).answer();

      assertThat(answer.getInt(InitOut.FLAGS2))
          .isEqualTo(taken ? FuseFlags.FUSE_OVER_IO_URING_2 : 0);
      assertThat(answer.getInt(InitOut.FLAGS)).isEqualTo(taken ? FuseFlags.FUSE_INIT_EXT : 0);
      assertThat(agreement(served)).isEqualTo(new Agreement(null, taken));
    }
  }

  @Test
  void ioUring_offeredWithoutExtendedFlags_isNotTaken() {
    try (ServedTree served = new ServedTree(1, 1, () -> true)) {
      TestRequest request = init(7, 42).put(InitIn.FLAGS2, ALL);

      assertThat(served.device.ask(request).answer().getInt(InitOut.FLAGS2)).isZero();
      assertThat(agreement(served).overIoUring()).isFalse();
    }
  }
}
