package synchmess.harness.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import synchmess.harness.Condition;
import synchmess.harness.Outcome;

@Tag("no-engine")
class MountCommandTest {
  private final Synchmess synchmess = new Synchmess();

  @AfterEach
  void unmount() throws IOException {
    synchmess.close();
  }

  @Test
  void mount_returnsWhenItAnswers() throws IOException {
    Path mount = synchmess.mount("m");

    Files.writeString(mount.resolve("orders"), "hello");

    assertThat(Files.readString(mount.resolve("orders"))).isEqualTo("hello");
  }

  @Test
  void mount_pathWithBlanks_works() throws IOException {
    Path mount = synchmess.mount("a b");

    assertThat(Files.exists(mount.resolve("synchmess"))).isTrue();
  }

  @Test
  void mount_options_areTheParameters() throws IOException {
    Path mount = synchmess.mount("m", "--max-message-size=10", "--max-storage-size=20");

    assertThat(Files.readString(mount.resolve("sys/max_message_size"))).isEqualTo("10\n");
    assertThat(Files.readString(mount.resolve("sys/max_storage_size"))).isEqualTo("20\n");
  }

  @Test
  void mount_logsToTheFileThatStatusNames() throws IOException {
    Path mount = synchmess.mount("m", "--log-level=debug");
    Files.writeString(mount.resolve("orders"), "hello");

    Path log = Path.of(Synchmess.status(mount, "log"));

    assertThat(log).content().contains("mounted at " + mount).contains("installed orders");
    assertThat(Files.getPosixFilePermissions(log))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void mount_whatAnyUserCanCause_isNotLogged() throws IOException {
    Path mount = synchmess.mount("m");
    Path log = Path.of(Synchmess.status(mount, "log"));
    long before = Files.size(log);

    for (int i = 0; i < 100; i++) {
      Files.writeString(mount.resolve("orders"), "hello");
      Files.delete(mount.resolve("orders"));
    }

    assertThat(log).hasSize(before);
  }

  @Test
  void mount_logLevelError_logsNoInformation() {
    Path mount = synchmess.mount("m", "--log-level=error");

    assertThat(Path.of(Synchmess.status(mount, "log"))).isEmptyFile();
  }

  @Test
  void mount_twiceAtOnePlace_isABadMountPoint() {
    Path mount = synchmess.mount("m");

    Outcome second = Synchmess.run("mount", mount.toString());

    assertThat(second.exit()).isEqualTo(5);
    assertThat(second.err()).contains("mounted at " + mount + " already");
  }

  @Test
  void mount_notEmpty_isABadMountPoint() {
    Outcome outcome = Synchmess.run("mount", "/etc");

    assertThat(outcome.exit()).isEqualTo(5);
    assertThat(outcome.err()).contains("/etc is not empty");
  }

  @Test
  void mount_badOption_isAUsageErrorAndLeavesNothing() {
    Path directory = synchmess.path("m");

    Outcome tooLarge = Synchmess.run("mount", directory.toString(), "--max-message-size=999999999");
    Outcome noNumber = Synchmess.run("mount", directory.toString(), "--max-storage-size=many");
    Outcome noFile = Synchmess.run("mount", directory.toString(), "--udev-rules=/no/such/file");

    Outcome noEngine = Synchmess.run("mount", directory.toString(), "--engine=nonsense");
    Outcome noDepth = Synchmess.run("mount", directory.toString(), "--io-uring-depth=0");
    Outcome neither = Synchmess.run("mount", directory.toString(), "--io-uring=perhaps");

    assertThat(noEngine.exit()).isEqualTo(2);
    assertThat(noEngine.err()).contains("--engine").contains("nonsense");
    assertThat(noDepth.exit()).isEqualTo(2);
    assertThat(noDepth.err()).contains("--io-uring-depth must be from 1 to");
    assertThat(neither.exit()).isEqualTo(2);
    assertThat(neither.err()).contains("--io-uring").contains("perhaps");
    assertThat(tooLarge.exit()).isEqualTo(2);
    assertThat(tooLarge.err()).contains("--max-message-size must be from 1 to");
    assertThat(noNumber.exit()).isEqualTo(2);
    assertThat(noFile.exit()).isEqualTo(2);
    assertThat(directory).doesNotExist();
  }

  @Test
  void mount_udevRules_giveModeAndFurtherNames_andWarnOnceOfAnUnknownKey() throws IOException {
    Path rules = Files.createTempFile("synchmess-", ".rules");
    Files.writeString(
        rules,
        "KERNEL==\"orders\", MODE=\"0640\", SYMLINK+=\"bestellungen\"\nMODE=\"0666\", GOTO=\"end\"\n");
    try {
      Path mount = synchmess.mount("m", "--udev-rules=" + rules);
      Files.writeString(mount.resolve("orders"), "hello");

      assertThat(Files.readString(mount.resolve("bestellungen"))).isEqualTo("hello");
      assertThat(Files.readSymbolicLink(mount.resolve("bestellungen"))).hasToString("orders");
      assertThat(Files.getAttribute(mount.resolve("orders"), "unix:mode")).isEqualTo(0100640);
      assertThat(Files.readAllLines(Path.of(Synchmess.status(mount, "log"))))
          .filteredOn(line -> line.contains("WARN"))
          .singleElement(STRING)
          .endsWith(rules + ": line 2 does not count: unknown GOTO=");
    } finally {
      Files.delete(rules);
    }
  }

  @Test
  void unmount_endsTheDaemonAndLeavesNothing() {
    Path mount = synchmess.mount("m");
    Path log = Path.of(Synchmess.status(mount, "log"));
    long pid = Long.parseLong(Synchmess.status(mount, "pid"));

    Synchmess.run("unmount", mount.toString()).output();

    Condition.await("the end of " + pid, () -> !runs(pid));
    assertThat(mount).doesNotExist();
    assertThat(log).doesNotExist();
  }

  /** One that has ended, and is only not waited for yet, has no command line. */
  private static boolean runs(long pid) {
    try {
      return !Files.readString(Path.of("/proc/" + pid + "/cmdline")).isEmpty();
    } catch (IOException ended) {
      return false;
    }
  }

  @Test
  void unmount_nothingMounted_saysSo() {
    Outcome outcome = Synchmess.run("unmount", synchmess.path("m").toString());

    assertThat(outcome.exit()).isEqualTo(3);
    assertThat(outcome.err()).contains("synchmess is not mounted at " + synchmess.path("m"));
  }
}
