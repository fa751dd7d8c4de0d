package synchmess.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static synchmess.harness.Probe.ioctl;
import static synchmess.ioctl.Ioctl.INSTALL_GROUP;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Modes and owners as one user sees them; {@link TwoUsersTest} shows that they are enforced. */
@Tag("any-transport")
class RightsTest {
  @RegisterExtension static final Mounted MOUNTED = Mounted.shared();

  private final Mount mount = MOUNTED.mount();
  private final Group group = MOUNTED.newGroup();

  private String mode(String path) {
    return mount.sh("stat -c %a " + path).output().strip();
  }

  @Test
  void master_isReadOnly() {
    assertThat(mount.sh("stat -c '%a %F' synchmess").output())
        .isEqualTo("444 regular empty file\n");
  }

  @Test
  void numberedGroup_is0666AndBelongsToTheMounter() {
    mount.probe("open synchmess", ioctl(INSTALL_GROUP, 3));

    assertThat(mount.probe("stat synchmess3")).containsExactly("stat 0 100666 0:0 0");
  }

  @ParameterizedTest
  @CsvSource({"022,666,644", "022,600,600", "000,666,666", "077,640,600"})
  void namedGroup_hasTheModeOfOpen(String umask, String asked, String mode) {
    String name = "mode-" + umask + "-" + asked;
    String script = "umask %s; exec %s 'open %s w,creat %s'";
    mount.sh(script.formatted(umask, Probe.PROGRAM, name, asked)).output();

    assertThat(mode(name)).isEqualTo(mode);
  }

  @Test
  void chmod_isKept() {
    assertThat(mount.probe("chmod " + group.name() + " 640", "stat " + group.name()))
        .containsExactly("chmod 0", "stat 0 100640 0:0 0");
  }

  @Test
  void fchmod_isKept() {
    assertThat(group.calls("r", "fchmod 604", "stat " + group.name()))
        .containsExactly("fchmod 0", "stat 0 100604 0:0 0");
  }

  @Test
  void chown_isKept() {
    assertThat(mount.probe("chown " + group.name() + " 1234 5678", "stat " + group.name()))
        .containsExactly("chown 0", "stat 0 100644 1234:5678 0");
  }

  @Test
  void chgrp_leavesTheUserAsItIs() {
    mount.sh("chown 1234 " + group.name() + " && chgrp 5678 " + group.name()).output();

    assertThat(mount.sh("stat -c %u:%g " + group.name()).output()).isEqualTo("1234:5678\n");
  }

  @ParameterizedTest
  @CsvSource({"send_delay,640", "flush,640", "depth,440", "next,440", "put,200"})
  void controlFile_followsTheModeOfItsGroup(String file, String mode) {
    mount.sh("chmod 640 " + group.name()).output();

    assertThat(mode(group.control(file))).isEqualTo(mode);
  }

  @Test
  void controlFile_followsTheOwnerOfItsGroup() {
    mount.sh("chown 1234:5678 " + group.name()).output();

    assertThat(mount.sh("stat -c %u:%g " + group.control("depth")).output())
        .isEqualTo("1234:5678\n");
  }

  @Test
  void controlFile_hasNoModeOfItsOwn() {
    assertThat(mount.probe("chmod " + group.control("depth") + " 666"))
        .containsExactly("chmod -1 EPERM");
  }

  @ParameterizedTest
  @ValueSource(strings = {"max_message_size", "max_groups", "read_mode"})
  void parameter_is0644(String file) {
    assertThat(mode("sys/" + file)).isEqualTo("644");
  }

  @ParameterizedTest
  @ValueSource(strings = {"engine", "version", "stats", "metrics", "max_message_size_ceiling"})
  void parameterThatCannotBeSet_is0444(String file) {
    assertThat(mode("sys/" + file)).isEqualTo("444");
  }
}
