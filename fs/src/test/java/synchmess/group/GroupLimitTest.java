package synchmess.group;

import static org.assertj.core.api.Assertions.assertThat;
import static synchmess.errno.Refusal.assertRefused;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import synchmess.errno.Errno;
import synchmess.waiting.CountingWatcher;
import synchmess.waiting.Outcome;

/** Limits of one group's own. */
class GroupLimitTest {
  private final TestGroup orders = new TestGroup();
  private final Settings settings = orders.group.settings();

  private void limit(GroupLimit limit, long value) {
    limit.setOwn(OptionalLong.of(value));
    orders.group.refresh();
  }

  private void unset(GroupLimit limit) {
    limit.setOwn(OptionalLong.empty());
    orders.group.refresh();
  }

  @Test
  void unset_followsTheMount() {
    orders.limits.setMaxMessageSize(7);

    assertThat(settings.maxMessageSize().value()).isEqualTo(7);
    assertThat(settings.maxMessageSize().own()).isEmpty();
    assertThat(settings.maxMessages().value()).isZero();
  }

  @Test
  void maxMessageSize_ofItsOwn_mayBeAboveTheMounts() {
    orders.limits.setMaxMessageSize(3);
    limit(settings.maxMessageSize(), 5);

    orders.send("12345");
    assertRefused(Errno.EMSGSIZE, () -> orders.send("123456"));
    unset(settings.maxMessageSize());
    assertRefused(Errno.EMSGSIZE, () -> orders.send("1234"));
  }

  @Test
  void maxMessageSize_ofItsOwn_leavesOtherGroupsAsTheyAre() {
    limit(settings.maxMessageSize(), 5);
    DirectGroup other = new DirectGroup(orders.groups.install("other", TestGroup.OWNER));

    other.send(TestGroup.bytes("123456"));
    assertThat(other.stats().depth()).isEqualTo(1);
  }

  @Test
  void maxStorageSize_ofItsOwn_holdsWhateverTheMounts() {
    limit(settings.maxStorageSize(), 4);
    orders.limitStorage(100);

    orders.send("1234");
    assertRefused(Errno.ENOSPC, () -> orders.send("5"));
  }

  @Test
  void maxMessages_reached_isENOSPC() {
    limit(settings.maxMessages(), 2);
    orders.send("a");
    orders.send("b");

    assertRefused(Errno.ENOSPC, () -> orders.send("c"));
    assertThat(orders.stats().rejected()).isEqualTo(1);
    orders.receive();
    orders.send("c");
  }

  @Test
  void maxMessages_countsDelayedOnes() {
    limit(settings.maxMessages(), 1);
    orders.sendDelayed("a", 10);

    assertRefused(Errno.ENOSPC, () -> orders.send("b"));
    orders.group.revoke();
    orders.send("b");
  }

  @Test
  void maxMessages_countsADraftFromItsFirstByteOn() {
    limit(settings.maxMessages(), 1);
    Draft draft = orders.group.draft();
    orders.send("a");
    assertRefused(Errno.ENOSPC, () -> draft.append(TestGroup.bytes("b")));
    orders.receive();
    draft.append(TestGroup.bytes("b"));
    draft.append(TestGroup.bytes("c"));

    assertRefused(Errno.ENOSPC, () -> orders.send("d"));
    draft.send();
    assertThat(orders.receive()).isEqualTo("bc");
    orders.send("d");
  }

  @Test
  void maxMessages_aDiscardedDraft_countsNoLonger() {
    limit(settings.maxMessages(), 1);
    Draft draft = orders.group.draft();
    draft.append(TestGroup.bytes("b"));

    draft.discard();
    draft.discard();
    orders.send("a");
    assertRefused(Errno.ENOSPC, () -> orders.send("b"));
  }

  @Test
  void maxMessages_batchOfMore_neverFits() {
    limit(settings.maxMessages(), 2);
    orders.throttleWhenFull();

    assertRefused(Errno.ENOSPC, () -> orders.throttle("a", "b", "c"));
    assertThat(orders.throttle("a", "b").outcome()).isEqualTo("sent");
  }

  @Test
  void maxMessages_reachedAndPolicyIsToBlock_throttles() {
    limit(settings.maxMessages(), 1);
    orders.throttleWhenFull();
    orders.send("a");
    RecordingSender sender = orders.throttle("b");
    assertThat(sender.outcome()).isEqualTo(Outcome.WAITING);

    orders.receive();
    assertThat(sender.outcome()).isEqualTo("sent");
  }

  @Test
  void maxMessages_ofTheMount_holdsForGroupsWithoutOne() {
    orders.limits.setMaxMessages(1);
    orders.send("a");
    assertRefused(Errno.ENOSPC, () -> orders.send("b"));

    limit(settings.maxMessages(), 0);
    orders.send("b");
  }

  @Test
  void raised_letsThrottledSendersIn() {
    orders.throttleWhenFull();
    limit(settings.maxStorageSize(), 3);
    orders.send("abc");
    RecordingSender sender = orders.throttle("def");

    limit(settings.maxStorageSize(), 6);
    assertThat(sender.outcome()).isEqualTo("sent");
  }

  @Test
  void lowered_dismissesSendersForWhomThereIsNoHope() {
    orders.throttleWhenFull();
    limit(settings.maxMessages(), 2);
    orders.send("a");
    RecordingSender two = orders.throttle("b", "c");
    RecordingSender one = orders.throttle("d");

    limit(settings.maxMessages(), 1);
    assertThat(two.outcome()).isEqualTo("ENOSPC");
    assertThat(one.outcome()).isEqualTo(Outcome.WAITING);
    assertThat(orders.stats().depth()).isEqualTo(1);
  }

  @Test
  void poll_isWritableWhileALargestMessageFits() {
    limit(settings.maxMessages(), 1);
    assertThat(orders.poll().writable()).isTrue();
    orders.send("a");
    CountingWatcher watcher = orders.watch();
    assertThat(orders.poll().writable()).isFalse();

    limit(settings.maxMessages(), 2);
    assertThat(watcher.told()).isEqualTo(1);
    assertThat(orders.poll().writable()).isTrue();
    limit(settings.maxStorageSize(), 1000);
    assertThat(orders.poll().writable()).isFalse();
    limit(settings.maxMessageSize(), 999);
    assertThat(orders.poll().writable()).isTrue();
  }
}
