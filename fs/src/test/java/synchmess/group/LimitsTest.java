package synchmess.group;

import static org.assertj.core.api.Assertions.assertThat;
import static synchmess.errno.Refusal.assertRefused;

import org.junit.jupiter.api.Test;
import synchmess.errno.Errno;

class LimitsTest {
  private final TestGroup orders = new TestGroup();

  @Test
  void defaults_areTheDocumentedOnes() {
    Limits limits = new Limits(TestGroup.MAX_MESSAGE_SIZE_CEILING);

    assertThat(limits.maxMessageSize()).isEqualTo(1024);
    assertThat(limits.maxStorageSize()).isEqualTo(1_048_576);
    assertThat(limits.maxTotalSize()).isEqualTo(Runtime.getRuntime().maxMemory() / 4);
    assertThat(limits.maxGroups()).isEqualTo(1024);
    assertThat(limits.maxGroupsPerUser()).isEqualTo(256);
    assertThat(limits.maxThrottledWriters()).isEqualTo(64);
    assertThat(limits.readMode()).isEqualTo(ReadMode.EOF);
    assertThat(limits.fullPolicy()).isEqualTo(FullPolicy.FAIL);
    assertThat(limits.maxMessageSizeCeiling()).isEqualTo(TestGroup.MAX_MESSAGE_SIZE_CEILING);
  }

  @Test
  void newGroup_hasTheDefaultsOfItsMount() {
    orders.limits.setReadMode(ReadMode.BLOCK);
    orders.limits.setFullPolicy(FullPolicy.BLOCK);

    Settings settings = orders.groups.install("new", TestGroup.OWNER).settings();

    assertThat(settings.readMode()).isEqualTo(ReadMode.BLOCK);
    assertThat(settings.fullPolicy()).isEqualTo(FullPolicy.BLOCK);
    assertThat(settings.shortRead()).isEqualTo(ShortRead.SHELL);
    assertThat(settings.receiveTimeout()).isZero();
    assertThat(settings.flushOnClose()).isFalse();
  }

  @Test
  void defaults_changed_leavePresentGroupsAsTheyAre() {
    orders.limits.setReadMode(ReadMode.BLOCK);
    orders.limits.setFullPolicy(FullPolicy.BLOCK);

    assertThat(orders.group.settings().readMode()).isEqualTo(ReadMode.EOF);
    assertThat(orders.group.settings().fullPolicy()).isEqualTo(FullPolicy.FAIL);
  }

  @Test
  void fullPolicyBlock_whereNoSenderCanBeThrottled_isRefused() {
    Limits withoutThrottling = new Limits(TestGroup.MAX_MESSAGE_SIZE_CEILING, false);
    Settings settings = new Settings(withoutThrottling, TestGroup.ownership(TestGroup.OWNER));

    assertRefused(Errno.EOPNOTSUPP, () -> withoutThrottling.setFullPolicy(FullPolicy.BLOCK));
    assertRefused(Errno.EOPNOTSUPP, () -> settings.setFullPolicy(FullPolicy.BLOCK));

    assertThat(withoutThrottling.fullPolicy()).isEqualTo(FullPolicy.FAIL);
    assertThat(settings.fullPolicy()).isEqualTo(FullPolicy.FAIL);
    settings.setFullPolicy(FullPolicy.FAIL);
  }

  @Test
  void maxStorageSize_filledToTheLastByte_stores() {
    orders.limitStorage(6);

    orders.send("abc");
    orders.send("def");

    assertThat(orders.stats().bytes()).isEqualTo(6);
  }

  @Test
  void maxStorageSize_oneByteMore_isRefusedAndNothingStored() {
    orders.limitStorage(6);
    orders.send("abc");

    assertRefused(Errno.ENOSPC, () -> orders.send("defg"));

    assertThat(orders.stats().bytes()).isEqualTo(3);
    assertThat(orders.groups.bytes()).isEqualTo(TestGroup.cost("abc"));
    assertThat(orders.stats().depth()).isEqualTo(1);
    assertThat(orders.stats().rejected()).isEqualTo(1);
  }

  @Test
  void maxStorageSize_refusedOnce_aSmallerMessageIsStored() {
    orders.limitStorage(6);
    orders.send("abc");
    assertRefused(Errno.ENOSPC, () -> orders.send("defg"));

    orders.send("hij");

    assertThat(orders.stats().depth()).isEqualTo(2);
  }

  @Test
  void maxStorageSize_countsDelayedMessages() {
    orders.limitStorage(6);
    orders.sendDelayed("abcdef", 10);

    assertRefused(Errno.ENOSPC, () -> orders.send("g"));
  }

  @Test
  void maxStorageSize_receiveMakesRoom() {
    orders.limitStorage(3);
    orders.send("abc");
    orders.receive();

    orders.send("def");

    assertThat(orders.receive()).isEqualTo("def");
  }

  @Test
  void maxStorageSize_waitingReceiver_makesRoomAtOnce() {
    orders.limitStorage(3);
    orders.await();
    orders.send("abc");

    orders.send("def");

    assertThat(orders.receive()).isEqualTo("def");
  }

  @Test
  void maxStorageSize_lowered_dropsNothingAndAppliesToLaterSends() {
    orders.send("abc");
    orders.send("def");
    orders.limitStorage(4);

    assertRefused(Errno.ENOSPC, () -> orders.send("g"));
    assertThat(orders.receive()).isEqualTo("abc");
    orders.send("g");
    assertThat(orders.receive()).isEqualTo("def");
    assertThat(orders.receive()).isEqualTo("g");
  }

  @Test
  void maxStorageSize_raised_letsTheNextSendPass() {
    orders.limitStorage(3);
    orders.send("abc");
    orders.limitStorage(4);

    orders.send("d");

    assertThat(orders.stats().bytes()).isEqualTo(4);
  }

  @Test
  void maxStorageSize_isForEachGroupAlone() {
    orders.limitStorage(3);
    DirectGroup other = new DirectGroup(orders.groups.install("other", TestGroup.OWNER));
    orders.send("abc");

    other.send(TestGroup.bytes("def"));

    assertThat(other.stats().bytes()).isEqualTo(3);
  }

  @Test
  void maxMessageSize_lowered_dropsNothingAndAppliesToLaterSends() {
    orders.send("abc");
    orders.limits.setMaxMessageSize(2);

    assertRefused(Errno.EMSGSIZE, () -> orders.send("def"));
    assertThat(orders.receive()).isEqualTo("abc");
  }

  private void limitTotal(String... texts) {
    orders.limits.setMaxTotalSize(TestGroup.cost(texts));
  }

  @Test
  void maxTotalSize_overAllGroups_isRefusedAndNothingStored() {
    limitTotal("abcd", "ef");
    DirectGroup other = new DirectGroup(orders.groups.install("other", TestGroup.OWNER));
    other.send(TestGroup.bytes("abcd"));

    assertRefused(Errno.ENOSPC, () -> orders.send("more than 8"));
    assertThat(orders.stats().bytes()).isZero();
    assertThat(orders.groups.bytes()).isEqualTo(TestGroup.cost("abcd"));

    orders.send("ef");
    assertThat(orders.groups.bytes()).isEqualTo(TestGroup.cost("abcd", "ef"));
  }

  @Test
  void maxTotalSize_countsWhatIsAroundEachMessage() {
    orders.limits.setMaxTotalSize(1_000_000);
    orders.limitStorage(1_000_000);
    long most = 1_000_000 / TestGroup.cost("x");
    for (int i = 0; i < most; i++) {
      orders.send("x");
    }

    assertRefused(Errno.ENOSPC, () -> orders.send("x"));
    assertThat(orders.stats().bytes()).isEqualTo(most);
  }

  @Test
  void maxTotalSize_reached_isRefusedAtOnceWhateverTheFullPolicy() {
    limitTotal("abc");
    orders.throttleWhenFull();
    orders.send("abc");

    assertRefused(Errno.ENOSPC, () -> orders.throttle("d"));
    assertRefused(Errno.ENOSPC, () -> orders.send("d"));

    assertThat(orders.stats().writers()).isZero();
  }

  @Test
  void maxTotalSize_anotherGroupsReceive_makesRoom() {
    limitTotal("abc");
    DirectGroup other = new DirectGroup(orders.groups.install("other", TestGroup.OWNER));
    other.send(TestGroup.bytes("abc"));
    other.receive();

    orders.send("def");

    assertThat(orders.groups.bytes()).isEqualTo(TestGroup.cost("def"));
  }

  @Test
  void maxTotalSize_lowered_dropsNothing() {
    orders.send("abc");
    orders.limits.setMaxTotalSize(1);

    assertRefused(Errno.ENOSPC, () -> orders.send("d"));
    assertThat(orders.receive()).isEqualTo("abc");
    assertThat(orders.groups.bytes()).isZero();
  }

  @Test
  void maxTotalSizePerUser_isHalfOfTheTotalUntilItIsSet() {
    orders.limits.setMaxTotalSize(1000);
    assertThat(orders.limits.maxTotalSizePerUser()).isEqualTo(500);

    orders.limits.setMaxTotalSizePerUser(700);
    orders.limits.setMaxTotalSize(2000);
    assertThat(orders.limits.maxTotalSizePerUser()).isEqualTo(700);

    orders.limits.unsetMaxTotalSizePerUser();
    assertThat(orders.limits.maxTotalSizePerUser()).isEqualTo(1000);
  }
}
