package synchmess.harness.job;

import static org.assertj.core.api.Assertions.assertThat;
import static synchmess.harness.job.Jobs.SHORT;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import synchmess.harness.Condition;
import synchmess.harness.Mount;
import synchmess.harness.Mounted;
import synchmess.harness.Program;

/** {@code jobs/<id>/wait}: sleeping until a job has ended. */
class JobWaitTest {
  private static final int MANY = 30;

  @RegisterExtension static final Mounted MOUNTED = Mounted.with();

  private final Mount mount = MOUNTED.mount();
  @RegisterExtension final Jobs jobs = new Jobs(mount);

  // ------------------------------------------------------------------------------------ reading

  @Test
  void read_sleepsUntilTheJobHasEndedThenGivesTheResult() {
    Job job = jobs.run();
    try (Program waiter = mount.startSh("echo waits; cat " + job.file("wait"))) {
      waiter.awaitWaitingAfter("waits");
      Condition.assertStays("it waits", () -> waiter.outputSoFar().equals("waits\n"));
      job.cancel();

      assertThat(waiter.finish().output()).isEqualTo("waits\n" + job.read("result"));
    }
  }

  @Test
  void read_ofAQueuedJob_sleepsUntilItHasRun() {
    Job blocker = jobs.run();
    Job job = jobs.submit(SHORT);
    try (Program waiter = job.startCalls("wait", "r", "mark", "read 999", "read 999")) {
      waiter.awaitWaitingAfter("mark");
      blocker.cancel();

      List<String> results = waiter.finish().results();
      assertThat(results.get(1)).startsWith("read ").contains("state: done\\x0a");
      assertThat(results.get(2)).isEqualTo("read 0");
    }
  }

  @Test
  void read_ofAJobThatHasEnded_givesTheResultAtOnce() {
    Job job = jobs.submit("op=stat in=/nowhere/at-all");
    job.await("failed");

    assertThat(job.await()).isEqualTo(job.read("result")).contains("error: ENOENT ");
  }

  @Test
  void read_inPieces_givesOneResult() {
    Job job = jobs.submit(SHORT);

    assertThat(mount.sh("dd bs=1 status=none if=" + job.file("wait")).output())
        .isEqualTo(job.read("result"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rmdir jobs/%d", "echo 1 > jobs/remove_all", "echo 1 > jobs/%d/cancel"})
  void read_ofAQueuedJobThatGoes_givesThatItIsCancelled(String script) {
    jobs.limit("workers", 0);
    Job job = jobs.submit(SHORT);
    try (Program waiter = job.startCalls("wait", "r", "mark", "read 999")) {
      waiter.awaitWaitingAfter("mark");
      mount.sh(script.formatted(job.id())).output();

      assertThat(waiter.finish().results().get(1)).contains("state: cancelled\\x0a");
    }
  }

  @Test
  void manyWaiters_areAllToldAndDelayNobody() {
    Job job = jobs.run();
    List<Program> waiters = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      waiters.add(job.startCalls("wait", "r", "mark", "read 999"));
    }
    try {
      waiters.forEach(waiter -> waiter.awaitWaitingAfter("mark"));
      assertThat(mount.sh("ls -l jobs %1$s; cat %1$s/state".formatted(job.directory())).output())
          .endsWith("running\n");
      assertThat(jobs.ids("running")).containsExactly(job.id());
      job.cancel();

      for (Program waiter : waiters) {
        assertThat(waiter.finish().results().get(1)).contains("state: cancelled\\x0a");
      }
    } finally {
      waiters.forEach(Program::close);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"r,nonblock", "r"})
  void nonBlocking_isEAGAINUntilTheJobHasEnded(String flags) {
    Job job = jobs.run();
    String cancel = "open " + job.file("cancel") + " w";

    assertThat(
            job.calls(
                "wait",
                flags,
                "nonblock",
                "read 999",
                cancel,
                "write 1",
                "fd 3",
                "poll in 60000",
                "read 13"))
        .containsExactly(
            "nonblock 0", "read -1 EAGAIN", "write 1", "poll 1 in", "read 13 " + firstOf(job));
  }

  /** The first 13 bytes of its result. */
  private static String firstOf(Job job) {
    return ("id: " + job.id() + "\nop: count\n").substring(0, 13).replace("\n", "\\x0a");
  }

  // -------------------------------------------------------------------------------------- signals

  @ParameterizedTest
  @ValueSource(strings = {"alarm 200", "alarm 200 restart"})
  void handledSignal_isEINTRAndTheJobGoesOn(String alarm) {
    Job job = jobs.run();

    assertThat(job.calls("wait", "r", alarm, "read 999")).endsWith("read -1 EINTR");
    assertThat(job.state()).isEqualTo("running");
  }

  @ParameterizedTest
  @ValueSource(strings = {"KILL", "INT"})
  void deadlySignal_endsTheWaiterAndTheJobGoesOn(String signal) {
    Job job = jobs.run();
    try (Program waiter = job.startCalls("wait", "r", "mark", "read 999")) {
      waiter.awaitWaitingAfter("mark");
      waiter.signal(signal);

      assertThat(waiter.finish().exit()).isGreaterThan(128);
    }
    assertThat(job.state()).isEqualTo("running");
  }

  // -------------------------------------------------------------------------------------- polling

  @ParameterizedTest
  @ValueSource(strings = {"poll", "select"})
  void poll_isReadableWhenTheJobHasEnded(String call) {
    Job job = jobs.run();
    String cancel = "open " + job.file("cancel") + " w";

    assertThat(
            job.calls("wait", "r", call + " in 0", cancel, "write 1", "fd 3", call + " in 60000"))
        .containsExactly(call + " 0", "write 1", call + " 1 in");
  }

  @ParameterizedTest
  @ValueSource(strings = {"poll in 60000", "select in 60000"})
  void poll_isWokenByTheEnd(String call) {
    Job job = jobs.run();
    try (Program poller = job.startCalls("wait", "r", "mark", call, "read 4")) {
      poller.awaitWaitingAfter("mark");
      job.cancel();

      assertThat(poller.finish().results())
          .containsExactly("mark 0", call.split(" ", 2)[0] + " 1 in", "read 4 id: ");
    }
  }

  @Test
  void poll_ofAQueuedJobThatIsRemoved_isWoken() {
    jobs.limit("workers", 0);
    Job job = jobs.submit(SHORT);
    try (Program poller = job.startCalls("wait", "r", "mark", "poll in 60000", "read 4")) {
      poller.awaitWaitingAfter("mark");

      assertThat(job.rmdir()).isEqualTo("rmdir 0");
      assertThat(poller.finish().results()).containsExactly("mark 0", "poll 1 in", "read 4 id: ");
    }
  }

  @Test
  void poll_endsWithItsTimeout() {
    assertThat(jobs.run().calls("wait", "r", "poll in 50")).containsExactly("poll 0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"epoll in", "epoll in,edge"})
  void epoll_isWokenByTheEnd(String epoll) {
    Job job = jobs.run();
    try (Program poller =
        job.startCalls("wait", "r", epoll, "epoll_wait 0", "epoll_wait 60000", "read 4")) {
      poller.awaitWaitingAfter("epoll_wait 0");
      job.cancel();

      assertThat(poller.finish().results())
          .containsExactly("epoll 0", "epoll_wait 0", "epoll_wait 1 in", "read 4 id: ");
    }
  }
}
