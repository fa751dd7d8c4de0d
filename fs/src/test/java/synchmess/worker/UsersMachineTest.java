package synchmess.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static synchmess.worker.TestUsers.ADA;
import static synchmess.worker.TestUsers.BEN;
import static synchmess.worker.TestUsers.eventually;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import synchmess.job.Job;
import synchmess.owner.Owner;

/** Jobs of users run in processes that are those users. */
@Timeout(300)
class UsersMachineTest {
  private static final Owner ROOT = new Owner(0, 0);

  @TempDir Path base;
  private TestUsers users;

  @BeforeEach
  void begin() throws IOException {
    TestUsers.assumeRoot();
    users = new TestUsers(base);
  }

  @AfterEach
  void end() throws InterruptedException {
    users.close();
    eventually().until(() -> TestUsers.workers().isEmpty());
  }

  /** A job that goes on until it is ended. */
  private Job longJob(Owner owner) throws IOException {
    Path huge = users.file("huge" + owner.uid(), "", owner, "rw-------");
    try (var file = Files.newByteChannel(huge, StandardOpenOption.WRITE)) {
      file.position(1L << 40).write(ByteBuffer.allocate(1));
    }
    Job job = users.submit(owner, "op=checksum in=" + huge);
    users.awaitProgress(job);
    return job;
  }

  private static ProcessHandle worker() {
    assertThat(TestUsers.workers()).hasSize(1);
    return TestUsers.workers().get(0);
  }

  private static String proc(ProcessHandle process, String file) throws IOException {
    return Files.readString(Path.of("/proc", Long.toString(process.pid()), file));
  }

  // -------------------------------------------------------------------------- who it is

  @Test
  void worker_isItsUserInAllThreadsAndForGood() throws IOException {
    longJob(ADA);
    ProcessHandle worker = worker();

    try (var threads = Files.list(Path.of("/proc/" + worker.pid() + "/task"))) {
      for (Path thread : threads.toList()) {
        assertThat(Files.readString(thread.resolve("status")))
            .contains("Uid:\t54321\t54321\t54321\t54321\n")
            .contains("Gid:\t54321\t54321\t54321\t54321\n")
            .containsPattern("Groups:\t54400 *\n")
            .contains("CapInh:\t0000000000000000\nCapPrm:\t0000000000000000\n")
            .contains("CapEff:\t0000000000000000\n")
            .contains("NoNewPrivs:\t1\n");
      }
    }
  }

  @Test
  void worker_hasNothingOfTheDaemonsButItsPipes() throws IOException {
    Path secret = users.file("secret", "root's", ROOT, "rw-------");
    try (var held = Files.newInputStream(secret)) {
      longJob(ADA);
      List<String> open = new ArrayList<>();
      try (var all = Files.list(Path.of("/proc/" + worker().pid() + "/fd"))) {
        for (Path each : all.toList()) {
          open.add(Files.readSymbolicLink(each).toString());
        }
      }
      open.removeIf(Pattern.compile("/dev/(null|u?random)|.*\\.jar|.*/modules").asMatchPredicate());
      open.removeIf(each -> each.contains("huge") || each.startsWith("socket:"));
      assertThat(open).hasSize(2).allMatch(each -> each.startsWith("pipe:"));
      assertThat(held.read()).isEqualTo('r');
    }
    assertThat(Files.readSymbolicLink(Path.of("/proc/" + worker().pid() + "/cwd")))
        .isEqualTo(Path.of("/"));
    assertThat(proc(worker(), "environ")).doesNotContain("HOME", "JAVA");
  }

  @Test
  void worker_isNice() throws Exception {
    users.close();
    users = new TestUsers(base, new JavaCommand());
    longJob(ADA);
    String[] afterName = proc(worker(), "stat").split("\\) ", -1)[1].split(" ", -1);

    assertThat(Integer.parseInt(afterName[16])).isGreaterThanOrEqualTo(5);
  }

  @Test
  void owner_ofTheDaemon_needsNoWorker() {
    assertThat(users.run(ROOT, "op=stat in=/")).contains("state: done");
    assertThat(TestUsers.workers()).isEmpty();
  }

  // -------------------------------------------------------------------------- what it may do

  @Test
  void job_touchesWhatItsUserMay() throws IOException {
    Path home = users.home("home", ADA);
    users.file("home/in", "mine", ADA, "r--------");

    assertThat(users.run(ADA, "op=copy in=@home/in out=@home/out")).contains("state: done");
    assertThat(home.resolve("out")).hasContent("mine");
    assertThat(TestUsers.owner(home.resolve("out")))
        .containsEntry("uid", ADA.uid())
        .containsEntry("gid", ADA.gid());
    assertThat(users.run(BEN, "op=stat in=@home/in")).contains("error: EACCES");
    assertThat(users.run(ADA, "op=copy in=@home/in out=@other")).contains("error: EACCES");
  }

  @Test
  void job_hasTheGroupsOfItsSubmitter() throws IOException {
    Path in = users.file("in", "the group's", ROOT, "---r-----");
    Files.setAttribute(in, "unix:gid", 54400, LinkOption.NOFOLLOW_LINKS);

    assertThat(users.run(ADA, "op=checksum in=@in")).contains("state: done");
    assertThat(users.run(BEN, "op=checksum in=@in")).contains("error: EACCES");
    assertThat(users.run(new Owner(ADA.uid(), ADA.gid()), "op=checksum in=@in"))
        .contains("error: EACCES");
  }

  @Test
  void job_throughMagicLinks_isELOOP() {
    for (Owner owner : List.of(ADA, ROOT)) {
      for (String path : List.of("/proc/self/cwd/etc", "/proc/thread-self/root/etc")) {
        assertThat(users.run(owner, "op=stat in=" + path)).contains("error: ELOOP");
      }
      assertThat(users.run(owner, "op=stat follow=yes in=/dev/fd/0")).contains("error: ELOOP");
      assertThat(users.run(owner, "op=copy in=/etc/hostname out=/dev/fd/1/x"))
          .contains("error: ELOOP");
    }
  }

  @Test
  void groups_thatDoNotExist_areNobodysRights() throws IOException {
    users.file("in", "root's", ROOT, "---r-----");

    assertThat(users.run(new Owner(ADA.uid(), -1), "op=checksum in=@in"))
        .contains("error: EAGAIN no worker process");
    assertThat(users.run(new Owner(-1, -1), "op=checksum in=@in"))
        .contains("error: EAGAIN no worker process");
  }

  @Test
  void result_isAsInTheDaemon() throws IOException {
    users.file("in", "abc", ADA, "rw-r--r--");
    String words = "op=checksum in=@in";

    assertThat(withoutTimes(users.run(ADA, words))).isEqualTo(withoutTimes(users.run(ROOT, words)));
  }

  private static String withoutTimes(String result) {
    return result.replaceAll("(id|duration): .*\n", "");
  }

  // -------------------------------------------------------------------------- its life

  @Test
  void worker_isUsedAgain() {
    users.run(ADA, "op=stat in=/");
    long pid = worker().pid();
    users.run(ADA, "op=stat in=/");

    assertThat(worker().pid()).isEqualTo(pid);
  }

  @Test
  void worker_withoutWork_endsAfterSomeSeconds() {
    users.run(ADA, "op=stat in=/");

    eventually().until(() -> users.workersClock.alarms() == 1);
    users.workersClock.advance(Duration.ofSeconds(4));
    assertThat(TestUsers.workers()).hasSize(1);
    users.workersClock.advance(Duration.ofSeconds(1));

    eventually().until(() -> TestUsers.workers().isEmpty());
    assertThat(users.run(ADA, "op=stat in=/")).contains("state: done");
  }

  @Test
  void worker_killed_failsItsJobAndNobodyElses() throws IOException {
    Job adas = longJob(ADA);
    long first = worker().pid();
    Job bens = longJob(BEN);
    ProcessHandle.of(first).orElseThrow().destroyForcibly();

    assertThat(users.await(adas)).contains("error: EIO the worker ended");
    assertThat(users.state(bens).isEnd()).isFalse();
    assertThat(users.run(ADA, "op=stat in=/")).contains("state: done");
  }

  @Test
  void job_cancelled_endsAndTheNextOneRuns() throws IOException {
    Job job = longJob(ADA);
    users.cancel(job);

    assertThat(users.await(job)).contains("state: cancelled");
    assertThat(users.run(ADA, "op=stat in=/")).contains("state: done");
  }

  /** A user may stop whatever is his. */
  @Test
  void job_cancelledWhileItsWorkerIsStopped_ends() throws Exception {
    Job job = longJob(ADA);
    String pid = Long.toString(worker().pid());
    assertThat(new ProcessBuilder("kill", "-STOP", pid).start().waitFor()).isZero();
    users.cancel(job);

    assertThat(users.await(job)).contains("state: cancelled");
    eventually().until(() -> TestUsers.workers().isEmpty());
  }

  @Test
  void job_cancelledBeforeItsOutputIsWhole_leavesNothing() throws IOException {
    Path home = users.home("home", ADA);
    users.cancel(longJob(ADA));
    Job job = users.submit(ADA, "op=copy in=@huge54321 out=@home/out");
    users.awaitProgress(job);
    users.cancel(job);

    assertThat(users.await(job)).contains("state: cancelled");
    assertThat(home).isEmptyDirectory();
    assertThat(users.temporaries).isEmptyFile();
  }

  @Test
  void mount_ends_workersEnd() throws Exception {
    longJob(ADA);
    ProcessHandle worker = worker();
    users.close();

    eventually().until(() -> !worker.isAlive());
  }
}
