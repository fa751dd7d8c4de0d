package synchmess.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static synchmess.worker.TestUsers.ADA;
import static synchmess.worker.TestUsers.eventually;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import synchmess.job.Job;

/** A worker process that says what it should not, as one that a user has taken over might. */
@Timeout(120)
class WorkerProcessTest {
  /** Perl: a frame of a kind, with a content. */
  private static final String FRAME =
      "sub frame { my ($k, $c) = @_; syswrite STDOUT, pack('a N', $k, length $c) . $c }"
          + " sub n { pack 'q>', $_[0] } sub t { pack('N', length $_[0]) . $_[0] }"
          + " sub skip { sysread STDIN, my $h, 5; sysread STDIN, my $c, unpack('x N', $h) }"
          + " skip(); frame('r', ''); skip();";

  @TempDir Path base;

  private final AtomicReference<Process> started = new AtomicReference<>();
  private TestUsers users;

  @AfterEach
  void end() throws InterruptedException {
    users.close();
    eventually().until(() -> !started.get().isAlive());
  }

  /** A process that does that when it is given a job. */
  private void begin(String script) throws IOException {
    users =
        new TestUsers(
            base,
            (input, output) -> {
              Process process =
                  new ProcessBuilder("perl", "-e", FRAME + script)
                      .redirectInput(new File(input))
                      .redirectOutput(new File(output))
                      .redirectError(ProcessBuilder.Redirect.INHERIT)
                      .start();
              started.set(process);
              return process;
            });
  }

  private String result(String script) throws IOException {
    begin(script);
    return users.run(ADA, "op=stat in=/");
  }

  @Test
  void process_thatSpeaksTheTruth_isBelieved() throws IOException {
    String script =
        "frame('e', n(3) . n(4) . t('DONE') . n(5) . t('') . n(1) . t('name: value')); sleep";

    assertThat(result(script)).contains("state: done\nname: value\n");
  }

  @Test
  void process_thatFailsAJob_saysWhy() throws IOException {
    String script = "frame('e', n(0) . n(0) . t('FAILED') . n(13) . t('no way') . n(0)); sleep";

    assertThat(result(script)).contains("error: EACCES no way\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "print 'no frame at all'",
        "syswrite STDOUT, pack('a N', 'e', 1 << 30); sleep",
        "syswrite STDOUT, pack('a N', 'e', -1); sleep",
        "frame('?', ''); sleep",
        "frame('r', ''); sleep",
        "frame('e', ''); sleep",
        "frame('e', n(0) . n(0) . t('QUEUED') . n(5) . t('') . n(0)); sleep",
        "frame('e', n(0) . n(0) . t('DONE') . n(5) . t('') . n(1 << 60)); sleep",
        "frame('k', n(7) . n(0)); sleep",
        "frame('d', n(7)); sleep",
        "frame('b', t('/x') . n(0)) for 1 .. 20; sleep",
        "exit",
        "kill 'KILL', $$",
      })
  void process_thatMakesNoSense_failsItsJob(String script) throws IOException {
    assertThat(result(script)).contains("error: EIO the worker ended\n");
    eventually().until(() -> !started.get().isAlive());
  }

  /** Whoever always says something is looked at nevertheless. */
  @Test
  void process_thatNeverStopsTalking_canBeCancelled() throws IOException {
    begin("$SIG{TERM} = 'IGNORE'; frame('p', n(1) . n(2)) while 1");
    Job job = users.submit(ADA, "op=stat in=/");
    users.awaitProgress(job);
    users.cancel(job);

    assertThat(users.await(job)).contains("state: cancelled\n");
  }

  @Test
  void process_thatSaysNothing_canBeCancelled() throws IOException {
    begin("BEGIN { $SIG{TERM} = 'IGNORE' } sleep 1 while 1");
    Job job = users.submit(ADA, "op=stat in=/");
    eventually().until(() -> users.machine.stuck().isEmpty() && started.get() != null);
    users.cancel(job);

    assertThat(users.await(job)).contains("state: cancelled\n");
  }

  @Test
  void process_thatDoesNotBecomeItsUser_getsNoJob() throws IOException {
    users =
        new TestUsers(
            base,
            (input, output) -> {
              Process process = new ProcessBuilder("false").start();
              started.set(process);
              return process;
            });

    assertThat(users.run(ADA, "op=stat in=/")).contains("error: EAGAIN no worker process");
  }

  @Test
  void processWithoutDescriptors_failsTheJobWithEmfile() throws IOException {
    Process ended = new ProcessBuilder("true").start();
    started.set(ended);
    users =
        new TestUsers(
            base,
            (input, output) -> {
              throw new IOException("Cannot run program \"java\": error=24, Too many open files");
            });

    assertThat(users.run(ADA, "op=stat in=/")).contains("error: EMFILE no worker process");
  }

  @Test
  void program_thatIsMissing_failsTheJob() throws IOException {
    Process ended = new ProcessBuilder("true").start();
    started.set(ended);
    users = new TestUsers(base, (input, output) -> new ProcessBuilder("/no/such/program").start());

    assertThat(users.run(ADA, "op=stat in=/")).contains("error: EAGAIN no worker process");
  }
}
