package synchmess.harness.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import synchmess.harness.Group;
import synchmess.harness.Mount;
import synchmess.harness.Program;

/** The daemon has no descriptor left, for a while. */
class DescriptorsTest {
  private static final Path ANYWHERE = Path.of("/");

  private static void root(String... command) {
    Program.run(ANYWHERE, List.of(command)).output();
  }

  /** How many descriptors the daemon may have; less than it has leaves it none. */
  private static void limit(Mount mount, String most) {
    root("prlimit", "--pid", mount.pid() + "", "--nofile=" + most + ":");
  }

  /** Has every look at the mount table wake up. */
  private static void changeMountTable() throws IOException {
    Path directory = Files.createTempDirectory("synchmess-table-");
    root("mount", "-t", "tmpfs", "none", directory.toString());
    root("umount", directory.toString());
    Files.delete(directory);
  }

  @Test
  void mountWithoutDescriptors_servesAndNoticesItsEndAfterwards() throws IOException {
    try (Mount mount = Mount.start()) {
      mount.write("orders", "");
      Group group = new Group(mount, "orders");
      String soft = softLimit(mount);
      limit(mount, "3");
      changeMountTable();

      group.set("read_mode", "block");
      try (Program reader = mount.startSh("head -c 5 orders")) {
        group.await("readers", 1);
        group.send("hello");
        assertThat(reader.finish().output()).isEqualTo("hello");
      }
      try (Program reader = mount.startSh("exec cat orders")) {
        group.await("readers", 1);
        limit(mount, soft);
        root("umount", "-l", mount.directory().toString());
        assertThat(mount.awaitEnd()).isZero();
        assertThat(reader.finish().err()).contains("cat");
      }
    }
  }

  @Test
  void submit_withoutDescriptors_isRefusedWithEmfile() throws IOException {
    try (Mount mount = Mount.start()) {
      String soft = softLimit(mount);
      limit(mount, "3");
      try (Program submit = mount.startSh("exec 3<> jobs/submit")) {
        assertThat(submit.finish().err()).contains("Too many open files");
      }
      limit(mount, soft);
      assertThat(mount.sh("exec 3<> jobs/submit; echo op=stat in=/ >&3; cat <&3").output())
          .isEqualTo("1\n");
    }
  }

  private static String softLimit(Mount mount) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + mount.pid() + "/limits")).stream()
        .filter(line -> line.startsWith("Max open files"))
        .map(line -> line.split("\\s+", -1)[3])
        .findAny()
        .orElseThrow();
  }

  /** By itself: nobody need raise it. */
  @Test
  void softLimit_isRaisedToTheHardOne() {
    try (Mount mount = Mount.startBy(List.of("sh", "-c", "ulimit -Sn 1024; exec \"$@\"", "sh"))) {
      String limits =
          Program.run(
                  ANYWHERE, List.of("grep", "Max open files", "/proc/" + mount.pid() + "/limits"))
              .output();
      String[] fields = limits.split("\\s+", -1);

      assertThat(fields[3]).isEqualTo(fields[4]);
    }
  }
}
