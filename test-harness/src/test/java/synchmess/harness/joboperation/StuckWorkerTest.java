package synchmess.harness.joboperation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static synchmess.harness.joboperation.User.ADA;
import static synchmess.harness.joboperation.User.BEN;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import synchmess.harness.CProgram;
import synchmess.harness.Mount;
import synchmess.harness.Program;

/**
 * A user makes paths of his own hang, on a file system that never answers: not even SIGKILL ends
 * whoever looks there.
 */
@Tag("no-engine")
class StuckWorkerTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  private Path hanging;
  private Process server;

  @BeforeEach
  void makeItHang(@TempDir Path directory) throws IOException {
    hanging = Files.createDirectory(directory.resolve("hanging"));
    Folder.permit(directory, "rwxr-xr-x");
    String program = CProgram.compiled("test-harness/src/main/c/mute").toString();
    server =
        new ProcessBuilder(program, hanging.toString(), Integer.toString(ADA.id()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(server.inputReader().readLine()).isEqualTo("mounted");
  }

  @AfterEach
  void unmount() {
    server.destroyForcibly().onExit().join();
    Program.run(Path.of("/"), List.of("umount", "-l", hanging.toString())).output();
  }

  /** A job whose worker waits for an answer that never comes. */
  private Job hang(Mount mount) throws IOException {
    Job job = Job.submit(mount, ADA, "op=stat", "in=" + hanging + "/x");
    assertThat(server.inputReader().readLine()).isEqualTo("taken");
    return job;
  }

  private static Mount mount() {
    Mount mount = Mount.start("--allow-other");
    mount.write("sys/jobs/workers", "2");
    return mount;
  }

  @Test
  void jobThatHangs_cancelled_leavesItsWorkerBehindAsStuck() throws IOException {
    try (Mount mount = mount()) {
      Job job = hang(mount);
      long worker = mount.daemon().children().findFirst().orElseThrow().pid();
      job.cancel();
      job.awaitEnd();

      assertThat(job.result("error")).startsWith("EIO").contains("" + worker, "cannot be ended");
      assertThat(mount.read("jobs/workers")).contains(worker + " stuck\n");
      assertThat(Files.readString(mount.log())).contains("worker process " + worker);
      assertThat(Job.submit(mount, BEN, "op=stat in=/").awaitEnd().state()).isEqualTo("done");

      server.destroyForcibly();
      await().until(() -> !mount.read("jobs/workers").contains("stuck"));
    }
  }

  @Test
  void jobsThatHang_leaveTheWorkersToOthers() throws IOException {
    try (Mount mount = mount()) {
      hang(mount);
      Job.trySubmit(mount, ADA, "op=stat", "in=" + hanging + "/y").output();

      assertThat(Job.submit(mount, BEN, "op=stat in=/").awaitEnd().state()).isEqualTo("done");
      assertThat(Job.submit(mount, "op=stat in=/").awaitEnd().state()).isEqualTo("done");
      server.destroyForcibly();
    }
  }

  @Test
  void daemonKilled_nothingOfTheMountIsHeld() throws IOException {
    try (Mount mount = mount()) {
      hang(mount);
      mount.crash();

      await()
          .atMost(SOON)
          .until(() -> ADA.sh("ls \"$1\"", mount.directory().toString()).exit() != 0);
      try (Mount next = Mount.startAt(mount.directory(), "--allow-other")) {
        assertThat(next.read("jobs/list")).hasLineCount(1);
      }
    }
  }
}
