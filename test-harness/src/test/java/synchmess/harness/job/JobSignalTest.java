package synchmess.harness.job;

import static org.assertj.core.api.Assertions.assertThat;
import static synchmess.harness.job.Jobs.LONG;
import static synchmess.harness.job.Jobs.SHORT;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import synchmess.harness.Condition;
import synchmess.harness.Mount;
import synchmess.harness.Mounted;
import synchmess.harness.Outcome;
import synchmess.harness.Program;

/** {@code signal=}: the end of a job as a signal to the process that submitted it. */
@Tag("any-transport")
class JobSignalTest {
  /** Sleeps until the trap has set its variable. */
  private static final String SLEEP = "until [ $told ]; do sleep 0.01; done; ";

  @RegisterExtension static final Mounted MOUNTED = Mounted.with();

  private final Mount mount = MOUNTED.mount();
  @RegisterExtension final Jobs jobs = new Jobs(mount);

  @ParameterizedTest
  @ValueSource(strings = {"USR1", "SIGUSR1", "10"})
  void end_isTrappedByTheShellThatSubmitted(String signal) {
    jobs.limit("workers", 0);
    String script =
        "trap 'told=yes' USR1; exec 3<>jobs/submit; echo '%s signal=%s' >&3; read id <&3; "
            + "echo 1 > sys/jobs/workers; "
            + SLEEP
            + "cat jobs/$id/result";

    assertThat(mount.sh(script.formatted(SHORT, signal)).output()).contains("state: done\n");
  }

  @Test
  void end_ofACancelledJob_isToldTooAndNotBefore() {
    String script = "trap 'told=yes' USR1; echo '%s signal=USR1' > jobs/submit; " + SLEEP;
    try (Program shell = mount.startSh(script.formatted(LONG))) {
      jobs.await("running", 1);
      Job job = new Job(mount, jobs.count("submitted"));
      Condition.assertStays("it waits", shell::isAlive);
      job.cancel();

      assertThat(shell.finish().exit()).isZero();
      assertThat(job.state()).isEqualTo("cancelled");
    }
  }

  @Test
  void end_isToldOnce() {
    Job blocker = jobs.run();
    String script =
        """
        n=0; trap 'n=$((n+1))' USR1
        exec 3<>jobs/submit
        echo '%s signal=USR1' >&3; read id <&3
        echo 1 > jobs/%d/cancel
        cat jobs/$id/wait >/dev/null
        until [ $n -gt 0 ]; do sleep 0.01; done
        sleep 0.1; echo $n
        """;

    assertThat(mount.sh(script.formatted(SHORT, blocker.id())).output()).isEqualTo("1\n");
  }

  @Test
  void deadlySignal_endsTheProcessThatSubmitted() {
    Outcome outcome =
        mount.sh("echo '%s signal=TERM' > jobs/submit; exec sleep 60".formatted(SHORT));

    assertThat(outcome.exit()).isEqualTo(128 + 15);
  }

  @Test
  void processThatHasEnded_isNotMissed() {
    Job blocker = jobs.run();
    mount.sh("echo '%s signal=KILL' > jobs/submit".formatted(SHORT)).output();
    Job job = new Job(mount, jobs.count("submitted"));
    blocker.cancel();

    assertThat(job.await()).contains("state: done\n");
    assertThat(job.read("state")).isEqualTo("done\n");
  }

  @Test
  void daemon_holdsNoProcessOnceItsJobsAreOver() {
    String words = SHORT + " signal=WINCH";
    jobs.submit(words).await();
    Job running = jobs.submit(LONG + " signal=WINCH unique=one");
    running.await("running");
    jobs.submit(words).cancel();
    jobs.submit(words).rmdir();
    jobs.submit(words);
    mount.write("jobs/remove_all", "1");
    jobs.limit("max_queued", 1);
    Job queued = jobs.submit(words);
    assertThat(processesHeld()).isNotZero();

    assertThat(
            jobs.calls(
                "w,nonblock",
                "write " + words,
                "write " + words + " unique=one",
                "write " + words + " callback=ctl",
                "write signal=WINCH"))
        .containsExactly(
            "write -1 EAGAIN", "write -1 EEXIST", "write -1 EINVAL", "write -1 EINVAL");
    running.cancel();
    queued.await();
    Condition.await("that it holds none", () -> processesHeld() == 0);
  }

  /** The pidfds that the daemon has open. Source: pidfd_open(2). */
  private long processesHeld() {
    String links = mount.sh("ls -l /proc/" + mount.pid() + "/fd").out();
    return links.lines().filter(line -> line.contains("[pidfd]")).count();
  }
}
