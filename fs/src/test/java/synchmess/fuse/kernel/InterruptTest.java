package synchmess.fuse.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static synchmess.fuse.kernel.ServedTree.O_RDWR;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import synchmess.group.FullPolicy;
import synchmess.group.ReadMode;
import synchmess.ioctl.Ioctl;

/** INTERRUPT ends what waits, whenever it comes. */
class InterruptTest {
  private final ServedTree served = new ServedTree();

  @BeforeEach
  void block() {
    served.group.settings().setReadMode(ReadMode.BLOCK);
  }

  @AfterEach
  void close() {
    served.close();
  }

  private void awaitReaders(int count) {
    await().until(() -> served.group.stats().readers() == count);
  }

  private void interrupt(Asked asked) {
    served.interrupt(asked.unique());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/orders", "/ctl/orders/next", "/ctl/orders/follow", "/ctl/orders/batch"})
  void parkedRead_isAnsweredEintr_andReceivesNothing(String path) {
    long fh = served.open(path, ServedTree.O_RDONLY);
    Asked read = served.read(fh, 100);
    awaitReaders(1);

    interrupt(read);

    assertThat(read.outcome()).isEqualTo("EINTR");
    served.assertServes();
    assertThat(served.group.stats().received()).isEqualTo(1);
  }

  @Test
  void parkedSleep_isAnsweredEintr_andIsNotAwoken() {
    long fh = served.open("/orders", O_RDWR);
    Asked sleep = served.ioctl(fh, Ioctl.SLEEP);
    Asked other = served.ioctl(fh, Ioctl.SLEEP);
    await().until(() -> served.group.stats().sleepers() == 2);

    interrupt(sleep);

    assertThat(sleep.outcome()).isEqualTo("EINTR");
    assertThat(served.group.awake()).isEqualTo(1);
    assertThat(other.outcome()).isEqualTo("OK");
  }

  @Test
  void throttledWrite_isAnsweredEintr_andSendsNothing() {
    served.group.settings().setFullPolicy(FullPolicy.BLOCK);
    served.limits.setMaxStorageSize(6);
    long fh = served.open("/orders", O_RDWR);
    assertThat(served.write(fh, "first").outcome()).isEqualTo("OK");
    Asked write = served.write(fh, "second");
    await().until(() -> served.group.stats().writers() == 1);

    interrupt(write);

    assertThat(write.outcome()).isEqualTo("EINTR");
    assertThat(served.read(fh, 100).text()).isEqualTo("first");
    assertThat(served.group.stats().depth()).isZero();
  }

  @Test
  void interrupt_beforeItsRequestIsParked_endsItAtOnce() {
    long fh = served.open("/orders", O_RDWR);
    long unique = served.device.nextUnique();
    served.interrupt(unique);

    Asked read = served.device.ask(ServedTree.readRequest(fh, 100), unique);

    assertThat(read.outcome()).isEqualTo("EINTR");
    assertThat(served.group.stats().readers()).isZero();
    served.assertServes();
  }

  @Test
  void interrupt_beforeItsRequest_whichNeedNotWait_doesNotHinderIt() {
    long fh = served.open("/orders", O_RDWR);
    served.write(fh, "hello");
    long unique = served.device.nextUnique();
    served.interrupt(unique);

    Asked read = served.device.ask(ServedTree.readRequest(fh, 100), unique);

    assertThat(read.text()).isEqualTo("hello");
  }

  @Test
  void interrupt_ofAnAnsweredOrUnknownRequest_harmsNothing() {
    long fh = served.open("/orders", O_RDWR);
    Asked write = served.write(fh, "hello");
    assertThat(write.outcome()).isEqualTo("OK");
    Asked waits = served.ioctl(fh, Ioctl.SLEEP);

    interrupt(write);
    served.interrupt(1L << 60);
    served.interrupt(0);

    assertThat(served.read(fh, 100).text()).isEqualTo("hello");
    assertThat(waits.isAnswered()).isFalse();
    served.group.awake();
    assertThat(waits.outcome()).isEqualTo("OK");
  }

  @Test
  void interrupt_twice_isAnsweredOnce() {
    Asked read = served.read(served.open("/orders", O_RDWR), 100);
    awaitReaders(1);

    interrupt(read);
    interrupt(read);

    assertThat(read.outcome()).isEqualTo("EINTR");
    served.assertServes();
  }

  @Test
  void earlyInterrupts_thousandsInVain_theLatestIsRemembered() {
    long fh = served.open("/orders", O_RDWR);
    long unique = served.device.nextUnique();
    for (long other = 1; other <= 10_000; other++) {
      served.interrupt(other << 40);
    }
    served.interrupt(unique);

    assertThat(served.device.ask(ServedTree.readRequest(fh, 100), unique).outcome())
        .isEqualTo("EINTR");
  }

  @Test
  void interrupts_andSends_race_eachMessageGoesToOneWhoWasNotInterrupted() {
    long fh = served.open("/orders", O_RDWR);
    int rounds = 5000;
    int received = 0;
    List<Asked> reads = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      Asked read = served.read(fh, 100);
      reads.add(read);
      interrupt(read);
      served.group.send(String.valueOf(i).getBytes(UTF_8));
    }
    for (Asked read : reads) {
      received += read.outcome().equals("OK") ? 1 : 0;
    }

    assertThat(served.group.stats().received()).isEqualTo(received);
    assertThat(served.group.stats().depth()).isEqualTo(rounds - received);
  }
}
