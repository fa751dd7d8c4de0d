package synchmess.harness.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import synchmess.harness.Outcome;
import synchmess.harness.Program;
import synchmess.harness.Repository;
import synchmess.mounting.MountTable;

/** Where there is no room, or no right to write: one line and an exit code, and no mount. */
@Tag("no-engine")
class ShortageTest {
  private static final Path SYNCHMESS = Repository.file("daemon/bin/synchmess");

  private final Synchmess synchmess = new Synchmess();
  private final Path mount = synchmess.path("m");

  @AfterEach
  void close() throws IOException {
    synchmess.close();
  }

  /** In a mount namespace of its own, after a preparation. */
  private Outcome mount(String preparation) {
    String script = preparation + "; exec \"$0\" mount \"$1\"";
    return Program.run(
        Path.of("/"),
        List.of("unshare", "--mount", "sh", "-c", script, SYNCHMESS.toString(), mount.toString()));
  }

  private void assertOneLine(Outcome outcome) {
    assertThat(outcome.exit()).isNotZero();
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err().lines().filter(line -> !line.contains("building")))
        .hasSize(1)
        .allMatch(line -> line.startsWith("synchmess: "));
    assertThat(MountTable.at(mount)).isEmpty();
    assertThat(mount).doesNotExist();
  }

  @Test
  void stateDirectoryFull_isOneLine() {
    Outcome outcome =
        mount(
            "mount -t tmpfs -o size=4k tmpfs /run; mkdir -m 700 /run/synchmess; cat /dev/zero > /run/full 2>/dev/null");

    assertOneLine(outcome);
    assertThat(outcome.err()).contains("No space left on device");
  }

  @Test
  void stateDirectoryReadOnly_isOneLine() {
    Outcome outcome =
        mount("mount -t tmpfs tmpfs /run; mkdir -m 700 /run/synchmess; mount -o remount,ro /run");

    assertOneLine(outcome);
    assertThat(outcome.err()).contains("Read-only file system");
  }

  @Test
  void stateDirectoryThatOthersCanWriteTo_isRefused() {
    Outcome outcome = mount("mount -t tmpfs tmpfs /run; mkdir -m 777 /run/synchmess");

    assertOneLine(outcome);
    assertThat(outcome.err()).contains("other users can write to /run/synchmess");
  }

  @Test
  void longPath_isMounted() {
    String part = "/" + "x".repeat(200);
    Path deep = synchmess.mount("long" + part + part);

    assertThat(deep.resolve("synchmess")).exists();
    Synchmess.run("unmount", deep.toString()).output();
    assertThat(synchmess.path("long")).doesNotExist();
  }
}
