package synchmess.harness.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import synchmess.harness.Condition;
import synchmess.harness.Outcome;
import synchmess.harness.Program;
import synchmess.harness.Repository;

@Tag("no-engine")
class JobCommandTest {
  private static final Synchmess SYNCHMESS = new Synchmess();
  private static Path mount;

  @TempDir private Path directory;

  @BeforeAll
  static void mount() {
    mount = SYNCHMESS.mount("m");
  }

  @AfterAll
  static void unmount() throws IOException {
    SYNCHMESS.close();
  }

  private static Outcome job(String what, String... arguments) {
    return Synchmess.call(command(what, arguments));
  }

  private static String[] command(String what, String... arguments) {
    List<String> command = new ArrayList<>(List.of("job", what, "--mount", mount.toString()));
    command.addAll(List.of(arguments));
    return command.toArray(String[]::new);
  }

  private static String submit(String... words) {
    return job("submit", words).output().strip();
  }

  private static String jobCommand() {
    return Repository.file("daemon/bin/synchmess") + " job";
  }

  /** A shell in the directory; {@code $job} is the command. */
  private Outcome sh(String script) {
    String job = jobCommand();
    return Program.run(
        directory, List.of("sh", "-c", "job='" + job + "'; MOUNT='" + mount + "'; " + script));
  }

  private static String file(String id, String name) throws IOException {
    return Files.readString(mount.resolve("jobs").resolve(id).resolve(name));
  }

  // ---------------------------------------------------------------------------------- submit

  @Test
  void submit_aJob_printsItsIdAlone() throws IOException {
    Outcome outcome = job("submit", "op=stat", "in=/etc/passwd");

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.output()).matches("\\d+\n");
    assertThat(file(outcome.output().strip(), "wait")).contains("state: done\n");
  }

  @Test
  void submit_relativePathsWithBlanks_areThoseOfTheWorkingDirectory() throws IOException {
    Files.writeString(directory.resolve("a \"b\""), "hello");

    sh("$job submit --mount \"$MOUNT\" --wait op=copy 'in=a \"b\"' 'out=a copy'").output();

    assertThat(directory.resolve("a copy")).hasContent("hello");
  }

  @Test
  void submit_waiting_printsTheIdAndTheResult() throws IOException {
    Files.writeString(directory.resolve("a"), "hello");

    String printed = job("submit", "--wait", "op=checksum", "in=" + directory + "/a").output();

    assertThat(printed)
        .matches("\\d+\nop: checksum\nstate: done\nsha256: 2cf24dba[0-9a-f]{56}\nduration: .*\n");
  }

  @Test
  void submit_help_namesTheOperations() {
    assertThat(job("submit", "--help").output().replaceAll("\\s+", " "))
        .contains("checksum, compress, concat, copy, count, decompress, decrypt");
  }

  /** In a terminal it shows a bar; the shell has become the command when that is there. */
  @Test
  void submit_interruptedWhileItWaits_leavesACleanLine() throws IOException {
    String waiting =
        "exec %s submit --mount %s --wait op=count times=1000000000 lock=mutex"
            .formatted(jobCommand(), mount);
    String script = "sh -c 'echo $$ >pid; %s'; echo; echo after";
    List<String> inATerminal = List.of("script", "-qec", script.formatted(waiting), "/dev/null");
    try (Program terminal = Program.start(directory, inATerminal)) {
      Condition.await("a bar", () -> terminal.outputSoFar().contains("] "));
      sh("kill -INT $(cat pid)").output();
      String seen = terminal.finish().output();

      String id = seen.substring(0, seen.indexOf('\r'));
      job("cancel", id).output();
      assertThat(seen).endsWith("\r\033[K\r\nafter\r\n");
    }
  }

  @Test
  void submit_fromStandardInput_takesItAsItIs() throws IOException {
    Files.writeString(directory.resolve("a"), "hello");

    sh("echo op=copy in=\"$PWD/a\" out=\"$PWD/b\" | $job submit --mount \"$MOUNT\" --wait -")
        .output();

    assertThat(directory.resolve("b")).hasContent("hello");
  }

  @Test
  void submit_aSecretFromStandardInput_isShownNowhere() throws IOException {
    Files.writeString(directory.resolve("a"), "hello");

    String id =
        sh("echo 'passphrase=\"open sesame\"'"
                + " | $job submit --mount \"$MOUNT\" --wait op=encrypt in=a out=b -")
            .output()
            .lines()
            .findFirst()
            .orElseThrow();

    assertThat(directory.resolve("b")).isNotEmptyFile();
    assertThat(job("show", id).output()).contains("passphrase=***").doesNotContain("sesame");
  }

  @Test
  void submit_aSecretAmongTheArguments_isRefused() {
    Outcome outcome = job("submit", "op=encrypt", "in=/a", "out=/b", "passphrase=sesame");

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err()).contains("passphrase").doesNotContain("sesame");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"op=nonsense in=/a", "op=stat in=/a colour=red", "op=stat in=/a priority=top"})
  void submit_malformed_saysWhichWordIsWrongAndQueuesNothing(String words) throws IOException {
    String before = Files.readString(mount.resolve("jobs/stats"));
    String wrong =
        words.replaceAll(".*(nonsense|colour|top).*", "$1").replace("nonsense", "op is one of");

    Outcome outcome = job("submit", words.split(" ", -1));

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).hasLineCount(1).contains(wrong);
    assertThat(Files.readString(mount.resolve("jobs/stats"))).isEqualTo(before);
  }

  @Test
  void submit_waitingForAJobThatFails_exitCode1AndWhy() {
    Outcome outcome = job("submit", "--wait", "op=stat", "in=/nothing");

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.out()).matches("\\d+\n");
    assertThat(outcome.err())
        .isEqualTo(
            "synchmess: job %s failed: ENOENT /nothing: No such file or directory\n"
                .formatted(outcome.out().strip()));
  }

  @Test
  void submit_uniqueTwice_theSecondIsRefused() {
    String id = submit("op=count", "times=1000000000", "lock=mutex", "unique=lesson");

    Outcome second = job("submit", "op=count", "unique=lesson");
    job("cancel", id).output();

    assertThat(second.exit()).isEqualTo(1);
    assertThat(second.err()).contains("unique");
  }

  // --------------------------------------------------------------------------- looking after

  @Test
  void wait_done_printsTheResults() {
    String one = submit("op=checksum", "in=/etc/passwd");
    String other = submit("op=checksum", "in=/etc/group", "alg=md5");

    String results = job("wait", one, other).output();

    assertThat(results)
        .containsSubsequence("id: " + one + "\n", "sha256: ", "id: " + other + "\n", "md5: ");
  }

  @Test
  void wait_oneHasFailed_exitCode1AndAllResults() {
    String bad = submit("op=stat", "in=/nothing");
    String good = submit("op=stat", "in=/etc/passwd");

    Outcome outcome = job("wait", bad, good);

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.out()).contains("state: failed\n").contains("state: done\n");
  }

  @Test
  void wait_all_waitsForThoseThatHaveNotEnded() {
    String ended = submit("op=stat", "in=/etc/passwd");
    job("wait", ended).output();
    String running = submit("op=count", "times=1000000000", "lock=mutex");
    List<String> command = new ArrayList<>(List.of(Repository.file("daemon/bin/synchmess") + ""));
    command.addAll(List.of(command("wait", "--all")));
    try (Program waiting = Program.start(directory, command)) {
      Condition.await("that it waits", () -> hasOpen(waiting, "jobs/" + running + "/wait"));
      job("cancel", running).output();

      Outcome outcome = waiting.finish();

      assertThat(outcome.exit()).isEqualTo(1);
      assertThat(outcome.out()).startsWith("id: " + running + "\n").contains("state: cancelled\n");
    }
    assertThat(job("wait", "--all").output()).isEmpty();
    assertThat(job("wait").exit()).isEqualTo(2);
  }

  @Test
  void wait_interrupted_leavesACleanLine() {
    String running = submit("op=count", "times=1000000000", "lock=mutex");
    String wait = jobCommand() + " wait --mount " + mount + " " + running;
    List<String> inATerminal = List.of("script", "-qc", "exec " + wait, "/dev/null");
    try (Program waiting = Program.start(directory, inATerminal)) {
      Condition.await("that it waits", () -> hasOpen(waiting, "jobs/" + running + "/wait"));
      Synchmess.interrupt(waiting);

      assertThat(waiting.finish().out()).isEqualTo("\r\033[K");
    }
    job("cancel", running).output();
  }

  private static boolean hasOpen(Program program, String file) throws IOException {
    try (Stream<Path> descriptors =
        Files.list(Path.of("/proc/" + Synchmess.pid(program) + "/fd"))) {
      return descriptors.anyMatch(descriptor -> isOn(descriptor, file));
    }
  }

  private static boolean isOn(Path descriptor, String file) {
    try {
      return Files.readSymbolicLink(descriptor).endsWith(file);
    } catch (IOException closed) {
      return false;
    }
  }

  @Test
  void prioAndCancel_ended_sayHowItEnded() {
    String done = submit("op=stat", "in=/etc/passwd");
    String cancelled = submit("op=count", "times=1000000000", "lock=mutex");
    job("cancel", cancelled).output();
    job("wait", done, cancelled);

    assertThat(job("prio", done, "high").err()).contains("job " + done + ": it is done already");
    assertThat(job("cancel", cancelled).err())
        .isEqualTo(
            "synchmess: cannot cancel job %s: it is cancelled already\n".formatted(cancelled));
  }

  @Test
  void json_listAndShow() {
    String id = submit("op=checksum", "in=/etc/passwd");
    job("wait", id).output();

    assertThat(job("list", "--json").output())
        .contains("\"id\": " + id + ",", "\"file\": \"/etc/passwd\"");
    assertThat(job("show", "--json", id).output())
        .contains("\"state\": \"done\"", "\"percent\": 100", "\"sha256\": \"");
  }

  @Test
  void list_isATable() {
    String id = submit("op=stat", "in=/etc/passwd", "priority=high");
    job("wait", id).output();

    assertThat(job("list").output())
        .startsWith("ID")
        .containsPattern("ID +PRIORITY +STATE +OPERATION +OWNER +AGE +PERCENT +FILE\n")
        .containsPattern("(?m)^" + id + " +high +done +stat +0 +\\d+ +100 +/etc/passwd$");
  }

  @Test
  void show_aJob_showsWhatWasAskedForAndWhatBecameOfIt() {
    String id = submit("op=stat", "in=/etc/passwd");
    job("wait", id).output();

    assertThat(job("show", id).output())
        .containsSubsequence(
            "spec:\n",
            "  op=stat\n",
            "  in=/etc/passwd\n",
            "state:\n  done\n",
            "progress:\n",
            "result:\n",
            "  size: ");
  }

  @Test
  void cancel_oneThatRuns_endsIt() throws IOException {
    String id = submit("op=count", "times=1000000000", "lock=mutex");

    job("cancel", id).output();

    assertThat(file(id, "wait")).contains("state: cancelled\n");
  }

  @Test
  void remove_ended_isGone_andTwiceIsAnError() {
    String id = submit("op=stat", "in=/etc/passwd");
    job("wait", id).output();

    job("remove", id).output();
    Outcome again = job("remove", id);

    assertThat(mount.resolve("jobs").resolve(id)).doesNotExist();
    assertThat(again.exit()).isEqualTo(1);
    assertThat(again.err()).isEqualTo("synchmess: cannot remove job " + id + ": no such job\n");
  }

  @Test
  void prio_queued_isChanged_andThatOfOneThatRunsIsBusy() throws IOException {
    Path workers = mount.resolve("sys/jobs/workers");
    String all = Files.readString(workers);
    Files.writeString(workers, "1");
    try {
      String running = submit("op=count", "times=1000000000", "lock=mutex", "priority=high");
      Condition.await("that " + running + " runs", () -> runs(running));
      String queued = submit("op=stat", "in=/etc/passwd");

      job("prio", queued, "low").output();
      Outcome busy = job("prio", running, "low");

      assertThat(file(queued, "priority")).isEqualTo("low\n");
      assertThat(busy.exit()).isEqualTo(1);
      assertThat(busy.err()).contains("job " + running + ": it is running");
      job("cancel", running, queued).output();
    } finally {
      Files.writeString(workers, all);
    }
  }

  private static boolean runs(String id) throws IOException {
    return file(id, "state").equals("running\n");
  }

  @Test
  void workers_areListed() {
    assertThat(job("workers").output()).containsPattern("(?m)^\\S+ +(idle|\\d+)$");
  }

  @Test
  void any_anIdThatIsNone_isAUsageError() {
    assertThat(job("cancel", "../sys").exit()).isEqualTo(2);
    assertThat(job("show", "all").exit()).isEqualTo(2);
    assertThat(job("prio", "1", "urgent").exit()).isEqualTo(2);
  }

  @Test
  void any_severalIds_oneThatFailsDoesNotKeepFromTheOthers() {
    String id = submit("op=stat", "in=/etc/passwd");
    job("wait", id).output();

    Outcome outcome = job("remove", "999999999", id);

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.err()).contains("job 999999999: no such job");
    assertThat(mount.resolve("jobs").resolve(id)).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"job", "job submit", "job list", "job wait"})
  void help_fitsAScreen(String command) {
    String help = Synchmess.call((command + " --help").split(" ", -1)).output();

    assertThat(help.lines().count()).isBetween(3L, 24L);
    assertThat(help.lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void status_showsTheQueue() {
    assertThat(Synchmess.status(mount, "jobs"))
        .matches("\\d+ queued, \\d+ running; \\d+ of \\d+ workers idle");
  }
}
