package synchmess.group;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import synchmess.errno.Errno;

/** Memory may be too short to park a sender. */
class ParkingFailureTest {
  private final TestGroup orders = new TestGroup();

  /** A sender that no list can hold. */
  private static final class UnlistedSender extends MessageSender {
    Errno failure;

    UnlistedSender() {
      super(Patience.BY_POLICY, new byte[10]);
    }

    @Override
    public int hashCode() {
      throw new OutOfMemoryError("planted");
    }

    @Override
    public boolean equals(Object other) {
      return this == other;
    }

    @Override
    protected void sent() {}

    @Override
    public void failed(Errno why) {
      failure = why;
    }
  }

  @Test
  void send_cannotPark_failsWithEnomemAndTakesNoRoom() {
    orders.group.settings().setFullPolicy(FullPolicy.BLOCK);
    orders.limits.setMaxStorageSize(10);
    orders.send("0123456789");
    long before = orders.groups.bytes();

    UnlistedSender sender = new UnlistedSender();
    orders.group.send(sender);

    assertThat(sender.failure).isEqualTo(Errno.ENOMEM);
    assertThat(orders.groups.bytes()).isEqualTo(before);
    assertThat(orders.group.stats().writers()).isZero();
  }
}
