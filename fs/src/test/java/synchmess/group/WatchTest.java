package synchmess.group;

import static org.assertj.core.api.Assertions.assertThat;
import static synchmess.errno.Refusal.assertRefused;

import org.junit.jupiter.api.Test;
import synchmess.errno.Errno;
import synchmess.waiting.CountingWatcher;
import synchmess.waiting.Readiness;

class WatchTest {
  private final TestGroup orders = new TestGroup();

  @Test
  void poll_emptyGroup_isWritableOnly() {
    assertThat(orders.poll()).isEqualTo(new Readiness(false, true, false));
  }

  @Test
  void poll_readyMessage_isReadable() {
    orders.send("a");

    assertThat(orders.poll().readable()).isTrue();
  }

  @Test
  void poll_delayedMessage_isReadableWhenDue() {
    orders.sendDelayed("a", 10);
    assertThat(orders.poll().readable()).isFalse();

    orders.advance(10);
    assertThat(orders.poll().readable()).isTrue();
  }

  @Test
  void poll_roomForALargestMessage_isWritable() {
    orders.limits.setMaxMessageSize(4);
    orders.limitStorage(6);
    orders.send("ab");
    assertThat(orders.poll().writable()).isTrue();

    orders.send("c");
    assertThat(orders.poll().writable()).isFalse();
  }

  @Test
  void poll_senderThrottled_isNotWritable() {
    orders.limits.setMaxMessageSize(4);
    orders.limitStorage(6);
    orders.throttleWhenFull();
    orders.send("abc");
    orders.throttle("defg");
    orders.limits.setMaxMessageSize(2);

    assertThat(orders.poll().writable()).isFalse();
  }

  @Test
  void watch_nothingHappens_isNotTold() {
    CountingWatcher watcher = orders.watch();

    orders.advance(1000);

    assertThat(watcher.told()).isZero();
  }

  @Test
  void watch_messageSent_isTold() {
    CountingWatcher watcher = orders.watch();

    orders.send("a");

    assertThat(watcher.told()).isEqualTo(1);
  }

  @Test
  void watch_severalMessages_isToldOnce() {
    CountingWatcher watcher = orders.watch();

    orders.send("a");
    orders.send("b");

    assertThat(watcher.told()).isEqualTo(1);
  }

  @Test
  void watch_againWhileReadable_isToldOfTheNextMessage() {
    CountingWatcher watcher = orders.watch();
    orders.send("a");
    orders.group.poll(watcher);

    orders.send("b");

    assertThat(watcher.told()).isEqualTo(2);
  }

  @Test
  void watch_againWhileReadable_isNotToldOfOldMessages() {
    orders.send("a");
    CountingWatcher watcher = orders.watch();

    orders.poll();
    orders.peek();
    orders.advance(1000);

    assertThat(watcher.told()).isZero();
  }

  @Test
  void watch_twiceByTheSame_isToldOnce() {
    CountingWatcher watcher = orders.watch();
    orders.group.poll(watcher);

    orders.send("a");

    assertThat(watcher.told()).isEqualTo(1);
  }

  @Test
  void watch_several_allAreTold() {
    CountingWatcher first = orders.watch();
    CountingWatcher second = orders.watch();

    orders.send("a");

    assertThat(first.told()).isEqualTo(1);
    assertThat(second.told()).isEqualTo(1);
  }

  @Test
  void watch_delayedMessage_isToldWhenDue() {
    orders.sendDelayed("a", 10);
    CountingWatcher watcher = orders.watch();

    orders.advance(9);
    assertThat(watcher.told()).isZero();
    orders.advance(1);
    assertThat(watcher.told()).isEqualTo(1);
  }

  @Test
  void watch_flush_isTold() {
    orders.sendDelayed("a", 10);
    CountingWatcher watcher = orders.watch();

    orders.group.flush();

    assertThat(watcher.told()).isEqualTo(1);
  }

  @Test
  void watch_messageGoesToAWaitingReceiver_isNotTold() {
    orders.await();
    CountingWatcher watcher = orders.watch();

    orders.send("a");

    assertThat(watcher.told()).isZero();
  }

  @Test
  void watch_fullGroup_isToldWhenALargestMessageFits() {
    orders.limits.setMaxMessageSize(4);
    orders.limitStorage(6);
    orders.send("ab");
    orders.send("cd");
    orders.send("ef");
    CountingWatcher watcher = orders.watch();

    orders.receive();
    assertThat(watcher.told()).isZero();
    orders.receive();
    assertThat(watcher.told()).isEqualTo(1);
  }

  @Test
  void watch_fullGroup_isToldWhenTheLimitIsRaised() {
    orders.limits.setMaxMessageSize(4);
    orders.limitStorage(4);
    orders.send("ab");
    CountingWatcher watcher = orders.watch();

    orders.limitStorage(6);

    assertThat(watcher.told()).isEqualTo(1);
  }

  @Test
  void watch_draftTookTheRoom_isToldWhenItIsDiscarded() {
    orders.limits.setMaxMessageSize(4);
    orders.limitStorage(4);
    Draft draft = orders.group.draft();
    CountingWatcher watcher = orders.watch();
    draft.append(TestGroup.bytes("ab"));
    assertRefused(Errno.ENOSPC, () -> orders.send("cdef"));

    draft.discard();

    assertThat(watcher.told()).isEqualTo(1);
  }

  @Test
  void watch_throttledSenderGivesUp_isToldOfTheRoom() {
    orders.limits.setMaxMessageSize(4);
    orders.limitStorage(6);
    orders.throttleWhenFull();
    orders.send("abc");
    RecordingSender sender = orders.throttle("defg");
    orders.limits.setMaxMessageSize(2);
    CountingWatcher watcher = orders.watch();

    sender.cancel(Errno.EINTR);

    assertThat(watcher.told()).isEqualTo(1);
    assertThat(orders.poll().writable()).isTrue();
  }

  @Test
  void poll_mountIsFull_isNotWritable() {
    orders.limits.setMaxMessageSize(4);
    limitTotal();
    new DirectGroup(orders.groups.install("bills", 0)).send(TestGroup.bytes("abc"));

    assertThat(orders.poll().writable()).isFalse();
  }

  /** Room for one message, and not quite for two. */
  private void limitTotal() {
    orders.limits.setMaxTotalSize(2 * TestGroup.cost("abcd") - 1);
  }

  @Test
  void watch_mountIsFull_isToldWhenAnotherGroupMakesRoom() {
    DirectGroup bills = fillMountFrom("bills");
    CountingWatcher watcher = orders.watch();

    bills.receive();

    assertThat(watcher.told()).isEqualTo(1);
    assertThat(orders.poll().writable()).isTrue();
  }

  private DirectGroup fillMountFrom(String name) {
    orders.limits.setMaxMessageSize(4);
    limitTotal();
    DirectGroup other = new DirectGroup(orders.groups.install(name, 0));
    other.send(TestGroup.bytes("abc"));
    return other;
  }

  @Test
  void watch_mountIsFull_isToldWhenAnotherGroupIsRemoved() {
    DirectGroup bills = fillMountFrom("bills");
    CountingWatcher watcher = orders.watch();

    orders.groups.remove(bills.group);

    assertThat(watcher.told()).isEqualTo(1);
  }

  @Test
  void watch_mountIsFull_isToldWhenTheLimitIsRaised() {
    fillMountFrom("bills");
    CountingWatcher watcher = orders.watch();

    orders.limitTotal(2 * TestGroup.cost("abcd"));

    assertThat(watcher.told()).isEqualTo(1);
  }

  @Test
  void watch_mountIsFull_isNotToldOfRoomThatIsTooSmall() {
    orders.limits.setMaxMessageSize(400);
    orders.limits.setMaxTotalSize(Cost.of(400) + TestGroup.cost("abc") - 1);
    DirectGroup bills = new DirectGroup(orders.groups.install("bills", 0));
    bills.send(TestGroup.bytes("abc"));
    new DirectGroup(orders.groups.install("letters", 0)).send(TestGroup.bytes("def"));
    CountingWatcher watcher = orders.watch();

    bills.receive();
    assertThat(watcher.told()).isZero();

    new DirectGroup(orders.groups.find("letters")).receive();
    assertThat(watcher.told()).isEqualTo(1);
  }

  @Test
  void watch_mountFillsWhileWaiting_isToldWhenRoomOpens() {
    orders.limits.setMaxMessageSize(4);
    limitTotal();
    CountingWatcher first = orders.watch();
    DirectGroup bills = fillMountFrom("bills");
    CountingWatcher second = orders.watch();

    bills.receive();

    assertThat(first.told()).isEqualTo(1);
    assertThat(second.told()).isEqualTo(1);
  }

  @Test
  void watch_mountIsFullInTwoGroups_bothAreTold() {
    DirectGroup bills = fillMountFrom("bills");
    CountingWatcher first = orders.watch();
    CountingWatcher second = new CountingWatcher();
    orders.groups.install("letters", 0).poll(second);

    bills.receive();

    assertThat(first.told()).isEqualTo(1);
    assertThat(second.told()).isEqualTo(1);
  }

  @Test
  void unwatch_isNotToldAnyMore() {
    CountingWatcher watcher = orders.watch();

    assertThat(orders.group.unwatch(watcher)).isTrue();
    orders.send("a");

    assertThat(watcher.told()).isZero();
  }

  @Test
  void unwatch_toldAlready_isTooLate() {
    CountingWatcher watcher = orders.watch();
    orders.send("a");

    assertThat(orders.group.unwatch(watcher)).isFalse();
  }

  @Test
  void changed_mayWatchAgain() {
    CountingWatcher second = new CountingWatcher();
    orders.group.poll(() -> orders.group.poll(second));

    orders.send("a");
    assertThat(second.told()).isZero();
    orders.send("b");
    assertThat(second.told()).isEqualTo(1);
  }
}
