package synchmess.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import synchmess.errno.Errno;
import synchmess.waiting.CountingWatcher;

class PutBackTest {
  private final TestGroup orders = new TestGroup();

  private Message[] receiveAll() {
    return new Message[] {orders.group.receive(), orders.group.receive(), orders.group.receive()};
  }

  @Test
  void putBack_leavesBeforeWhatBecameReadyAfterIt() {
    orders.send("a");
    orders.send("b");
    Message first = orders.group.receive();
    orders.send("c");

    orders.group.putBack(List.of(first));

    assertThat(orders.receive()).isEqualTo("a");
    assertThat(orders.receive()).isEqualTo("b");
    assertThat(orders.receive()).isEqualTo("c");
    assertThat(orders.receive()).isNull();
  }

  @Test
  void putBack_severalInAnyOrder_leaveInTheOriginalOne() {
    orders.send("a");
    orders.send("b");
    orders.send("c");
    Message[] taken = receiveAll();
    orders.send("d");

    orders.group.putBack(List.of(taken[1]));
    orders.group.putBack(List.of(taken[2]));
    orders.group.putBack(List.of(taken[0]));

    assertThat(orders.receive() + orders.receive() + orders.receive() + orders.receive())
        .isEqualTo("abcd");
  }

  @Test
  void putBack_someTakenAgainMeanwhile_leaveInTheOriginalOrder() {
    orders.send("a");
    orders.send("b");
    orders.send("c");
    Message[] taken = receiveAll();
    orders.group.putBack(List.of(taken[1]));
    Message again = orders.group.receive();
    orders.group.putBack(List.of(taken[2]));
    orders.group.putBack(List.of(taken[0]));

    orders.group.putBack(List.of(again));

    assertThat(orders.receive() + orders.receive() + orders.receive()).isEqualTo("abc");
  }

  @Test
  void putBack_flushedAtTheInstantOfASend_keepsTheOrder() {
    orders.sendDelayed("later", 10);
    orders.send("now");
    orders.group.flush();
    Message now = orders.group.receive();
    Message later = orders.group.receive();

    orders.group.putBack(List.of(later));
    orders.group.putBack(List.of(now));

    assertThat(orders.receive()).isEqualTo("now");
    assertThat(orders.receive()).isEqualTo("later");
  }

  @Test
  void putBack_isShownByPeek() {
    orders.send("a");
    orders.send("b");

    orders.group.putBack(List.of(orders.group.receive()));

    assertThat(orders.peek()).isEqualTo("a");
  }

  @Test
  void putBack_countsAsNotReceivedAndTakesItsRoom() {
    orders.send("abc");
    Stats before = orders.stats();
    Message taken = orders.group.receive();

    orders.group.putBack(List.of(taken));

    assertThat(orders.stats()).isEqualTo(before);
    assertThat(orders.groups.bytes()).isEqualTo(TestGroup.cost("abc"));
  }

  @Test
  void putBack_roomWasTakenMeanwhile_goesAboveTheLimits() {
    orders.limitStorage(3);
    orders.limits.setMaxTotalSize(TestGroup.cost("abc"));
    orders.send("abc");
    Message taken = orders.group.receive();
    orders.send("def");

    orders.group.putBack(List.of(taken));

    assertThat(orders.stats().bytes()).isEqualTo(6);
    assertThat(orders.groups.bytes()).isEqualTo(TestGroup.cost("abc", "def"));
    assertThat(orders.receive()).isEqualTo("abc");
    assertThat(orders.groups.bytes()).isEqualTo(TestGroup.cost("def"));
  }

  @Test
  void putBack_servesAWaitingReceiver() {
    orders.send("a");
    Message taken = orders.group.receive();
    RecordingReceiver waiting = orders.await();

    orders.group.putBack(List.of(taken));

    assertThat(waiting.outcome()).isEqualTo("a");
    assertThat(orders.receive()).isNull();
  }

  @Test
  void putBack_byAReceiverThatWasParked_goesToTheNext() {
    Receiver gone =
        new MessageReceiver(Receiver.FOREVER, false) {
          @Override
          protected void received(Message message) {
            orders.group.putBack(List.of(message));
          }

          @Override
          public void failed(Errno why) {}
        };
    orders.group.receive(gone);
    RecordingReceiver next = orders.await();

    orders.send("a");

    assertThat(next.outcome()).isEqualTo("a");
    assertThat(orders.stats().received()).isEqualTo(1);
  }

  @Test
  void putBack_tellsAWatcher() {
    orders.send("a");
    Message taken = orders.group.receive();
    CountingWatcher watcher = orders.watch();

    orders.group.putBack(List.of(taken));

    assertThat(watcher.told()).isEqualTo(1);
  }

  @Test
  void putBack_purged_isDiscardedOnce() {
    orders.send("a");
    orders.group.putBack(List.of(orders.group.receive()));

    assertThat(orders.group.purge()).isEqualTo(1);
    assertThat(orders.receive()).isNull();
    assertThat(orders.groups.bytes()).isZero();
  }

  @Test
  void putBack_groupRemovedMeanwhile_isGone() {
    orders.send("a");
    Message taken = orders.group.receive();
    orders.uninstall();

    orders.group.putBack(List.of(taken));

    assertThat(orders.groups.bytes()).isZero();
  }
}
