package synchmess.harness;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("any-transport")
class NamesTest {
  @RegisterExtension static final Mounted MOUNTED = Mounted.shared();

  private final Mount mount = MOUNTED.mount();

  @ParameterizedTest
  @ValueSource(strings = {"a", "7", "_", "Orders_2.new-x", "a..b", "synchmess-x", "synchmess0"})
  void name_ofAllowedBytes_installs(String name) {
    assertThat(mount.probe("open " + name + " rw,creat", "write hi", "read 9"))
        .containsExactly("open 3", "write 2", "read 2 hi");
    assertThat(mount.list(".")).contains(name);
    assertThat(mount.list("ctl")).contains(name);
  }

  @Test
  void name_of255Bytes_installs() {
    String name = "x".repeat(255);

    assertThat(mount.probe("open " + name + " rw,creat", "write hi", "read 9"))
        .containsExactly("open 3", "write 2", "read 2 hi");
    assertThat(mount.list(".")).contains(name);
    assertThat(mount.list("ctl")).contains(name);
    assertThat(mount.read("ctl/" + name + "/depth")).isEqualTo("0\n");
    assertThat(mount.sh("getconf NAME_MAX .").output()).isEqualTo("255\n");
    mount.sh("rm " + name).output();
    assertThat(mount.list(".")).doesNotContain(name);
  }

  @ParameterizedTest
  @ValueSource(ints = {256, 400})
  void name_ofMoreThan255Bytes_isENAMETOOLONG(int length) {
    assertThat(mount.probe("open " + "x".repeat(length) + " w,creat"))
        .containsExactly("open -1 ENAMETOOLONG");
  }

  @Test
  void stat_longName_isENAMETOOLONG() {
    assertThat(mount.probe("stat " + "x".repeat(256))).containsExactly("stat -1 ENAMETOOLONG");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-rf", ".hidden", "...", "a+b", "a,b", "a:b", "a*", "~", "a#", "a%2F"})
  void name_ofOtherBytes_isEINVAL(String name) {
    assertThat(mount.probe("open " + name + " w,creat", "mknod " + name + " reg"))
        .containsExactly("open -1 EINVAL", "mknod -1 EINVAL");
    assertThat(mount.list(".")).doesNotContain(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a b", "a\\nb", "a\\001b", "a\\\\\\\\b", "\\303\\244", "\\377", "\\300\\257"})
  void name_ofOddBytes_isEINVAL(String printed) {
    Outcome outcome = mount.sh("LC_ALL=C; export LC_ALL; touch \"$(printf '" + printed + "')\"");

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.err()).contains("Invalid argument");
  }

  @Test
  void stat_nameThatNoGroupCanHave_isENOENT() {
    assertThat(mount.probe("stat .hidden", "stat a:b"))
        .containsExactly("stat -1 ENOENT", "stat -1 ENOENT");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ctl", "sys", "jobs", "synchmess"})
  void reservedName_isNoGroup(String name) {
    mount.sh("echo hi > " + name);

    assertThat(mount.list("ctl")).doesNotContain(name);
  }

  @Test
  void jobs_isReserved() {
    assertThat(mount.probe("open jobs w,creat").get(0)).startsWith("open -1 E");
  }

  @Test
  void path_belowAFile_isENOTDIR() {
    mount.sh("touch orders").output();

    assertThat(mount.probe("stat orders/x", "stat ctl/orders/depth/x"))
        .containsExactly("stat -1 ENOTDIR", "stat -1 ENOTDIR");
  }
}
