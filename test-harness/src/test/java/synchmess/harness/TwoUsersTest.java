package synchmess.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static synchmess.harness.Probe.ioctl;
import static synchmess.ioctl.Ioctl.AWAKE;
import static synchmess.ioctl.Ioctl.INSTALL_GROUP;
import static synchmess.ioctl.Ioctl.SLEEP;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What one user may do to another's groups. Root mounts, and plain users come and go by their
 * number; so this test needs root.
 */
@Tag("any-transport")
class TwoUsersTest {
  private static final String ADA = "1234";
  private static final String BEN = "5678";

  @RegisterExtension static final Mounted MOUNTED = Mounted.with("--allow-other");

  private final Mount mount = MOUNTED.mount();
  private final Group group = MOUNTED.newGroup();

  /** System calls of a plain user; a line for each. */
  private List<String> as(String user, String... calls) {
    String[] all = Stream.concat(Stream.of("uid " + user), Stream.of(calls)).toArray(String[]::new);
    List<String> lines = mount.probe(all);
    assertThat(lines.get(0)).isEqualTo("uid 0");
    return lines.subList(1, lines.size());
  }

  /** A group that a user has installed with a mode. */
  private Group groupOf(String user, String mode) {
    group.remove();
    String open = "umask 0; exec %s 'uid %s' 'open %s w,creat %s'";
    mount.sh(open.formatted(Probe.PROGRAM, user, group.name(), mode)).output();
    return group;
  }

  private String open(String flags) {
    return "open " + group.name() + " " + flags;
  }

  private String open(String file, String flags) {
    return "open " + group.control(file) + " " + flags;
  }

  @Test
  void root_isWritableByAllAndNotSticky() {
    assertThat(mount.sh("stat -c %a .").output()).isEqualTo("777\n");
  }

  @Test
  void namedGroup_belongsToWhoCreatedIt() {
    groupOf(ADA, "640");

    assertThat(mount.probe("stat " + group.name())).containsExactly("stat 0 100640 1234:1234 0");
    assertThat(mount.probe("stat " + group.control("send_delay")))
        .containsExactly("stat 0 100640 1234:1234 0");
  }

  @Test
  void numberedGroup_belongsToTheMounterAndIsForAll() {
    String path = mount.path("synchmess5").toString();
    assertThat(as(ADA, "open synchmess", ioctl(INSTALL_GROUP, 5))).contains("ioctl 0 " + path);

    assertThat(mount.probe("stat synchmess5")).containsExactly("stat 0 100666 0:0 0");
    assertThat(as(BEN, "open synchmess5 rw", "write hi", "read 9", ioctl(AWAKE)))
        .containsExactly("open 3", "write 2", "read 2 hi", "ioctl 0");
    assertThat(as(ADA, "unlink synchmess5")).containsExactly("unlink -1 EPERM");
  }

  @Test
  void privateGroup_isEACCESToOthers() {
    groupOf(ADA, "600");

    assertThat(as(BEN, open("r"), open("w"), open("rw"), open("w,creat,trunc")))
        .containsOnly("open -1 EACCES");
    assertThat(as(BEN, open("next", "r"), open("depth", "r"), open("put", "w"), open("flush", "w")))
        .containsOnly("open -1 EACCES");
    assertThat(as(ADA, open("rw"), "write hi", "read 9")).contains("read 2 hi");
  }

  @Test
  void readableGroup_canBeReadAndNotWritten() {
    groupOf(ADA, "644");

    assertThat(as(BEN, open("w"), open("put", "w"), open("send_delay", "w"), open("awake", "rw")))
        .containsOnly("open -1 EACCES");
    assertThat(as(BEN, open("r"), "read 9", open("depth", "r"), open("send_delay", "r")))
        .containsExactly("open 3", "read 0", "open 4", "open 5");
  }

  @Test
  void readableGroup_onItsDescriptorChangesAreEBADF() {
    groupOf(ADA, "644");

    assertThat(as(BEN, open("r"), ioctl(AWAKE))).contains("ioctl -1 EBADF");
    assertThat(as(BEN, open("r"), "alarm 100", ioctl(SLEEP))).contains("ioctl -1 EINTR");
  }

  @Test
  void groupForAll_canBeUsedByAnybody() {
    groupOf(ADA, "666");

    assertThat(as(BEN, open("w,creat,trunc"), "write hi")).contains("write 2");
    assertThat(as(ADA, open("r"), "read 9")).contains("read 2 hi");
    assertThat(as(BEN, open("send_delay", "w"), "write 0")).contains("write 1");
  }

  @Test
  void memoryOfOneUser_isUsedUp_isENOSPCInHisGroupsAlone() {
    String cat = "4331";
    String dan = "4332";
    groupOf(cat, "666");
    mount.write("sys/max_total_size_per_user", "200");
    try {
      assertThat(as(cat, open("w"), "write a", "write b", "write c"))
          .containsExactly("open 3", "write 1", "write 1", "write -1 ENOSPC");
      assertThat(as(dan, open("w"), "write c")).contains("write -1 ENOSPC");
      assertThat(as(dan, "open of-dan w,creat 600", "write a", "write b", "unlink of-dan"))
          .containsExactly("open 3", "write 1", "write 1", "unlink 0");
      assertThat(MOUNTED.newGroup().calls("w", "write a", "write b", "write c"))
          .containsOnly("write 1");

      assertThat(as(cat, open("rw"), "read 9", "write c")).contains("read 1 a", "write 1");
    } finally {
      mount.write("sys/max_total_size_per_user", "\n");
    }
  }

  @Test
  void chown_bringsTheMemoryToTheNewOwner() {
    String cat = "4333";
    String dan = "4334";
    groupOf(cat, "666");
    mount.write("sys/max_total_size_per_user", "200");
    try {
      as(cat, open("w"), "write a", "write b");
      mount.sh("chown %s %s".formatted(dan, group.name())).output();

      assertThat(as(dan, "open of-dan w,creat 600", "write a", "unlink of-dan"))
          .containsExactly("open 3", "write -1 ENOSPC", "unlink 0");
      assertThat(as(cat, "open of-cat w,creat 600", "write a", "unlink of-cat"))
          .containsExactly("open 3", "write 1", "unlink 0");
    } finally {
      mount.write("sys/max_total_size_per_user", "\n");
    }
  }

  @Test
  void groupOfAUnixGroup_isForItsMembers() {
    mount.sh("chgrp %s %s && chmod 660 %2$s".formatted(ADA, group.name())).output();

    assertThat(as(ADA, open("rw"), "write hi")).contains("write 2");
    assertThat(as(BEN, open("r"))).containsExactly("open -1 EACCES");
  }

  @Test
  void chmod_isEnforcedFromThenOn() {
    groupOf(ADA, "666");
    assertThat(as(ADA, "chmod " + group.name() + " 600")).containsExactly("chmod 0");

    assertThat(as(BEN, open("r"))).containsExactly("open -1 EACCES");
  }

  @Test
  void chmod_byAnotherUser_isEPERM() {
    groupOf(ADA, "666");

    assertThat(as(BEN, "chmod " + group.name() + " 600", "chown " + group.name() + " 5678 5678"))
        .containsExactly("chmod -1 EPERM", "chown -1 EPERM");
    assertThat(mount.probe("stat " + group.name())).containsExactly("stat 0 100666 1234:1234 0");
  }

  @Test
  void chown_isEnforcedFromThenOn() {
    groupOf(ADA, "600");
    mount.probe("chown " + group.name() + " 5678 5678");

    assertThat(as(ADA, open("r"))).containsExactly("open -1 EACCES");
    assertThat(as(BEN, open("rw"))).containsExactly("open 3");
    assertThat(as(ADA, "unlink " + group.name())).containsExactly("unlink -1 EPERM");
    assertThat(as(BEN, "unlink " + group.name())).containsExactly("unlink 0");
  }

  @Test
  void descriptor_keepsTheRightsItWasOpenedWith() {
    assertThat(mount.probe(open("rw"), "uid " + BEN, "write hi", "read 9", ioctl(AWAKE)))
        .containsExactly("open 3", "uid 0", "write 2", "read 2 hi", "ioctl 0");
  }

  @Test
  void unlink_byAnotherUser_isEPERMAndChangesNothing() {
    groupOf(ADA, "666");

    assertThat(as(BEN, "unlink " + group.name())).containsExactly("unlink -1 EPERM");
    assertThat(as(BEN, "rename " + group.name() + " other")).containsExactly("rename -1 EPERM");
    assertThat(mount.list(".")).contains(group.name());
  }

  @Test
  void unlink_byTheOwner_works() {
    groupOf(ADA, "600");

    assertThat(as(ADA, "unlink " + group.name())).containsExactly("unlink 0");
  }

  @Test
  void unlink_byRoot_works() {
    groupOf(ADA, "600");

    assertThat(mount.probe("unlink " + group.name())).containsExactly("unlink 0");
  }

  @Test
  void parameters_areReadByAllAndSetByTheMounter() {
    assertThat(as(ADA, "open sys/max_groups", "read 9")).contains("read 5 1024\\x0a");
    assertThat(as(ADA, "open sys/metrics", "open sys/stats")).containsExactly("open 3", "open 4");
    assertThat(as(ADA, "open sys/max_groups w")).containsExactly("open -1 EACCES");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ctl/", "sys/"})
  void otherKindsOfNames_areRefused(String directory) {
    String refused = directory.isEmpty() ? "mkdir -1 EPERM" : "mkdir -1 EACCES";

    assertThat(as(ADA, "mkdir " + directory + "other")).containsExactly(refused);
  }

  @Test
  void groups_beyondTheUsersShare_areEDQUOT() {
    mount.write("sys/max_groups_per_user", "2");
    try {
      assertThat(
              as(
                  "4321",
                  "open q1 w,creat",
                  "open q2 w,creat",
                  "open q3 w,creat",
                  "mknod q4 reg",
                  "open synchmess",
                  ioctl(INSTALL_GROUP, 40),
                  "open q1 w,creat",
                  "unlink q2",
                  "open q3 w,creat"))
          .containsExactly(
              "open 3",
              "open 4",
              "open -1 EDQUOT",
              "mknod -1 EDQUOT",
              "open 5",
              "ioctl -1 EDQUOT",
              "open 6",
              "unlink 0",
              "open 7");
      assertThat(as("4322", "open q4 w,creat")).containsExactly("open 3");
      assertThat(mount.probe("open r1 w,creat", "open r2 w,creat", "open r3 w,creat"))
          .containsExactly("open 3", "open 4", "open 5");
    } finally {
      mount.write("sys/max_groups_per_user", "256");
    }
  }

  @Test
  void withoutAllowOther_othersAreEACCES() {
    try (Mount ours = Mount.start()) {
      String path = ours.directory().toString();

      assertThat(mount.probe("stat " + path)).isNotEmpty();
      assertThat(as(ADA, "stat " + path, "open " + path + "/synchmess"))
          .containsExactly("stat -1 EACCES", "open -1 EACCES");
    }
  }
}
