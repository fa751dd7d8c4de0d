package synchmess.group;

import static org.assertj.core.api.Assertions.assertThat;
import static synchmess.errno.Refusal.assertRefused;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import synchmess.errno.Errno;
import synchmess.waiting.CountingWatcher;
import synchmess.waiting.MovableClock;
import synchmess.waiting.Outcome;

/** What the groups of one user may take together, while others' go on. */
class AccountTest {
  private static final int ROOT = 0;
  private static final int OWNER = TestGroup.OWNER;
  private static final int ALICE = 2000;
  private static final int BOB = 3000;
  private static final long ONE = TestGroup.cost("x");

  private final Limits limits = new Limits(TestGroup.MAX_MESSAGE_SIZE_CEILING);
  private final Groups groups = new Groups(limits, new MovableClock(), OWNER);
  private final DirectGroup alices = new DirectGroup(groups.install("alices", ALICE));
  private final DirectGroup others = new DirectGroup(groups.install("another", ALICE));
  private final DirectGroup bobs = new DirectGroup(groups.install("bobs", BOB));

  @BeforeEach
  void limit() {
    limits.setMaxTotalSize(5 * ONE);
    limits.setMaxTotalSizePerUser(2 * ONE);
    limits.setMaxMessageSize(1);
  }

  private static void send(DirectGroup group) {
    group.send(new byte[1]);
  }

  private static RecordingSender throttle(DirectGroup group, Patience patience) {
    RecordingSender sender = new RecordingSender(patience, "x");
    group.send(sender);
    return sender;
  }

  private void fillAlices() {
    send(alices);
    send(others);
  }

  @Test
  void send_beyondTheUsersLimit_isRefusedToHimAlone() {
    fillAlices();

    assertRefused(Errno.ENOSPC, () -> send(alices));
    assertRefused(Errno.ENOSPC, () -> send(others));

    send(bobs);
    assertThat(groups.bytesOf(ALICE)).isEqualTo(2 * ONE);
    assertThat(groups.bytesOf(BOB)).isEqualTo(ONE);
    assertThat(groups.bytes()).isEqualTo(3 * ONE);
  }

  @Test
  void send_refusedByTheTotal_takesNothingFromTheUser() {
    limits.setMaxTotalSize(ONE);
    send(bobs);

    assertRefused(Errno.ENOSPC, () -> send(alices));

    assertThat(groups.bytesOf(ALICE)).isZero();
  }

  @Test
  void send_toGroupsOfRootAndTheOwner_isBoundByTheTotalAlone() {
    DirectGroup roots = new DirectGroup(groups.install("roots", ROOT));
    DirectGroup owners = new DirectGroup(groups.install("owners", OWNER));
    for (int i = 0; i < 3; i++) {
      send(roots);
    }
    send(owners);
    send(owners);

    assertRefused(Errno.ENOSPC, () -> send(roots));
    assertThat(groups.bytes()).isEqualTo(5 * ONE);
  }

  @Test
  void receiveAnyOfHisGroups_makesRoom() {
    fillAlices();
    others.receive();

    send(alices);
  }

  @Test
  void remove_makesRoom() {
    fillAlices();
    groups.remove(others.group);

    send(alices);
    assertThat(groups.bytesOf(ALICE)).isEqualTo(2 * ONE);
  }

  @Test
  void limitLowered_dropsNothing() {
    fillAlices();
    limits.setMaxTotalSizePerUser(ONE);

    assertThat(alices.receive()).isNotNull();
    assertRefused(Errno.ENOSPC, () -> send(alices));
    assertThat(others.receive()).isNotNull();
    send(alices);
  }

  @Test
  void throttledSender_countsAsHis() {
    limits.setMaxStorageSize(1);
    alices.settings().setFullPolicy(FullPolicy.BLOCK);
    send(alices);
    RecordingSender sender = throttle(alices, Patience.BY_POLICY);

    assertRefused(Errno.ENOSPC, () -> send(others));
    assertRefused(Errno.ENOSPC, () -> throttle(alices, Patience.BY_POLICY));

    alices.receive();
    assertThat(sender.outcome()).isEqualTo("sent");
    send(others);
  }

  @Test
  void draft_countsAsHis() {
    limits.setMaxTotalSizePerUser(ONE);
    Draft draft = alices.draft();
    draft.append(new byte[1]);

    assertRefused(Errno.ENOSPC, () -> send(others));

    draft.discard();
    send(others);
  }

  @Test
  void draft_groupRemoved_countsUntilItIsDiscarded() {
    Draft draft = alices.draft();
    draft.append(new byte[1]);
    groups.remove(alices.group);
    assertThat(groups.bytesOf(ALICE)).isEqualTo(ONE);

    draft.discard();

    assertThat(groups.bytesOf(ALICE)).isZero();
    assertThat(groups.bytes()).isZero();
  }

  @Test
  void draft_groupRemovedBeforeItIsSent_countsNoMore() {
    Draft draft = alices.draft();
    draft.append(new byte[1]);
    groups.remove(alices.group);

    assertRefused(Errno.ENODEV, draft::send);

    assertThat(groups.bytes()).isZero();
  }

  @Test
  void keptMessage_countsUntilLetGo() {
    send(alices);
    byte[] content = alices.receive().content();
    alices.keep(content);
    groups.remove(alices.group);
    assertThat(groups.bytesOf(ALICE)).isEqualTo(ONE);

    alices.letGo(content);

    assertThat(groups.bytes()).isZero();
  }

  @Test
  void keptMessage_afterRemoval_countsOnTheUsersNewAccount() {
    DirectGroup gone = new DirectGroup(groups.install("gone", 4000));
    send(gone);
    byte[] content = gone.receive().content();
    groups.remove(gone.group);
    DirectGroup present = new DirectGroup(groups.install("present", 4000));

    gone.keep(content);

    assertThat(groups.bytesOf(4000)).isEqualTo(ONE);
    send(present);
    assertThat(groups.bytesOf(4000)).isEqualTo(2 * ONE);
    gone.letGo(content);
    groups.remove(present.group);
    assertThat(groups.bytesOf(4000)).isZero();
  }

  @Test
  void setOwner_movesWhatItTakesWhateverTheLimit() {
    fillAlices();
    send(bobs);
    send(bobs);

    alices.setOwner(BOB);

    assertThat(groups.bytesOf(ALICE)).isEqualTo(ONE);
    assertThat(groups.bytesOf(BOB)).isEqualTo(3 * ONE);
    assertRefused(Errno.ENOSPC, () -> send(bobs));
    assertRefused(Errno.ENOSPC, () -> send(alices));
    send(others);
  }

  @Test
  void watch_hisLimitIsReached_isToldWhenAnotherOfHisGroupsMakesRoom() {
    fillAlices();
    CountingWatcher watcher = new CountingWatcher();
    assertThat(alices.poll(watcher).writable()).isFalse();
    assertThat(bobs.poll(null).writable()).isTrue();

    send(bobs);
    bobs.receive();
    assertThat(watcher.told()).isZero();
    others.receive();

    assertThat(watcher.told()).isEqualTo(1);
    assertThat(alices.poll(null).writable()).isTrue();
  }

  @Test
  void watch_hisLimitIsReached_isToldWhenAGroupGoesToAnotherUser() {
    fillAlices();
    CountingWatcher watcher = new CountingWatcher();
    alices.poll(watcher);

    others.setOwner(BOB);

    assertThat(watcher.told()).isEqualTo(1);
  }

  @Test
  void watch_hisLimitIsReached_isToldWhenItIsRaised() {
    fillAlices();
    CountingWatcher watcher = new CountingWatcher();
    alices.poll(watcher);

    limits.setMaxTotalSizePerUser(3 * ONE);
    groups.limitsChanged();

    assertThat(watcher.told()).isEqualTo(1);
  }

  @Test
  void senderWhoInsists_hisLimitIsReached_isStoredWhenThereIsRoomAndCountsMeanwhile() {
    fillAlices();
    RecordingSender sender = throttle(alices, Patience.ENDLESS);
    assertThat(sender.outcome()).isEqualTo(Outcome.WAITING);
    assertThat(groups.bytesOf(ALICE)).isEqualTo(3 * ONE);

    others.receive();

    assertThat(sender.outcome()).isEqualTo("sent");
    assertThat(groups.bytesOf(ALICE)).isEqualTo(2 * ONE);
  }

  @Test
  void sendersWhoInsist_doNotHoldUpOneAnother() {
    limits.setMaxTotalSizePerUser(ONE);
    send(alices);
    RecordingSender first = throttle(alices, Patience.ENDLESS);
    RecordingSender second = throttle(others, Patience.ENDLESS);

    alices.receive();
    assertThat(first.outcome()).isEqualTo("sent");
    assertThat(second.outcome()).isEqualTo(Outcome.WAITING);
    alices.receive();

    assertThat(second.outcome()).isEqualTo("sent");
    others.receive();
    assertThat(groups.bytes()).isZero();
  }

  @Test
  void senderWhoInsists_givesUp_countsNoMore() {
    fillAlices();
    throttle(alices, Patience.ENDLESS).cancel(Errno.EINTR);

    assertThat(groups.bytesOf(ALICE)).isEqualTo(2 * ONE);
  }

  @Test
  void senderWhoInsists_movesWithItsGroup() {
    fillAlices();
    RecordingSender sender = throttle(alices, Patience.ENDLESS);

    alices.setOwner(BOB);

    assertThat(sender.outcome()).isEqualTo("sent");
    assertThat(groups.bytesOf(BOB)).isEqualTo(2 * ONE);
    groups.close();
    assertThat(groups.bytes()).isZero();
  }
}
