package synchmess.harness.joboperation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import synchmess.harness.CProgram;
import synchmess.harness.Condition;
import synchmess.harness.Mount;
import synchmess.harness.Program;

/** A daemon that is killed in the middle of a job leaves nothing behind from the next mount on. */
@Tag("no-engine")
class CrashTest {
  private static final long HUGE = 64L << 30;

  /** What the daemon's own temporary files are called; but the journal does not know this one. */
  private static final String PLANTED = ".other.synchmess-0123456789abcdef";

  private static final String TEMPORARY = "\\.out\\.synchmess-[0-9a-f]{16}";

  private Folder folder;

  @BeforeEach
  void makeFiles(@TempDir Path directory) {
    Folder.permit(directory, "rwxr-xr-x");
    folder = new Folder(directory).make("ada", User.ADA, "rwxr-xr-x");
    folder.sparse("in", HUGE);
    folder.write(PLANTED, "still here");
  }

  /** A mount where the outputs of jobs have names before they are whole. */
  private static Mount withoutNamelessFiles() {
    String launcher = CProgram.compiled("test-harness/src/main/c/nameless").toString();
    return Mount.startBy(List.of(launcher), "--allow-other");
  }

  private void startEncrypting(Mount mount) {
    Job.submit(mount, User.ADA, "op=encrypt passphrase=sesame", folder.in("in"), folder.out("out"))
        .awaitProgress();
  }

  private String temporary() {
    List<String> found = folder.names().stream().filter(name -> name.matches(TEMPORARY)).toList();
    assertThat(found).as("temporary files among %s", folder.names()).hasSize(1);
    return found.get(0);
  }

  /** Kills the daemon, and the user's worker process before it can clean up. */
  private static void crashWithItsWorker(Mount mount) {
    ProcessHandle worker = mount.daemon().children().findFirst().orElseThrow();
    signal("STOP", worker);
    mount.crash();
    signal("KILL", worker);
    await().until(() -> !worker.isAlive());
  }

  private static void signal(String name, ProcessHandle process) {
    Program.run(Path.of("/"), List.of("kill", "-" + name, Long.toString(process.pid())));
  }

  /** Kills the daemon, and lets the next one clean up. */
  private static void crashAndMountAgain(Mount mount) {
    mount.crash();
    mountAgain(mount);
  }

  private static void mountAgain(Mount mount) {
    try (Mount next = Mount.startAt(mount.directory(), "--allow-other")) {
      assertThat(next.read("jobs/list")).hasLineCount(1);
      Condition.await("that all is cleaned up", () -> Files.size(journal(next)) == 0);
    }
  }

  private static Path journal(Mount mount) {
    String name = mount.directory().toString().substring(1).replace('/', '_');
    return Path.of("/run/synchmess", name + ".jobs");
  }

  @Test
  void crash_leavesTheInputAlone() {
    try (Mount mount = Mount.start("--allow-other")) {
      startEncrypting(mount);
      crashAndMountAgain(mount);
    }

    assertThat(folder.names()).containsExactly(PLANTED, "in");
  }

  @Test
  void crash_whereOutputsHaveNames_theWorkerRemovesThem() {
    try (Mount mount = withoutNamelessFiles()) {
      startEncrypting(mount);
      assertThat(folder.rights(temporary())).isEqualTo("1234:1234 600");
      mount.crash();
      awaitFiles(PLANTED, "in");
      mountAgain(mount);
    }
  }

  @Test
  void crash_ofTheWorkerToo_theNextMountRemovesWhatHasAName() {
    try (Mount mount = withoutNamelessFiles()) {
      startEncrypting(mount);
      String temporary = temporary();
      crashWithItsWorker(mount);
      assertThat(temporary()).isEqualTo(temporary);
      mountAgain(mount);
    }

    awaitFiles(PLANTED, "in");
    assertThat(folder.text(PLANTED)).isEqualTo("still here");
  }

  @Test
  void crash_ofTheWorkerAlone_leavesNothing() {
    try (Mount mount = withoutNamelessFiles()) {
      startEncrypting(mount);
      assertThat(temporary()).startsWith(".out.");
      signal("KILL", mount.daemon().children().findFirst().orElseThrow());
      awaitFiles(PLANTED, "in");
    }
  }

  private void awaitFiles(String... names) {
    await().untilAsserted(() -> assertThat(folder.names()).containsExactly(names));
  }

  @Test
  void crash_anotherFileInThePlaceOfATemporaryOne_stays() {
    String temporary;
    try (Mount mount = withoutNamelessFiles()) {
      startEncrypting(mount);
      temporary = temporary();
      crashWithItsWorker(mount);
      folder.sh("mv %s moved && echo another > %1$s".formatted(temporary));
      mountAgain(mount);
    }

    assertThat(folder.text(temporary)).isEqualTo("another\n");
    assertThat(folder.names()).contains("moved", PLANTED);
  }

  @Test
  void crash_aLinkInThePlaceOfATemporaryFile_isNotFollowed() {
    folder.write("victim", "still here");
    try (Mount mount = withoutNamelessFiles()) {
      startEncrypting(mount);
      String temporary = temporary();
      crashWithItsWorker(mount);
      folder.sh("mv %s moved && ln -s victim %1$s".formatted(temporary));
      mountAgain(mount);
    }

    assertThat(folder.text("victim")).isEqualTo("still here");
    assertThat(folder.names()).contains("moved", PLANTED);
  }

  @Test
  void cancelledJob_whereOutputsHaveNames_leavesNothing() {
    try (Mount mount = withoutNamelessFiles()) {
      Job job = Job.submit(mount, "op=copy", folder.in("in"), folder.out("out")).awaitProgress();
      assertThat(temporary()).startsWith(".out.");
      job.cancel();
      job.awaitState("cancelled");
    }

    assertThat(folder.names()).containsExactly(PLANTED, "in");
  }

  @Test
  void finishedJob_whereOutputsHaveNames_isInItsPlace() {
    folder.write("small", "content");
    folder.write("present", "not for long");
    try (Mount mount = withoutNamelessFiles()) {
      Job.run(mount, "op=copy", folder.in("small"), folder.out("new"));
      Job.run(mount, "op=copy overwrite=yes", folder.in("small"), folder.out("present"));
      Job.submit(mount, "op=copy", folder.in("small"), folder.out("new")).assertFailed("EEXIST");
    }

    assertThat(folder.text("new")).isEqualTo("content");
    assertThat(folder.text("present")).isEqualTo("content");
    assertThat(folder.names()).containsExactly(PLANTED, "in", "new", "present", "small");
  }
}
