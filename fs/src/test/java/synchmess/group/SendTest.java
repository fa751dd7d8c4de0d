package synchmess.group;

import static org.assertj.core.api.Assertions.assertThat;
import static synchmess.errno.Refusal.assertRefused;

import org.junit.jupiter.api.Test;
import synchmess.errno.Errno;

class SendTest {
  private final TestGroup orders = new TestGroup();

  @Test
  void send_oneMessage_isReceivedAsItWas() {
    orders.send("hello");

    assertThat(orders.receive()).isEqualTo("hello");
  }

  @Test
  void send_everyByteValue_isKept() {
    byte[] content = new byte[256];
    for (int i = 0; i < content.length; i++) {
      content[i] = (byte) i;
    }

    orders.group.send(content.clone());

    assertThat(orders.group.receive().content()).isEqualTo(content);
  }

  @Test
  void send_several_leaveInOrderOfSending() {
    orders.send("a");
    orders.send("b");
    orders.send("c");

    assertThat(orders.receive()).isEqualTo("a");
    assertThat(orders.receive()).isEqualTo("b");
    assertThat(orders.receive()).isEqualTo("c");
  }

  @Test
  void send_equalMessages_areTwoMessages() {
    orders.send("a");
    orders.send("a");

    assertThat(orders.stats().depth()).isEqualTo(2);
  }

  @Test
  void send_largestSize_isStored() {
    orders.limits.setMaxMessageSize(5);

    orders.send("12345");

    assertThat(orders.receive()).isEqualTo("12345");
  }

  @Test
  void send_tooLarge_isRefusedAndNothingStored() {
    orders.limits.setMaxMessageSize(5);

    assertRefused(Errno.EMSGSIZE, () -> orders.send("123456"));

    assertThat(orders.receive()).isNull();
    assertThat(orders.stats().bytes()).isZero();
  }

  @Test
  void send_tooLargeAsOneWhoWaits_isRefusedAtOnce() {
    orders.limits.setMaxMessageSize(5);
    orders.throttleWhenFull();

    assertRefused(Errno.EMSGSIZE, () -> orders.throttle("123456"));

    assertThat(orders.stats().writers()).isZero();
  }

  @Test
  void send_counts() {
    orders.send("abc");
    orders.send("de");

    assertThat(orders.stats().sent()).isEqualTo(2);
    assertThat(orders.stats().depth()).isEqualTo(2);
    assertThat(orders.stats().bytes()).isEqualTo(5);
  }

  @Test
  void send_refused_countsAsRejectedOnly() {
    orders.limits.setMaxMessageSize(1);
    assertRefused(Errno.EMSGSIZE, () -> orders.send("ab"));

    assertThat(orders.stats().rejected()).isEqualTo(1);
    assertThat(orders.stats().sent()).isZero();
  }

  @Test
  void send_movesTheTimeOfTheLastSend() {
    long installed = orders.group.lastSent();
    orders.advance(70);

    orders.send("a");

    assertThat(orders.group.lastSent()).isEqualTo(installed + 70);
  }

  @Test
  void send_refused_leavesTheTimeOfTheLastSend() {
    long installed = orders.group.lastSent();
    orders.advance(70);
    orders.limits.setMaxMessageSize(1);

    assertRefused(Errno.EMSGSIZE, () -> orders.send("ab"));

    assertThat(orders.group.lastSent()).isEqualTo(installed);
  }

  @Test
  void send_toOneGroup_leavesOthersEmpty() {
    DirectGroup other = new DirectGroup(orders.groups.install("other", TestGroup.OWNER));

    orders.send("a");

    assertThat(other.receive()).isNull();
  }
}
