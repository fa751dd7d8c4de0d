package synchmess.harness.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import synchmess.harness.Condition;
import synchmess.harness.Group;
import synchmess.harness.Mount;
import synchmess.harness.Mounted;
import synchmess.harness.Outcome;
import synchmess.harness.Program;
import synchmess.harness.Repository;

/** Each program in C but the producer and the consumer; those are in {@link LoadTest}. */
@Tag("no-engine")
class CExamplesTest {
  @RegisterExtension static final Mounted MOUNTED = Mounted.with();

  private static final int HOUR = 3_600_000;

  private final Mount mount = MOUNTED.mount();
  private final Group group = MOUNTED.newGroup();

  @Test
  void install_newOrInstalled_printsThePathOfItsFile() {
    Example install = Example.c("install");
    Path file = mount.path("synchmess7");

    assertThat(install.run(7, mount.path("synchmess")).output()).isEqualTo(file + "\n");
    assertThat(install.run(7, mount.path("synchmess")).output()).isEqualTo(file + "\n");
    assertThat(file).exists();
  }

  @Test
  void install_noMasterGiven_takesTheMountOfTheEnvironment() {
    Path program = Example.build().resolve("install");

    assertThat(mount.sh("SYNCHMESS_MOUNT=$PWD " + program + " 8").output())
        .isEqualTo(mount.path("synchmess8") + "\n");
  }

  @Test
  void install_descriptor0_failsWithItsErrno() {
    assertThat(Example.c("install").run(0, mount.path("synchmess")))
        .isEqualTo(
            new Outcome(
                1, "", "install: " + mount.path("synchmess") + ": install 0: Invalid argument\n"));
  }

  @Test
  void receive_aMessageThatWasSent_printsIt() {
    assertThat(Example.c("send").run(group.file(), "hello")).isEqualTo(new Outcome(0, "", ""));

    assertThat(Example.c("receive").run(group.file()).output()).isEqualTo("hello");
  }

  @Test
  void receive_nothingReady_exitCode3() {
    assertThat(Example.c("receive").run(group.file())).isEqualTo(new Outcome(3, "", ""));
  }

  @Test
  void receive_waiting_printsWhatIsSentLater() {
    try (Program receive = Example.c("receive").start("-w", group.file())) {
      Condition.await("that it has the group open", () -> hasOpen(receive, group.file()));
      Example.c("send").run(group.file(), "hello").output();

      assertThat(receive.finish()).isEqualTo(new Outcome(0, "hello", ""));
    }
  }

  private static boolean hasOpen(Program program, Path file) throws IOException {
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/" + program.pid() + "/fd"))) {
      for (Path descriptor : descriptors.toList()) {
        if (Files.readSymbolicLink(descriptor).equals(file)) {
          return true;
        }
      }
    }
    return false;
  }

  @Test
  void batchReceive_whatBatchSendHasSent_printsALineForEach() {
    String send = "printf 'one\\ntwo\\n\\nthree' | " + Example.build().resolve("batch_send") + " ";
    assertThat(mount.sh(send + group.control("batch"))).isEqualTo(new Outcome(0, "", ""));

    assertThat(group.count("depth")).isEqualTo(3);
    assertThat(Example.c("batch_receive").run(batch()).output()).isEqualTo("one\ntwo\nthree\n");
  }

  @Test
  void batchSend_moreThanOneBatch_sendsAll() {
    String line = "seq 20000 | " + Example.build().resolve("batch_send") + " ";
    assertThat(mount.sh(line + group.control("batch"))).isEqualTo(new Outcome(0, "", ""));

    assertThat(group.count("depth")).isEqualTo(20_000);
  }

  @Test
  void batchReceive_nothingReady_exitCode3() {
    assertThat(Example.c("batch_receive").run(batch())).isEqualTo(new Outcome(3, "", ""));
  }

  private Path batch() {
    return mount.path(group.control("batch"));
  }

  @Test
  void delay_thenSend_theMessageIsDelayed() {
    assertThat(Example.c("delay").run(group.file(), HOUR)).isEqualTo(new Outcome(0, "", ""));
    Example.c("send").run(group.file(), "later").output();

    assertThat(group.count("delayed")).isEqualTo(1);
    assertThat(Example.c("receive").run(group.file()).exit()).isEqualTo(3);
  }

  @Test
  void revoke_twoDelayed_prints2AndTheyAreGone() {
    group.set("send_delay", "" + HOUR);
    group.send("one");
    group.send("two");

    assertThat(Example.c("revoke").run(group.file()).output()).isEqualTo("2\n");
    assertThat(group.count("delayed")).isZero();
  }

  @Test
  void flush_oneDelayed_prints1AndItIsReady() {
    group.set("send_delay", "" + HOUR);
    group.send("one");

    assertThat(Example.c("flush").run(group.file()).output()).isEqualTo("1\n");
    assertThat(group.receive()).isEqualTo("one");
  }

  @Test
  void awakeBarrier_twoAsleep_prints2AndBothGoOn() {
    Example sleep = Example.c("sleep_on_barrier");
    try (Program one = sleep.start(group.file());
        Program two = sleep.start(group.file())) {
      group.await("sleepers", 2);

      assertThat(Example.c("awake_barrier").run(group.file()).output()).isEqualTo("2\n");
      assertThat(one.finish()).isEqualTo(new Outcome(0, "", ""));
      assertThat(two.finish()).isEqualTo(new Outcome(0, "", ""));
    }
  }

  @Test
  void submitJob_done_printsTheResult() {
    Outcome outcome = submitJob("op=checksum", "in=/etc/passwd");

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.output())
        .matches(
            """
            id: \\d+
            op: checksum
            state: done
            sha256: \\p{XDigit}{64}
            duration: .*
            """);
  }

  @Test
  void submitJob_endsLater_waitsForIt() {
    assertThat(submitJob("op=count", "times=10000000", "lock=mutex").output())
        .contains("state: done\n")
        .contains("lost: 0\n");
  }

  @Test
  void submitJob_failed_printsTheResultAndExitCode3() {
    Outcome outcome = submitJob("op=stat", "in=/nothing");

    assertThat(outcome.exit()).isEqualTo(3);
    assertThat(outcome.out())
        .contains("state: failed\nerror: ENOENT /nothing: No such file or directory\n");
  }

  @Test
  void submitJob_malformed_exitCode1AndItsErrno() {
    assertThat(submitJob("op=nothing"))
        .isEqualTo(
            new Outcome(
                1, "", "submit_job: " + mount.path("jobs/submit") + ": Invalid argument\n"));
  }

  private Outcome submitJob(String... words) {
    List<Object> arguments = new ArrayList<>(List.of(mount.path("jobs")));
    arguments.addAll(List.of(words));
    return Example.c("submit_job").run(arguments.toArray());
  }

  @Test
  void submitJob_wrongUsage_exitCode2() {
    Outcome outcome = Example.c("submit_job").run();

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err()).startsWith("usage: submit_job ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "send",
        "receive",
        "batch_send",
        "batch_receive",
        "delay",
        "revoke",
        "flush",
        "sleep_on_barrier",
        "awake_barrier"
      })
  void anyOnAGroup_wrongUsage_exitCode2(String program) {
    Outcome outcome = Example.c(program).run();

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err()).startsWith("usage: " + program + " ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "receive",
        "batch_send",
        "batch_receive",
        "revoke",
        "flush",
        "sleep_on_barrier",
        "awake_barrier"
      })
  void anyOnAGroup_thatIsNotThere_exitCode1AndItsErrno(String program) {
    Path nothing = mount.path("nothing");

    assertThat(Example.c(program).run(nothing))
        .isEqualTo(new Outcome(1, "", program + ": " + nothing + ": No such file or directory\n"));
  }

  @ParameterizedTest
  @MethodSource("sources")
  void everyProgram_isBuiltByMakeAndByCcAlone(String source) {
    String program = source.replace(".c", "");
    Path alone = Repository.target("examples/alone/" + program);

    assertThat(Example.build().resolve(program)).isExecutable();
    Program.run(Example.IN_C, List.of("cc", source, "-o", alone.toString(), "-pthread")).output();
    assertThat(alone).isExecutable();
  }

  static List<String> sources() throws IOException {
    try (Stream<Path> files = Files.list(Example.IN_C)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(it -> it.endsWith(".c"))
          .toList();
    }
  }
}
