package synchmess.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static synchmess.harness.Probe.ioctl;
import static synchmess.ioctl.Ioctl.INSTALL_GROUP;

import java.nio.file.Files;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("any-transport")
class InstallTest {
  @RegisterExtension static final Mounted MOUNTED = Mounted.shared();

  private final Mount mount = MOUNTED.mount();

  @Test
  void touch_newName_installs() {
    mount.sh("touch touched").output();

    assertThat(mount.list(".")).contains("touched");
    assertThat(mount.list("ctl")).contains("touched");
  }

  @Test
  void echo_newName_installsAndSends() {
    assertThat(mount.sh("echo hi > echoed; cat echoed").output()).isEqualTo("hi\n");
  }

  @Test
  void open_creat_installs() {
    assertThat(mount.probe("open created w,creat 640", "write hi", "stat created"))
        .containsExactly("open 3", "write 2", "stat 0 100640 0:0 0");
  }

  @Test
  void mknod_regularFile_installs() {
    assertThat(mount.probe("mknod made reg", "stat made"))
        .containsExactly("mknod 0", "stat 0 100644 0:0 0");
  }

  @Test
  void open_withoutCreat_newName_isENOENT() {
    assertThat(mount.probe("open missing rw")).containsExactly("open -1 ENOENT");
  }

  @Test
  void open_exclOfAPresentGroup_isEEXIST() {
    Group group = MOUNTED.newGroup();

    assertThat(mount.probe("open " + group.name() + " w,creat,excl"))
        .containsExactly("open -1 EEXIST");
  }

  @Test
  void install_presentGroup_keepsItAsItIs() {
    Group group = MOUNTED.newGroup();
    group.send("still here");

    mount.sh("touch " + group.name()).output();
    mount.probe("open " + group.name() + " w,creat,trunc");

    assertThat(group.receive()).isEqualTo("still here");
  }

  @Test
  void ioctl_number_installsAndReturnsTheAbsolutePath() {
    String path = mount.path("synchmess7").toString();

    assertThat(mount.probe("open synchmess", ioctl(INSTALL_GROUP, 7), "stat " + path))
        .containsExactly("open 3", "ioctl 0 " + path, "stat 0 100666 0:0 0");
  }

  @Test
  void ioctl_presentNumber_returnsItsPath() {
    String path = mount.path("synchmess8").toString();
    mount.probe("open synchmess", ioctl(INSTALL_GROUP, 8), "open synchmess8 w", "write hi");

    assertThat(mount.probe("open synchmess", ioctl(INSTALL_GROUP, 8), "open synchmess8", "read 9"))
        .containsExactly("open 3", "ioctl 0 " + path, "open 4", "read 2 hi");
  }

  @Test
  void ioctl_numberOfAGroupThatWasTouched_isTheSameGroup() {
    mount.sh("echo hi > synchmess9").output();

    assertThat(mount.probe("open synchmess", ioctl(INSTALL_GROUP, 9), "open synchmess9", "read 9"))
        .contains("read 3 hi\\x0a");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 64, 1024})
  void ioctl_numberInRange_installs(long descriptor) {
    assertThat(mount.probe("open synchmess", ioctl(INSTALL_GROUP, descriptor)))
        .contains("ioctl 0 " + mount.path("synchmess" + descriptor));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1025, 0x7fffffffL, 0x80000000L, 0xffffffffL})
  void ioctl_numberOutOfRange_isEINVAL(long descriptor) {
    assertThat(mount.probe("open synchmess", ioctl(INSTALL_GROUP, descriptor)))
        .contains("ioctl -1 EINVAL");
    assertThat(mount.list(".")).doesNotContain("synchmess" + descriptor);
  }

  @Test
  void ioctl_numberBeyondMaxGroups_isEINVAL() {
    mount.write("sys/max_groups", "900");
    try {
      assertThat(mount.probe("open synchmess", ioctl(INSTALL_GROUP, 901)))
          .contains("ioctl -1 EINVAL");
    } finally {
      mount.write("sys/max_groups", "1024");
    }
  }

  @Test
  void ioctl_numberUpToARaisedMaxGroups_installs() {
    mount.write("sys/max_groups", "3000");
    try {
      assertThat(mount.probe("open synchmess", ioctl(INSTALL_GROUP, 3000)))
          .contains("ioctl 0 " + mount.path("synchmess3000"));
    } finally {
      mount.write("sys/max_groups", "1024");
    }
  }

  @Test
  void master_isEmptyAndTakesNoWrites() {
    assertThat(mount.read("synchmess")).isEmpty();
    assertThat(mount.probe("open synchmess rw", "write hi").get(1)).startsWith("write -1 E");
  }

  @Test
  void install_beyondMaxGroups_isENOSPC() {
    Group last = MOUNTED.newGroup();
    int groups = mount.list("ctl").size();
    mount.write("sys/max_groups", groups + "");
    try {
      assertThat(mount.probe("open one-more w,creat", "open synchmess", ioctl(INSTALL_GROUP, 2)))
          .containsExactly("open -1 ENOSPC", "open 3", "ioctl -1 ENOSPC");
      last.remove();
      assertThat(mount.probe("open one-more w,creat")).containsExactly("open 3");
    } finally {
      mount.write("sys/max_groups", "1024");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ctl/", "ctl/orders/", "sys/"})
  void namesOfOtherKinds_areEPERM(String directory) {
    mount.sh("touch orders").output();
    String name = directory + "other";

    assertThat(
            mount.probe(
                "mkdir " + name,
                "rename orders " + name,
                "link orders " + name,
                "symlink orders " + name,
                "mknod " + name + " fifo",
                "mknod " + name + " char"))
        .containsExactly(
            "mkdir -1 EPERM",
            "rename -1 EPERM",
            "link -1 EPERM",
            "symlink -1 EPERM",
            "mknod -1 EPERM",
            "mknod -1 EPERM");
    assertThat(Files.exists(mount.path(name))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ctl/other", "ctl/orders/other", "sys/other"})
  void create_elsewhereThanAtTheTop_isEPERM(String name) {
    mount.sh("touch orders").output();

    assertThat(mount.probe("open " + name + " w,creat")).containsExactly("open -1 EPERM");
  }

  @ParameterizedTest
  @ValueSource(strings = {"synchmess", "ctl/orders/depth", "ctl/orders/next", "sys/version"})
  void unlink_ofWhatIsNoGroup_isEPERM(String name) {
    mount.sh("touch orders").output();

    assertThat(mount.probe("unlink " + name)).containsExactly("unlink -1 EPERM");
    assertThat(Files.exists(mount.path(name))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ctl", "sys", "ctl/orders"})
  void rmdir_isEPERM(String name) {
    mount.sh("touch orders").output();

    assertThat(mount.probe("rmdir " + name)).containsExactly("rmdir -1 EPERM");
    assertThat(Files.isDirectory(mount.path(name))).isTrue();
  }
}
