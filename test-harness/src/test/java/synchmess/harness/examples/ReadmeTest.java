package synchmess.harness.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import synchmess.harness.Program;
import synchmess.harness.Repository;
import synchmess.mounting.MountTable;

/** What the README tells a reader to type prints what the README says. */
@Tag("no-engine")
class ReadmeTest {
  private static final Path ROOT = Repository.file("");
  private static final String MARKER = "<!-- tested: first steps -->";

  @TempDir Path temporary;
  private ConsoleBlock block;
  private List<MountTable.Mount> mountsBefore;

  /** A build tells on the terminal that it takes a while. */
  @BeforeAll
  static void build() {
    Program.run(ROOT, List.of("daemon/bin/synchmess", "build")).output();
  }

  @BeforeEach
  void readBlock() throws IOException {
    block = ConsoleBlock.in(Repository.file("README.md"), MARKER);
    mountsBefore = MountTable.read();
  }

  @AfterEach
  void unmountWhatAFailureLeft() {
    for (MountTable.Mount mount : mountsLeft()) {
      Program.run(ROOT, List.of("fusermount", "-u", "-z", mount.path().toString()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash"})
  void firstSteps_printWhatTheReadmeSays(String shell) {
    String script = "exec 2>&1\nexport TMPDIR=" + temporary + "\n" + block.script();

    assertThat(Program.run(ROOT, List.of(shell, "-c", script)).out()).isEqualTo(block.text());
    assertThat(mountsLeft()).isEmpty();
  }

  /** Mounts of the block, not of whoever else works on the machine. */
  private List<MountTable.Mount> mountsLeft() {
    return MountTable.read().stream()
        .filter(mount -> !mountsBefore.contains(mount) && isOfTheBlock(mount))
        .toList();
  }

  private boolean isOfTheBlock(MountTable.Mount mount) {
    return mount.isSynchmess()
        && (mount.path().startsWith(temporary) || block.text().contains(mount.path().toString()));
  }
}
