package synchmess.group;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import synchmess.errno.Errno;
import synchmess.waiting.CountingWatcher;

/** One who throws when told keeps nobody from being told. */
class WakesTest {
  private final TestGroup orders = new TestGroup();

  private static final class Throwing extends Sleeper {
    @Override
    protected void awoken() {
      throw new IllegalStateException("thrown by a test");
    }

    @Override
    public void failed(Errno why) {
      throw new AssertionError("thrown by a test");
    }
  }

  @Test
  void awake_theFirstThrows_theOthersAreAwoken() {
    orders.group.sleep(new Throwing());
    RecordingSleeper second = orders.sleep();

    assertThat(orders.group.awake()).isEqualTo(2);

    assertThat(second.outcome()).isEqualTo("awoken");
  }

  @Test
  void remove_theFirstThrows_theOthersFail() {
    orders.group.sleep(new Throwing());
    RecordingSleeper second = orders.sleep();

    orders.uninstall();

    assertThat(second.outcome()).isEqualTo("ENODEV");
  }

  @Test
  void send_aWatcherThrows_theOthersAreTold() {
    orders.group.poll(
        () -> {
          throw new IllegalStateException("thrown by a test");
        });
    CountingWatcher second = orders.watch();

    orders.send("a");

    assertThat(second.told()).isEqualTo(1);
  }
}
