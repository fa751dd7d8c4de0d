package synchmess.harness.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import synchmess.harness.Mount;
import synchmess.harness.Mounted;
import synchmess.harness.Outcome;

/** Each class in Java but the producer and the consumer; those are in {@link LoadTest}. */
@Tag("no-engine")
class JavaExamplesTest {
  @RegisterExtension static final Mounted MOUNTED = Mounted.with();

  private static final Pattern REMINDER =
      Pattern.compile(
          """
          delayed: 1
          received after (\\d+) ms: the tea is ready
          revoked: 1
          before the flush: nothing
          after the flush: water the plants
          """);

  private final Mount mount = MOUNTED.mount();

  @Test
  void sendReceive_receivesWhatItSent() {
    assertThat(Example.java("SendReceive").run(mount.directory()))
        .isEqualTo(
            new Outcome(
                0,
                """
                ready: 2
                received: first
                received: second
                received: nothing
                """,
                ""));
    assertThat(groupsLeft()).isEmpty();
  }

  @Test
  void batch_receivesWhatItSent() {
    assertThat(Example.java("Batch").run(mount.directory()))
        .isEqualTo(
            new Outcome(
                0,
                """
                ready: 3
                received: first
                received: [second, third]
                received: []
                """,
                ""));
    assertThat(groupsLeft()).isEmpty();
  }

  @Test
  void delayedReminder_waitsAsLongAsItWasDelayed() {
    Matcher transcript =
        REMINDER.matcher(Example.java("DelayedReminder").run(mount.directory(), 1500).output());

    assertThat(transcript.matches()).as(transcript.toString()).isTrue();
    assertThat(Integer.parseInt(transcript.group(1))).isBetween(1500, 10_000);
    assertThat(groupsLeft()).isEmpty();
  }

  @Test
  void barrier_allThreeGoOn() {
    assertThat(Example.java("Barrier").run(mount.directory()).output().lines())
        .containsExactlyInAnyOrder(
            "sleeper 1: at the barrier",
            "sleeper 2: at the barrier",
            "sleeper 3: at the barrier",
            "awaker: woke 3",
            "sleeper 1: awake, going on",
            "sleeper 2: awake, going on",
            "sleeper 3: awake, going on",
            "sleepers: 0");
    assertThat(groupsLeft()).isEmpty();
  }

  @Test
  void ioctls_eachReturnsItsCount() {
    assertThat(Example.java("Ioctls").run(mount.directory(), 9).output())
        .isEqualTo(
            """
            installed: %s
            revoked: 1
            flushed: 1
            received: water the plants
            woke: 1
            the sleeper is awake
            """
                .formatted(mount.path("synchmess9")));
  }

  @Test
  void ioctls_descriptorBeyondTheLast_failWithTheErrnosText() {
    Outcome outcome = Example.java("Ioctls").run(mount.directory(), 1025);

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.err()).contains(mount.path("synchmess") + ": Invalid argument");
  }

  @Test
  void submitJob_oneIsDoneAndOneFails() {
    assertThat(Example.java("SubmitJob").run(mount.directory()).output())
        .matches(
            """
            compress: done
            smaller: true
            checksum: failed
            error: ENOENT /.*/text: No such file or directory
            """);
    assertThat(mount.list("jobs")).noneMatch(name -> name.matches("\\d+"));
  }

  @Test
  void any_whereNothingIsMounted_exitCode1AndWhatToDo() {
    assertThat(Example.java("SendReceive").run("/nothing"))
        .isEqualTo(
            new Outcome(1, "", "nothing is mounted on /nothing; try: synchmess mount /nothing\n"));
  }

  @Test
  void run_noExample_exitCode2AndTheirNames() {
    assertThat(Example.java("Nothing").run())
        .isEqualTo(
            new Outcome(
                2,
                "",
                "usage: run EXAMPLE [ARGUMENT...]; the examples are "
                    + "Barrier Batch Consumer DelayedReminder Ioctls Producer SendReceive SubmitJob\n"));
  }

  @Test
  void theExamples_areThoseTestedHere() throws IOException {
    try (Stream<Path> files = Files.list(Example.IN_JAVA)) {
      assertThat(files.filter(JavaExamplesTest::hasMain).map(Path::getFileName).map(Path::toString))
          .containsExactlyInAnyOrder(
              "SendReceive.java",
              "Batch.java",
              "DelayedReminder.java",
              "Barrier.java",
              "Ioctls.java",
              "SubmitJob.java",
              "Producer.java",
              "Consumer.java");
    }
  }

  private static boolean hasMain(Path source) {
    return source.toFile().length() > 0 && read(source).contains("static void main(");
  }

  private static String read(Path source) {
    try {
      return Files.readString(source);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private List<String> groupsLeft() {
    return mount.list("ctl").stream().filter(name -> name.startsWith("example-")).toList();
  }
}
