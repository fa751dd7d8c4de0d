package synchmess.harness;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a write to a full group does. */
class FullPolicyTest {
  @RegisterExtension static final Mounted MOUNTED = Mounted.shared();

  private final Mount mount = MOUNTED.mount();
  private final Group group = MOUNTED.newGroup();

  @BeforeEach
  void limit() {
    mount.write("sys/max_storage_size", "10\n");
  }

  @AfterEach
  void unlimit() {
    mount.write("sys/max_storage_size", "1048576\n");
  }

  @Test
  void fail_isTheDefault() {
    assertThat(group.get("full_policy")).isEqualTo("fail");
    assertThat(mount.read("sys/full_policy")).isEqualTo("fail\n");
  }

  @Test
  void fail_wouldExceed_isENOSPCAtOnceAndNothingIsStored() {
    Results results = Results.of(group.calls("w", "write 1234567", "write 1234", "took"));

    assertThat(results.lines().subList(0, 2)).containsExactly("write 7", "write -1 ENOSPC");
    assertThat(results.number(2)).isLessThan(10_000);
    assertThat(group.count("depth")).isEqualTo(1);
    assertThat(group.count("bytes")).isEqualTo(7);
  }

  @Test
  void fail_exactlyFull_isStored() {
    assertThat(group.calls("w", "write 1234567890", "write 1"))
        .containsExactly("write 10", "write -1 ENOSPC");
  }

  @Test
  void fail_afterAReceive_thereIsRoomAgain() {
    assertThat(group.calls("rw", "write 1234567890", "write ab", "read 99", "write ab"))
        .containsExactly("write 10", "write -1 ENOSPC", "read 10 1234567890", "write 2");
  }

  @Test
  void fail_smallerMessageThatFits_isStored() {
    assertThat(group.calls("w", "write 1234567", "write 1234", "write 123"))
        .containsExactly("write 7", "write -1 ENOSPC", "write 3");
  }

  @Test
  void fail_otherGroups_haveTheirOwnRoom() {
    group.send("1234567890");
    Group other = MOUNTED.newGroup();

    assertThat(other.calls("w", "write 1234567890")).containsExactly("write 10");
  }

  @Test
  void echo_toAFullGroup_saysNoSpace() {
    Outcome outcome = mount.shell("bash", "echo 12345678901 > " + group.name());

    assertThat(outcome.exit()).isNotZero();
    assertThat(outcome.err()).contains("No space left on device");
  }

  @ParameterizedTest
  @Tag("jnr-fuse")
  @ValueSource(strings = {"block", "block\n"})
  void block_isRefusedWithEOPNOTSUPPAndNothingChanges(String value) {
    String write = value.endsWith("\n") ? "line block" : "write block";

    assertThat(mount.probe("open " + group.control("full_policy") + " rw", write))
        .contains(write.split(" ", 2)[0] + " -1 EOPNOTSUPP");
    assertThat(mount.probe("open sys/full_policy rw", write))
        .contains(write.split(" ", 2)[0] + " -1 EOPNOTSUPP");
    assertThat(group.get("full_policy")).isEqualTo("fail");
    assertThat(mount.read("sys/full_policy")).isEqualTo("fail\n");
  }

  @Test
  @Tag("kernel")
  void block_canBeSetForOneGroupOrForAllThatCome() {
    group.set("full_policy", "block");
    assertThat(group.get("full_policy")).isEqualTo("block");
    assertThat(mount.read("sys/full_policy")).isEqualTo("fail\n");
    mount.write("sys/full_policy", "block\n");
    try {
      assertThat(MOUNTED.newGroup().get("full_policy")).isEqualTo("block");
    } finally {
      mount.write("sys/full_policy", "fail\n");
    }
    assertThat(MOUNTED.newGroup().get("full_policy")).isEqualTo("fail");
  }

  @Test
  void fail_canBeSet() {
    group.set("full_policy", "fail");
    mount.write("sys/full_policy", "fail\n");

    assertThat(group.get("full_policy")).isEqualTo("fail");
  }

  @Test
  void allGroupsTogether_wouldExceedTheTotal_isENOSPC() {
    String total = mount.read("sys/max_total_size");
    Group other = MOUNTED.newGroup();
    long empty = used();
    group.send("12345");
    long one = used() - empty;
    mount.write("sys/max_total_size", empty + 2 * one + "\n");
    try {
      assertThat(other.calls("w", "write 123456789", "write 1234", "write 123"))
          .containsExactly("write -1 ENOSPC", "write 4", "write -1 ENOSPC");
    } finally {
      mount.write("sys/max_total_size", total);
    }
  }

  /** What the messages of all groups take, as df(1) has it. */
  private long used() {
    String used = mount.sh("df --output=used -B1 . | tail -n 1").output();
    return Long.parseLong(used.strip());
  }

  @Test
  void messages_takeMoreThanTheirContent() {
    long before = used();
    group.send("x");

    assertThat(used() - before).isBetween(60L, 100L);
    assertThat(group.count("bytes")).isEqualTo(1);
  }

  @Test
  void refusedWrites_areCounted() {
    group.calls("w", "write 12345678901", "fill 1025");

    assertThat(group.get("stats")).contains("rejected: 2");
  }
}
