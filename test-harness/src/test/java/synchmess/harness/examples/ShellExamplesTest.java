package synchmess.harness.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import synchmess.harness.Mounted;
import synchmess.harness.Outcome;

/** Each script, in dash and in bash. */
@Tag("no-engine")
class ShellExamplesTest {
  @RegisterExtension static final Mounted MOUNTED = Mounted.with();

  @AfterEach
  void noGroupIsLeft() {
    assertThat(MOUNTED.mount().list("ctl")).isEmpty();
  }

  @AfterEach
  void noJobIsLeft() {
    assertThat(MOUNTED.mount().list("jobs")).noneMatch(name -> name.matches("\\d+"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash"})
  void sendReceive_printsItsTranscript(String shell) {
    assertThat(run(shell, "send_receive.sh"))
        .isEqualTo(
            """
            # A new name installs a group. Each write is one message.
            $ echo first > "$group"
            $ echo second > "$group"
            $ echo third > "$group"
            $ cat "$ctl/depth"
            3
            # Each read takes the oldest message.
            $ read -r message < "$group"
            $ echo "$message"
            first
            # Looking does not take it.
            $ cat "$ctl/peek"
            second
            # cat takes all that are left, and ends.
            $ rest=$(cat "$group")
            $ echo "$rest"
            second
            third
            $ cat "$ctl/depth"
            0
            """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash"})
  void delayedReminder_printsItsTranscript(String shell) {
    assertThat(run(shell, "delayed_reminder.sh", 1500))
        .isEqualTo(
            """
            # Messages to this group become ready 1500 ms after they are sent.
            $ touch "$group"
            $ echo "$delay" > "$ctl/send_delay"
            $ echo "the tea is ready" > "$group"
            # The writer did not wait, and the message is not there yet: it counts as delayed.
            $ grep -e depth -e delayed "$ctl/stats"
            depth: 0
            delayed: 1
            # Reading 'next' sleeps until a message is ready.
            $ reminder=$(cat "$ctl/next")
            $ echo "$reminder"
            the tea is ready
            # A reminder for in an hour can be taken back. The count is read from the same descriptor.
            $ echo 3600000 > "$ctl/send_delay"
            $ echo "call home" > "$group"
            $ exec 3<> "$ctl/revoke"; echo 1 >&3; revoked=$(cat <&3); exec 3>&-
            $ echo "$revoked"
            1
            # Or be had now.
            $ echo "water the plants" > "$group"
            $ echo 1 > "$ctl/flush"
            $ reminder=$(cat "$group")
            $ echo "$reminder"
            water the plants
            """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash"})
  void barrier_printsItsTranscript_sleepersInAnyOrder(String shell) {
    List<String> lines = run(shell, "barrier.sh").lines().toList();

    assertThat(lines)
        .containsExactlyInAnyOrder(
            """
            $ touch "$mount/$name"
            $ sleeper 1 & one=$!
            $ sleeper 2 & two=$!
            $ sleeper 3 & three=$!
            $ awaker
            sleeper 1: at the barrier
            sleeper 2: at the barrier
            sleeper 3: at the barrier
            awaker: all three are asleep
            sleeper 1: awake, going on
            sleeper 2: awake, going on
            sleeper 3: awake, going on
            awaker: woke 3
            $ wait "$one"; wait "$two"; wait "$three"
            # Nobody is left at the barrier.
            $ cat "$ctl/sleepers"
            0
            """
                .lines()
                .toArray(String[]::new));
    assertThat(lines.subList(0, lines.indexOf("awaker: all three are asleep")))
        .noneMatch(line -> line.endsWith("going on"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash"})
  void workerLoop_eachJobIsDoneOnceByAnyWorker(String shell) {
    Stream<String> lines =
        run(shell, "worker_loop.sh")
            .lines()
            .map(line -> line.replaceFirst("^worker [123]: job", "a worker: job"));

    assertThat(lines)
        .containsExactlyInAnyOrder(
            """
            $ touch "$jobs" "$finished"
            $ worker 1 & one=$!
            $ worker 2 & two=$!
            $ worker 3 & three=$!
            # All three wait for work. Here are nine jobs, then one empty message for each worker.
            $ for n in 1 2 3 4 5 6 7 8 9; do echo "job $n" > "$jobs"; done
            a worker: job 1
            a worker: job 2
            a worker: job 3
            a worker: job 4
            a worker: job 5
            a worker: job 6
            a worker: job 7
            a worker: job 8
            a worker: job 9
            $ for worker in 1 2 3; do echo > "$jobs"; done
            worker 1: leaves
            worker 2: leaves
            worker 3: leaves
            $ wait "$one"; wait "$two"; wait "$three"
            # Each job was done, and none twice.
            $ all=$(sort < "$finished")
            $ echo "$all"
            job 1
            job 2
            job 3
            job 4
            job 5
            job 6
            job 7
            job 8
            job 9
            """
                .lines()
                .toArray(String[]::new));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash"})
  void encryptDirectory_ofItsOwn_printsItsTranscript_resultsInAnyOrder(String shell) {
    Stream<String> lines =
        run(shell, "encrypt_directory.sh")
            .lines()
            .map(line -> line.replaceFirst("^(done: \"?)/.*/letters/", "$1"));

    assertThat(lines)
        .containsExactlyInAnyOrder(
            """
            $ (umask 077; head -c 32 /dev/urandom > "$key")
            # The results are sent to a group as the jobs end, in whatever order.
            $ touch "$mount/$results"
            $ "$here/report_results.sh" "$mount" "$results" "$count" & report=$!
            $ encrypt "$file" > /dev/null
            $ encrypt "$file" > /dev/null
            $ encrypt "$file" > /dev/null
            $ wait "$report"
            done: first.txt
            done: second.txt
            done: "the third.txt"
            # And back again, waiting for the end of the job itself.
            $ id=$(submit op=decrypt in="$(quoted "$file.enc")" out="$again" key_file="$key")
            $ grep state "$mount/jobs/$id/wait"
            state: done
            $ cmp "$file" "$again" && cat "$again"
            This is the third.
            """
                .lines()
                .toArray(String[]::new));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash"})
  void encryptDirectory_ofOnesOwn_encryptsItsFilesWhateverTheirNames(
      String shell, @TempDir Path directory) throws IOException {
    Path letters = Files.createDirectory(directory.resolve("my \"letters\""));
    Path key = letters.resolve("key");
    List<String> names = List.of("a b.txt", "back\\slash", "$(false)", "quote\"d");
    for (String name : names) {
      Files.writeString(letters.resolve(name), name);
    }

    run(shell, "encrypt_directory.sh", letters, key);
    run(shell, "encrypt_directory.sh", letters, key);

    assertThat(letters)
        .isDirectoryContaining("glob:**key")
        .isDirectoryNotContaining("glob:**key.enc")
        .isDirectoryNotContaining("glob:**.enc.enc");
    for (String name : names) {
      assertThat(letters.resolve(name)).hasContent(name);
      assertThat(letters.resolve(name + ".enc")).isNotEmptyFile();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash"})
  void encryptDirectory_aFileThatCannotBeReplaced_isReportedAndExitCode1(
      String shell, @TempDir Path directory) throws IOException {
    Files.writeString(directory.resolve("a"), "hello");
    Files.createDirectory(directory.resolve("a.enc"));

    Outcome outcome =
        Example.script(shell, "encrypt_directory.sh")
            .run(MOUNTED.mount().directory(), directory, directory.resolve("key"));

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.out()).contains("failed: " + directory.resolve("a") + " EISDIR ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash"})
  void raceLesson_onlyWithoutALockIsAnythingLost(String shell) {
    String lesson = run(shell, "race_lesson.sh", 2, 100_000);

    assertThat(lesson)
        .startsWith("# 2 threads add 1 to the same variable, 100000 times each.\n")
        .containsPattern("(?m)^lock +expected +actual +lost +ns per step$")
        .containsPattern("(?m)^none +200000 +\\d+ +\\d+ +[0-9.]+$")
        .containsPattern("(?m)^none +\\d+ +\\d+ +[1-9]")
        .containsPattern("(?m)^spin +200000 +200000 +0 +[0-9.]+$")
        .containsPattern("(?m)^mutex +200000 +200000 +0 +[0-9.]+$")
        .containsPattern("(?m)^atomic +200000 +200000 +0 +[0-9.]+$");
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash"})
  void any_whereNothingIsMounted_exitCode1AndWhatToDo(String shell) {
    Outcome outcome = Example.script(shell, "send_receive.sh").run("/nothing");

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.err())
        .endsWith("nothing is mounted on /nothing; try: synchmess mount /nothing\n");
  }

  @Test
  void theScripts_areThoseTestedHere() throws IOException {
    try (Stream<Path> files = Files.list(Example.IN_SHELL)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "README.md",
              "example.sh",
              "send_receive.sh",
              "delayed_reminder.sh",
              "barrier.sh",
              "worker_loop.sh",
              "encrypt_directory.sh",
              "report_results.sh",
              "race_lesson.sh");
    }
  }

  private static String run(String shell, String script, Object... arguments) {
    Object[] all = new Object[arguments.length + 1];
    all[0] = MOUNTED.mount().directory();
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    Outcome outcome = Example.script(shell, script).run(all);
    assertThat(outcome.err()).isEmpty();
    return outcome.output();
  }
}
