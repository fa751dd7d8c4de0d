package synchmess.harness.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import synchmess.harness.Outcome;
import synchmess.harness.Program;
import synchmess.harness.Repository;

/** Where the native library under jnr-ffi comes from. */
@Tag("no-engine")
class NativeLibraryTest {
  private final Synchmess synchmess = new Synchmess();

  @AfterEach
  void close() throws IOException {
    synchmess.close();
  }

  @Test
  void library_isLoadedFromTheBuild() throws IOException {
    Path mount = synchmess.mount("m");

    String maps = Files.readString(Path.of("/proc", Synchmess.status(mount, "pid"), "maps"));

    assertThat(maps.lines().filter(line -> line.contains("jffi")))
        .isNotEmpty()
        .allMatch(line -> line.contains(" " + Repository.file("daemon/target/jni/")));
  }

  /** Where anybody may write, nothing is unpacked, also when nothing else is left. */
  @Test
  void tmpFull_nothingIsUnpackedThereOrInTheWorkingDirectory() {
    String script =
        """
        mount --bind "$1" /mnt; mount -t tmpfs tmpfs /srv; cd /srv
        mount -t tmpfs -o size=4k tmpfs /tmp; cat /dev/zero > /tmp/full 2>/dev/null || true
        /mnt/daemon/bin/synchmess mount /tmp/m > /dev/null
        ls /tmp; ls /srv
        /mnt/daemon/bin/synchmess unmount /tmp/m
        """;

    Outcome outcome =
        Program.run(
            Path.of("/"),
            List.of(
                "unshare", "--mount", "sh", "-ec", script, "sh", Repository.file(".").toString()));

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).isEqualTo("full\nm\n");
  }
}
