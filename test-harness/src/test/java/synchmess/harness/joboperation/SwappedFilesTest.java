package synchmess.harness.joboperation;

import static org.assertj.core.api.Assertions.assertThat;
import static synchmess.harness.joboperation.User.ADA;
import static synchmess.harness.joboperation.User.BEN;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import synchmess.harness.Condition;
import synchmess.harness.Mount;
import synchmess.harness.Mounted;
import synchmess.harness.Program;

/**
 * A user who puts links and other files in the place of those that her jobs work with, all the
 * time, gains nothing by it. It needs root.
 */
@Tag("no-engine")
class SwappedFilesTest {
  private static final int JOBS = 100;

  /** Of those that all have the same end. */
  private static final int ROUNDS = 3;

  /** Until there are two ends, which the first round almost always has. */
  private static final int MAX_ROUNDS = 100;

  /** Puts one link and then the other into a place, again and again; each takes effect at once. */
  private static final String SWAP =
      """
      my ($place, $first, $second) = @ARGV;
      $| = 1;
      print "swapping\\n";
      while (1) {
        symlink $first, "next" and rename "next", $place or die $!;
        (-f $second ? link $second, "next" : symlink $second, "next") and rename "next", $place
            or die $!;
      }
      """;

  @RegisterExtension static final Mounted MOUNTED = Mounted.with("--allow-other");

  private final Mount mount = MOUNTED.mount();
  private Folder ada;
  private Folder ben;

  @BeforeEach
  void makeFolders(@TempDir Path directory) {
    Folder top = new Folder(Folder.permit(directory, "rwxr-xr-x"));
    ada = top.make("ada", ADA, "rwxr-xr-x");
    ben = top.make("ben", BEN, "rwxr-xr-x");
    Folder.give(ada.write("own", "of Ada"), ADA, "rw-r--r--");
    Folder.give(ben.write("secret", "of Ben"), BEN, "rw-------");
    mount.write("sys/jobs/max_queued", "1000");
    mount.write("sys/jobs/keep_finished", "10000");
  }

  /**
   * Lets a place in Ada's directory be one thing and then another.
   *
   * @param link where the link leads that is there at first
   * @param other a file to be there itself, or a directory that a link leads to
   */
  private Program swapping(String place, Path link, Path other) {
    List<String> command = List.of("perl", "-e", SWAP, place, link.toString(), other.toString());
    Program program = Program.start(ada.path(), command);
    Condition.await("a beginning", () -> !program.outputSoFar().isEmpty());
    return program;
  }

  /**
   * Submits many jobs while something goes on, and waits for their ends.
   *
   * @param last the last word; a number is added to it
   */
  private List<Job> runDuring(Program attack, String words, String last) {
    return runDuring(attack, words, last, (round, ends) -> round < ROUNDS);
  }

  /** As {@link #runDuring}, until not all have ended in the same way. */
  private List<Job> runUntilEndsDiffer(Program attack, String words, String last) {
    return runDuring(attack, words, last, (round, ends) -> round < MAX_ROUNDS && ends.size() < 2);
  }

  private List<Job> runDuring(
      Program attack, String words, String last, BiPredicate<Integer, Set<String>> goesOn) {
    try (attack) {
      List<Job> jobs = new ArrayList<>();
      for (int round = 0; goesOn.test(round, ends(jobs)); round++) {
        jobs.addAll(run(words, last + "-" + round));
      }
      if (!attack.isAlive()) {
        throw new AssertionError(attack.finish());
      }
      return jobs;
    }
  }

  private List<Job> run(String words, String last) {
    String script = "for i in $(seq %d); do echo \"$2 $3-$i\" > $1; done".formatted(JOBS);
    long before = lastId();
    ADA.sh(script, mount.path("jobs/submit").toString(), words, last).output();
    return LongStream.rangeClosed(before + 1, before + JOBS)
        .mapToObj(id -> new Job(mount, id).awaitEnd())
        .toList();
  }

  /** The different ways in which jobs have ended: {@code done}, or the name of an error. */
  private static Set<String> ends(List<Job> jobs) {
    return jobs.stream()
        .map(job -> job.state().equals("failed") ? job.result("error") : job.state())
        .map(end -> end.replaceFirst(" .*", ""))
        .collect(Collectors.toSet());
  }

  private long lastId() {
    return mount.list("jobs").stream()
        .filter(name -> name.matches("[0-9]+"))
        .mapToLong(Long::parseLong)
        .max()
        .orElse(0);
  }

  private void assertBenHasWhatHeHad() {
    assertThat(ben.names()).containsExactly("secret");
    assertThat(ben.text("secret")).isEqualTo("of Ben");
    assertThat(ben.rights(".")).isEqualTo("5678:5678 755");
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "no"})
  void inputThatIsNowAFileAndNowALink_givesNothingAway(String follow) {
    List<Job> jobs =
        runUntilEndsDiffer(
            swapping("place", ben.resolve("secret"), ada.resolve("own")),
            "op=copy follow=%s %s".formatted(follow, ada.in("place")),
            ada.out("out"));

    assertThat(ends(jobs))
        .containsExactlyInAnyOrder("done", follow.equals("yes") ? "EACCES" : "ELOOP");
    assertThat(ada.sh("cat out-* /dev/null")).doesNotContain("Ben");
    assertBenHasWhatHeHad();
  }

  @ParameterizedTest
  @ValueSource(strings = {"copy", "rename"})
  void outputInADirectoryThatIsNowALink_goesNowhereElse(String op) {
    ada.make("real", ADA, "rwxr-xr-x");
    List<Job> jobs =
        runUntilEndsDiffer(
            swapping("place", ben.path(), ada.resolve("real")),
            "op=%s %s".formatted(op, ada.in("own")),
            ada.out("place/out"));

    assertThat(ends(jobs)).hasSizeGreaterThan(1).isSubsetOf("done", "EACCES", "ENOENT");
    assertBenHasWhatHeHad();
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "no"})
  void outputThatIsNowALink_replacesTheLinkAtMost(String overwrite) {
    Folder.give(ada.write("target", "target"), ADA, "rw-r--r--");
    List<Job> jobs =
        runDuring(
            swapping("place", ben.resolve("secret"), ada.resolve("target")),
            "op=copy overwrite=%s %s %s".formatted(overwrite, ada.in("own"), ada.out("place")),
            "unique=u");

    assertThat(ends(jobs)).containsExactly(overwrite.equals("yes") ? "done" : "EEXIST");
    assertBenHasWhatHeHad();
    assertThat(ada.names()).noneMatch(name -> name.startsWith("."));
  }

  @Test
  void fileInADirectoryThatIsNowALink_isNotDeletedElsewhere() {
    ada.make("real", ADA, "rwxr-xr-x");
    List<Job> jobs =
        runUntilEndsDiffer(
            swapping("place", ben.path(), ada.resolve("real")),
            "op=delete " + ada.in("place/secret"),
            "unique=u");

    assertThat(ends(jobs)).containsExactlyInAnyOrder("EACCES", "ENOENT");
    assertBenHasWhatHeHad();
  }
}
