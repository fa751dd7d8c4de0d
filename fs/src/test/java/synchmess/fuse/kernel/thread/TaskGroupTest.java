package synchmess.fuse.kernel.thread;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who shares the group of a process of number 100, on machines that are written down in files. */
class TaskGroupTest {
  private static final String VERSION_1 = "33 20 0:26 %s /cpu rw - cgroup cgroup rw,cpu,cpuacct\n";
  private static final String VERSION_2 = "34 20 0:27 %s /unified rw - cgroup2 cgroup2 rw\n";

  @TempDir Path root;

  @BeforeEach
  void aSessionOfItsOwn() throws IOException {
    write("proc/sys/kernel/sched_autogroup_enabled", "1\n");
    write("proc/self/autogroup", "/autogroup-7 nice 0\n");
    session(100);
    write("proc/self/cgroup", "3:cpu,cpuacct:/\n1:name=systemd:/\n0::/\n");
    write("proc/self/mountinfo", VERSION_1.formatted("/") + VERSION_2.formatted("/"));
    write("cpu/release_agent", "\n");
  }

  private void write(String file, String text) throws IOException {
    Files.createDirectories(root.resolve(file).getParent());
    Files.writeString(root.resolve(file), text);
  }

  private void session(int leader) throws IOException {
    write("proc/self/stat", "100 (java) S 1 " + leader + " " + leader + " 0 -1\n");
  }

  private String whyShared() {
    return new TaskGroup(root).whyShared();
  }

  // ------------------------------------------------------------------------------- sessions

  @Test
  void leaderOfItsSession_hasItsAutogroupForItself() {
    assertThat(whyShared()).isNull();
  }

  @Test
  void sessionOfAnother_isShared() throws IOException {
    session(99);
    assertThat(whyShared()).isEqualTo("the session is not the daemon's own");
  }

  @Test
  void autogroupsOff_allAreInTheRootGroup() throws IOException {
    write("proc/sys/kernel/sched_autogroup_enabled", "0\n");
    assertThat(whyShared()).isEqualTo("there are no autogroups");
  }

  @Test
  void autogroupsNotInThisKernel_allAreInTheRootGroup() throws IOException {
    Files.delete(root.resolve("proc/sys/kernel/sched_autogroup_enabled"));
    assertThat(whyShared()).isEqualTo("there are no autogroups");
  }

  @Test
  void autogroupsSwitchedOff_isSeenAtTheNextLook() throws IOException {
    TaskGroup group = new TaskGroup(root);
    assertThat(group.whyShared()).isNull();
    write("proc/sys/kernel/sched_autogroup_enabled", "0\n");
    assertThat(group.whyShared()).isEqualTo("there are no autogroups");
  }

  /** The kernel leaves threads that are there already in the root group. */
  @Test
  void autogroupsSwitchedOnLater_helpNoThreadThatWasThere() throws IOException {
    write("proc/sys/kernel/sched_autogroup_enabled", "0\n");
    TaskGroup group = new TaskGroup(root);
    write("proc/sys/kernel/sched_autogroup_enabled", "1\n");
    assertThat(group.whyShared()).isEqualTo("there are no autogroups");
  }

  @Test
  void sessionOlderThanTheMachinesFirst_hasNoAutogroup() throws IOException {
    write("proc/self/autogroup", "");
    assertThat(whyShared()).isEqualTo("the session has no autogroup");
  }

  // ------------------------------------------------------------------------ cgroups, version 1

  @Test
  void version1_cgroupOfItsOwn_isNotShared() throws IOException {
    write("proc/self/cgroup", "3:cpu,cpuacct:/mount\n");
    write("cpu/mount/cgroup.procs", "100\n");
    session(99);
    assertThat(whyShared()).isNull();
  }

  @Test
  void version1_cgroupWithAnother_isSharedWhateverTheSession() throws IOException {
    write("proc/self/cgroup", "3:cpu,cpuacct:/mount\n");
    write("cpu/mount/cgroup.procs", "100\n101\n");
    write("proc/101/stat", "101 (sh) S 1 101 101 0 -1\n");
    assertThat(whyShared()).isEqualTo("others are in the daemon's cgroup");
  }

  @Test
  void version1_cgroupWithAChildOfTheDaemon_isNotShared() throws IOException {
    write("proc/self/cgroup", "3:cpu,cpuacct:/mount\n");
    write("cpu/mount/cgroup.procs", "100\n101\n");
    write("proc/101/stat", "101 (a ) b) S 100 101 101 0 -1\n");
    assertThat(whyShared()).isNull();
  }

  /** In a container the cgroup is named like the root, and its autogroup means nothing. */
  @Test
  void version1_rootOfANamespace_isACgroup() throws IOException {
    Files.delete(root.resolve("cpu/release_agent"));
    write("cpu/cgroup.procs", "1\n100\n");
    assertThat(whyShared()).isEqualTo("others are in the daemon's cgroup");
  }

  @Test
  void version1_partOfTheHierarchyMounted_isFoundInIt() throws IOException {
    write("proc/self/mountinfo", VERSION_1.formatted("/docker/abc"));
    write("proc/self/cgroup", "3:cpu,cpuacct:/docker/abc/mount\n");
    write("cpu/mount/cgroup.procs", "100\n");
    Files.delete(root.resolve("cpu/release_agent"));
    assertThat(whyShared()).isNull();
  }

  @Test
  void version1_cgroupOutsideOfWhatIsMounted_cannotBeSeen() throws IOException {
    write("proc/self/mountinfo", VERSION_1.formatted("/docker/abc"));
    for (String cgroup : new String[] {"/docker/other", "/../other"}) {
      write("proc/self/cgroup", "3:cpu,cpuacct:" + cgroup + "\n");
      assertThat(whyShared()).isEqualTo("the cgroup cannot be seen");
    }
  }

  // ------------------------------------------------------------------------ cgroups, version 2

  private void version2(String cgroup) throws IOException {
    write("proc/self/cgroup", "0::" + cgroup + "\n");
    write("unified/system/cgroup.type", "domain\n");
    write("unified/system/mount/cgroup.type", "domain\n");
  }

  @Test
  void version2_withTheControllerAndNoOther_isNotShared() throws IOException {
    version2("/system/mount");
    write("unified/system/mount/cpu.weight", "100\n");
    write("unified/system/mount/cgroup.procs", "100\n");
    assertThat(whyShared()).isNull();
  }

  @Test
  void version2_controllerOfTheCgroupAbove_isSharedWithItsOthers() throws IOException {
    version2("/system/mount");
    write("unified/system/cpu.weight", "100\n");
    assertThat(whyShared()).isEqualTo("the cgroup has no CPU controller of its own");
  }

  @Test
  void version2_noControllerUpToTheRoot_leavesItToTheSession() throws IOException {
    version2("/system/mount");
    assertThat(whyShared()).isNull();
    session(99);
    assertThat(whyShared()).isEqualTo("the session is not the daemon's own");
  }

  @Test
  void version2_rootOfANamespaceWithoutTheController_cannotBeSeen() throws IOException {
    version2("/");
    write("unified/cgroup.type", "domain\n");
    assertThat(whyShared()).isEqualTo("the cgroup's CPU controller cannot be seen");
  }

  @Test
  void cgroupsThatAreNotMounted_cannotBeSeen() throws IOException {
    version2("/system");
    write("proc/self/mountinfo", "");
    assertThat(whyShared()).isEqualTo("the cgroups cannot be seen");
  }

  @Test
  void machineWithoutCgroups_isNoFailure() throws IOException {
    Files.delete(root.resolve("proc/self/cgroup"));
    assertThat(whyShared()).contains("proc/self/cgroup");
  }
}
