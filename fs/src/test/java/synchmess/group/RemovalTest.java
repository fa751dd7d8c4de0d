package synchmess.group;

import static org.assertj.core.api.Assertions.assertThat;
import static synchmess.errno.Refusal.assertRefused;

import org.junit.jupiter.api.Test;
import synchmess.errno.Errno;
import synchmess.waiting.CountingWatcher;
import synchmess.waiting.Readiness;

class RemovalTest {
  private final TestGroup orders = new TestGroup();

  @Test
  void remove_nameGoesAtOnce() {
    orders.uninstall();

    assertThat(orders.groups.find("orders")).isNull();
    assertThat(orders.groups.all()).isEmpty();
    assertThat(orders.group.removed()).isTrue();
  }

  @Test
  void remove_waitingReceivers_wakeWithEnodev() {
    RecordingReceiver first = orders.await();
    RecordingReceiver second = orders.await(50);

    orders.uninstall();
    orders.advance(50);

    assertThat(first.outcome()).isEqualTo("ENODEV");
    assertThat(second.outcome()).isEqualTo("ENODEV");
  }

  @Test
  void remove_throttledSenders_wakeWithEnodev() {
    orders.limitStorage(1);
    orders.throttleWhenFull();
    orders.send("a");
    RecordingSender sender = orders.throttle("b");

    orders.uninstall();

    assertThat(sender.outcome()).isEqualTo("ENODEV");
  }

  @Test
  void remove_sleepers_wakeWithEnodev() {
    RecordingSleeper sleeper = orders.sleep();

    orders.uninstall();

    assertThat(sleeper.outcome()).isEqualTo("ENODEV");
  }

  @Test
  void remove_watchers_areToldAndSeeIt() {
    CountingWatcher watcher = orders.watch();

    orders.uninstall();

    assertThat(watcher.told()).isEqualTo(1);
    assertThat(orders.poll()).isEqualTo(new Readiness(false, false, true));
  }

  @Test
  void poll_removed_keepsNoWatcher() {
    orders.uninstall();
    CountingWatcher watcher = orders.watch();

    assertThat(orders.group.unwatch(watcher)).isFalse();
  }

  @Test
  void cancel_afterRemoval_isTooLate() {
    RecordingReceiver receiver = orders.await();
    RecordingSleeper sleeper = orders.sleep();
    orders.uninstall();

    assertThat(receiver.cancel(Errno.EINTR)).isFalse();
    assertThat(sleeper.cancel(Errno.EINTR)).isFalse();
    assertThat(receiver.outcome()).isEqualTo("ENODEV");
    assertThat(sleeper.outcome()).isEqualTo("ENODEV");
  }

  @Test
  void removed_refusesEverything() {
    orders.send("a");
    Draft draft = orders.group.draft();
    draft.append(TestGroup.bytes("a"));
    orders.uninstall();

    assertRefused(Errno.ENODEV, () -> orders.send("b"));
    assertRefused(Errno.ENODEV, () -> orders.throttle("b"));
    assertRefused(Errno.ENODEV, orders::receive);
    assertRefused(Errno.ENODEV, orders::await);
    assertRefused(Errno.ENODEV, orders::peek);
    assertRefused(Errno.ENODEV, orders.group::flush);
    assertRefused(Errno.ENODEV, orders.group::revoke);
    assertRefused(Errno.ENODEV, orders.group::purge);
    assertRefused(Errno.ENODEV, orders::sleep);
    assertRefused(Errno.ENODEV, orders.group::awake);
    assertRefused(Errno.ENODEV, () -> draft.append(TestGroup.bytes("b")));
    assertRefused(Errno.ENODEV, draft::send);
  }

  @Test
  void removed_tooLargeASend_isRefusedWithEnodevFirst() {
    orders.limits.setMaxMessageSize(1);
    orders.uninstall();

    assertRefused(Errno.ENODEV, () -> orders.send("ab"));
  }

  @Test
  void remove_givesAllBytesBack() {
    Draft draft = orders.group.draft();
    draft.append(TestGroup.bytes("gone"));
    orders.send("abc");
    orders.sendDelayed("def", 10);

    orders.uninstall();
    draft.discard();

    assertThat(orders.groups.bytes()).isZero();
    assertThat(orders.stats().bytes()).isZero();
    assertThat(orders.stats().depth()).isZero();
    assertThat(orders.stats().delayed()).isZero();
  }

  @Test
  void remove_setsNoAlarmAndLeavesNone() {
    orders.await(50);
    orders.watch();
    orders.sendDelayed("a", 10);

    orders.uninstall();

    assertThat(orders.clock.alarms()).isZero();
  }

  @Test
  void remove_twice_hasNoFurtherEffect() {
    orders.send("abc");
    orders.uninstall();
    orders.uninstall();

    assertThat(orders.groups.bytes()).isZero();
    assertThat(orders.groups.stats().sent()).isEqualTo(1);
  }

  @Test
  void install_afterRemoval_isANewGroup() {
    orders.send("a");
    orders.sendDelayed("b", 10);
    orders.group.settings().setSendDelay(10);
    orders.uninstall();

    DirectGroup again = new DirectGroup(orders.groups.install("orders", TestGroup.OWNER));
    orders.advance(10);

    assertThat(again.group).isNotSameAs(orders.group.group);
    assertThat(again.receive()).isNull();
    assertThat(again.settings().sendDelay()).isZero();
    assertThat(again.stats().sent()).isZero();
  }

  @Test
  void remove_ofAnOlderGroup_leavesTheNewOne() {
    orders.uninstall();
    DirectGroup again = new DirectGroup(orders.groups.install("orders", TestGroup.OWNER));

    orders.uninstall();

    assertThat(orders.groups.find("orders")).isSameAs(again.group);
    assertThat(again.removed()).isFalse();
  }

  @Test
  void remove_leavesOtherGroups() {
    DirectGroup other = new DirectGroup(orders.groups.install("other", TestGroup.OWNER));
    RecordingReceiver receiver = new RecordingReceiver();
    other.receive(receiver);

    orders.uninstall();
    other.send(TestGroup.bytes("a"));

    assertThat(receiver.outcome()).isEqualTo("a");
  }

  @Test
  void remove_whatTheGroupDidStillCountsForTheMount() {
    orders.limits.setMaxMessageSize(3);
    assertRefused(Errno.EMSGSIZE, () -> orders.send("abcd"));
    orders.send("a");
    orders.receive();
    orders.sendDelayed("b", 10);
    orders.group.flush();
    orders.group.purge();
    orders.sendDelayed("c", 10);
    orders.group.revoke();
    orders.send("d");
    orders.sleep();

    orders.uninstall();

    assertThat(orders.groups.stats())
        .isEqualTo(new Stats(0, 0, 0, 0, 0, 0, 4, 1, 1, 1, 1, 0, 1, 0));
  }

  @Test
  void close_wakesEverybodyAndInstallsNoMore() {
    RecordingReceiver receiver = orders.await();
    DirectGroup other = new DirectGroup(orders.groups.install("other", TestGroup.OWNER));
    RecordingSleeper sleeper = new RecordingSleeper();
    other.sleep(sleeper);

    orders.groups.close();

    assertThat(receiver.outcome()).isEqualTo("ENODEV");
    assertThat(sleeper.outcome()).isEqualTo("ENODEV");
    assertThat(orders.groups.size()).isZero();
    assertRefused(Errno.ENODEV, () -> orders.groups.install("more", TestGroup.OWNER));
  }
}
