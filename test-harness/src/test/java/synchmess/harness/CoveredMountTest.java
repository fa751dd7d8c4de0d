package synchmess.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import synchmess.mounting.MountTable;

/** A user mounts over a mount that all may write to; fusermount(1) lets him. */
@Tag("any-transport")
class CoveredMountTest {
  /** Called nobody on any Debian. */
  private static final String COVER =
      """
      import os, socket, subprocess, sys
      a, b = socket.socketpair()
      def become_nobody():
          os.setgroups([]); os.setresgid(65534, 65534, 65534); os.setresuid(65534, 65534, 65534)
      environment = {"_FUSE_COMMFD": str(b.fileno()), "PATH": os.environ["PATH"]}
      sys.exit(subprocess.run(
          ["fusermount", "-o", "fsname=evil,subtype=evil,nonempty", "--", sys.argv[1]],
          env=environment, pass_fds=[b.fileno()], preexec_fn=become_nobody).returncode)
      """;

  private OpenDevice device;

  @BeforeEach
  void openDevice() {
    device = new OpenDevice();
  }

  @AfterEach
  void closeDevice() throws IOException {
    device.close();
  }

  @Test
  void covered_isUncovered() {
    try (Mount mount = Mount.start("--allow-other")) {
      String directory = mount.directory().toString();
      for (int i = 0; i < 3; i++) {
        Program.run(Path.of("/"), List.of("python3", "-c", COVER, directory)).output();

        Condition.await(
            "that it is uncovered",
            () ->
                MountTable.at(mount.directory()).filter(MountTable.Mount::isSynchmess).isPresent());
      }
      mount.write("orders", "hello");
      assertThat(mount.read("orders")).isEqualTo("hello");
      assertThat(mount.log()).content().contains("fuse.evil over " + directory);
    }
  }
}
