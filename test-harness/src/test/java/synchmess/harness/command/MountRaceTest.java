package synchmess.harness.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import synchmess.harness.Condition;
import synchmess.harness.Outcome;
import synchmess.harness.Program;
import synchmess.harness.Repository;
import synchmess.harness.TestedEngine;
import synchmess.mounting.MountTable;

/**
 * Root mounts in a directory of a user who puts a link to a foreign directory in its place, again
 * and again. All engines have libfuse mount, in the same way.
 */
@Tag("no-engine")
class MountRaceTest {
  private static final int ADA = 1234;
  private static final int BAD_MOUNT_POINT = 5;
  private static final int ATTEMPTS = 4;

  private static final String SWAP =
      """
      cd "$1"
      while :; do
        mv -T m real 2>/dev/null; ln -sT "$2" m 2>/dev/null
        rm -f m 2>/dev/null; mv -T real m 2>/dev/null
      done
      """;

  private Path scratch;
  private Path hers;
  private Path foreign;

  @BeforeEach
  void makeDirectories() throws IOException {
    scratch = Files.createTempDirectory("synchmess-race-").toRealPath();
    Files.setPosixFilePermissions(scratch, PosixFilePermissions.fromString("rwxr-xr-x"));
    foreign = Files.createDirectory(scratch.resolve("foreign"));
    hers = Files.createDirectory(scratch.resolve("hers"));
    Files.createDirectory(hers.resolve("m"));
    root("chown", "-R", ADA + ":" + ADA, hers.toString());
  }

  @AfterEach
  void remove() {
    for (MountTable.Mount mount : mounts()) {
      root("umount", "-l", mount.path().toString());
    }
    root("rm", "-rf", "--one-file-system", scratch.toString());
    root("sh", "-c", "rm -f /run/synchmess/tmp_synchmess-race-*");
  }

  private static Outcome root(String... command) {
    return Program.run(Path.of("/"), List.of(command));
  }

  private List<MountTable.Mount> mounts() {
    return MountTable.read().stream().filter(each -> each.path().startsWith(scratch)).toList();
  }

  private Program startToSwap() {
    String user = "--reuid=" + ADA;
    String group = "--regid=" + ADA;
    List<String> command =
        List.of("setpriv", user, group, "--clear-groups", "sh", "-c", SWAP, "sh");
    List<String> line = new ArrayList<>(command);
    line.addAll(List.of(hers.toString(), foreign.toString()));
    return Program.start(Path.of("/"), line);
  }

  private Outcome mount(String... environment) {
    List<String> command = new ArrayList<>(List.of("env"));
    command.addAll(List.of(environment));
    command.add(Repository.file("daemon/bin/synchmess").toString());
    command.addAll(List.of("mount", hers.resolve("m").toString(), "--allow-other"));
    command.addAll(TestedEngine.current().options());
    return Program.run(Path.of("/"), command);
  }

  private boolean unmounts() {
    Synchmess.run("unmount", hers.resolve("m").toString());
    return mounts().isEmpty();
  }

  @Test
  void inAnotherUsersDirectory_rootDoesNotMount() {
    Outcome refused = mount();

    assertThat(refused.exit()).isEqualTo(BAD_MOUNT_POINT);
    assertThat(refused.err())
        .isEqualTo(
            "synchmess: root does not mount at %s: uid %d can put another directory in its place, in %s\n"
                .formatted(hers.resolve("m"), ADA, hers));
    assertThat(mounts()).isEmpty();
  }

  @Test
  void swapped_isNeverMountedElsewhere() {
    try (Program swapping = startToSwap()) {
      for (int i = 0; i < ATTEMPTS; i++) {
        mount();
        assertThat(mounts()).isEmpty();
      }
      assertThat(swapping.isAlive()).isTrue();
    }
  }

  /** Who may call sudo(8) is trusted; but what is mounted on is still the directory itself. */
  @Test
  void swappedByWhoCalledSudo_isMountedThereOrNotAtAll() {
    try (Program swapping = startToSwap()) {
      for (int i = 0; i < ATTEMPTS; i++) {
        Outcome outcome = mount("SUDO_UID=" + ADA);
        assertThat(mounts()).allMatch(each -> !each.path().startsWith(foreign));
        if (outcome.exit() == 0) {
          assertThat(outcome.out()).isEqualTo(hers.resolve("m") + "\n");
          Condition.await("its end, where the link is not in its place", this::unmounts);
        }
        assertThat(mounts()).as("%s", outcome).isEmpty();
      }
      assertThat(swapping.isAlive()).isTrue();
    }
  }
}
