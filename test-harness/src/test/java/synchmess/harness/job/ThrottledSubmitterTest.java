package synchmess.harness.job;

import static org.assertj.core.api.Assertions.assertThat;
import static synchmess.harness.job.Jobs.LONG;
import static synchmess.harness.job.Jobs.SHORT;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import synchmess.harness.Condition;
import synchmess.harness.Mount;
import synchmess.harness.Mounted;
import synchmess.harness.Program;

/** A submitter who waits for room in the full queue, and that he holds up nobody else. */
@Tag("kernel")
class ThrottledSubmitterTest {
  @RegisterExtension static final Mounted MOUNTED = Mounted.with();

  private final Mount mount = MOUNTED.mount();
  @RegisterExtension final Jobs jobs = new Jobs(mount);
  private final List<Program> submitters = new ArrayList<>();

  /** The one that has the only place in the queue. */
  private Job queued;

  @BeforeEach
  void fill() {
    jobs.limit("workers", 0);
    jobs.limit("max_queued", 1);
    queued = jobs.submit(SHORT);
  }

  @AfterEach
  void clear() {
    submitters.forEach(Program::close);
    jobs.await("throttled", 0);
  }

  /** A submitter with a descriptor of his own, who is waiting when this returns. */
  private Program park(String flags, String words) {
    Program submitter = jobs.startCalls(flags, "write " + words, "read 99");
    submitters.add(submitter);
    jobs.await("throttled", submitters.stream().filter(Program::isAlive).count());
    return submitter;
  }

  private static String written(String words) {
    return "write " + words.length();
  }

  /** The job that a submitter has read the id of. */
  private Job job(Program submitter, String words) {
    List<String> results = submitter.finish().results();
    assertThat(results.get(0)).isEqualTo(written(words));
    assertThat(results.get(1)).matches("read \\d+ \\d+\\\\x0a");
    return new Job(mount, Long.parseLong(results.get(1).split(" ", 3)[2].replace("\\x0a", "")));
  }

  // ------------------------------------------------------------------------ waiting for room

  @ParameterizedTest
  @ValueSource(strings = {"rw", "rw,append", "rw,creat,trunc"})
  void fullQueue_keepsTheSubmitterWaitingUntilThereIsRoom(String flags) {
    Program submitter = park(flags, SHORT);
    Condition.assertStays("it waits", submitter::isAlive);
    assertThat(jobs.list()).hasSize(1);
    queued.cancel();

    assertThat(job(submitter, SHORT).state()).isEqualTo("queued");
    assertThat(jobs.count("throttled")).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "echo 1 > jobs/%d/cancel",
        "rmdir jobs/%d",
        "echo 1 > jobs/remove_all",
        "echo 2 > sys/jobs/max_queued",
        "echo 1 > sys/jobs/workers"
      })
  void roomThatComes_letsTheSubmitterIn(String script) {
    Program submitter = park("rw", LONG);
    mount.sh(script.formatted(queued.id())).output();

    assertThat(job(submitter, LONG).state()).isIn("queued", "running");
  }

  @Test
  void submitters_areLetInInTheOrderInWhichTheyCame() {
    List<String> specs = new ArrayList<>();
    for (int i = 1; i <= 5; i++) {
      specs.add("op=count times=" + i);
      park("rw", specs.get(i - 1));
    }
    long first = queued.id() + 1;

    jobs.limit("max_queued", 3);
    jobs.await("throttled", 3);
    jobs.limit("max_queued", 100);
    for (int i = 0; i < submitters.size(); i++) {
      assertThat(job(submitters.get(i), specs.get(i)).id()).isEqualTo(first + i);
    }
  }

  @Test
  void urgentJob_doesNotOvertakeAtTheDoor() {
    Program first = park("rw", SHORT + " priority=low");
    Program second = park("rw", SHORT + " priority=high");
    queued.cancel();

    Job low = job(first, SHORT + " priority=low");
    assertThat(second.isAlive()).isTrue();
    low.cancel();
    assertThat(job(second, SHORT + " priority=high").id()).isEqualTo(low.id() + 1);
  }

  @Test
  void manySubmitters_areAllLetInByAWorker() {
    jobs.limit("max_throttled", 100);
    String script = "i=0; while [ $i -lt 60 ]; do echo '%s' > jobs/submit & i=$((i+1)); done; wait";
    try (Program all = mount.startSh(script.formatted(SHORT))) {
      jobs.await("throttled", 60);
      long done = jobs.count("done");
      jobs.limit("workers", 2);

      all.finish().output();
      jobs.await("done", done + 61);
    }
  }

  @Test
  void moreThanMayWait_isENOSPCAtOnce() {
    jobs.limit("max_throttled", 2);
    park("rw", SHORT);
    park("rw", SHORT);

    assertThat(jobs.calls("rw", "write " + SHORT, "read 9"))
        .containsExactly("write -1 ENOSPC", "read 0");
    assertThat(mount.shell("bash", "echo '" + SHORT + "' > jobs/submit").err())
        .contains("No space left on device");
    assertThat(jobs.count("throttled")).isEqualTo(2);
    jobs.limit("max_throttled", 3);
    park("rw", SHORT);
  }

  @Test
  void noneMayWait_isENOSPCAtOnce() {
    jobs.limit("max_throttled", 0);

    assertThat(jobs.calls("w", "write " + SHORT)).containsExactly("write -1 ENOSPC");
  }

  @ParameterizedTest
  @ValueSource(strings = {"w,nonblock", "w,nonblock,append"})
  void nonBlocking_isEAGAINAndNothingIsQueued(String flags) {
    assertThat(jobs.calls(flags, "write " + SHORT)).containsExactly("write -1 EAGAIN");
    assertThat(jobs.list()).hasSize(1);
    assertThat(jobs.count("throttled")).isZero();
  }

  @Test
  void malformed_isEINVALAtOnce() {
    assertThat(jobs.calls("w", "write op=nothing", "fill 65537"))
        .containsExactly("write -1 EINVAL", "fill -1 EMSGSIZE");
  }

  @Test
  void uniqueWord_isLookedAtAgainWhenThereIsRoom() {
    String words = SHORT + " unique=nightly";
    Program first = park("rw", words);
    Program second = park("rw", words);
    jobs.limit("max_queued", 5);

    assertThat(job(first, words).state()).isEqualTo("queued");
    assertThat(second.finish().results()).containsExactly("write -1 EEXIST", "read 0");
    assertThat(jobs.list()).hasSize(2);
  }

  // --------------------------------------------------------------------- and how it ends else

  @ParameterizedTest
  @ValueSource(strings = {"alarm 200", "alarm 200 restart"})
  void handledSignal_isEINTRAndNothingIsQueued(String alarm) {
    assertThat(jobs.calls("rw", alarm, "write " + SHORT, "read 99"))
        .containsExactly(alarm.split(" ", 2)[0] + " 0", "write -1 EINTR", "read 0");
    assertNothingComes();
  }

  @ParameterizedTest
  @ValueSource(strings = {"KILL", "INT"})
  void deadlySignal_endsTheSubmitterAndNothingIsQueued(String signal) {
    Program submitter = park("rw", SHORT);
    submitter.signal(signal);

    assertThat(submitter.finish().exit()).isGreaterThan(128);
    assertNothingComes();
  }

  @Test
  void signalToOneSubmitter_letsNobodyInAndTheOthersKeepTheirPlace() {
    Program first = park("rw", SHORT);
    Program second = park("rw", LONG);
    first.signal("KILL");
    first.finish();

    jobs.await("throttled", 1);
    assertThat(jobs.list()).hasSize(1);
    queued.cancel();
    assertThat(job(second, LONG).id()).isEqualTo(queued.id() + 1);
  }

  private void assertNothingComes() {
    jobs.await("throttled", 0);
    jobs.limit("max_queued", 5);
    assertThat(jobs.list()).hasSize(1);
  }

  // --------------------------------------------------------------------- nobody is held up

  static Stream<Arguments> callsOfOthers() {
    return Stream.of(
        Arguments.of("w,nonblock", "write op=stat in=/", "write -1 EAGAIN"),
        Arguments.of("w,append", "fsync", "fsync 0"),
        Arguments.of("w,creat,trunc", "fsync", "fsync 0"),
        Arguments.of("w", "ftruncate 0", "ftruncate 0"),
        Arguments.of("rw", "read 99", "read 0"),
        Arguments.of("r", "fstat", "fstat 0 100666 0"),
        Arguments.of("r", "stat jobs/submit", "stat 0 100666 0:0 0"),
        Arguments.of("r", "truncate jobs/submit 0", "truncate 0"));
  }

  @ParameterizedTest
  @MethodSource("callsOfOthers")
  void otherDescriptor_isServedAtOnce(String flags, String call, String result) {
    Program submitter = park("rw", SHORT);

    assertThat(jobs.calls(flags, call)).containsExactly(result);
    assertStillParked(submitter);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ": > jobs/submit",
        ": >> jobs/submit",
        "ls -lR . >/dev/null",
        "stat jobs/submit jobs",
        "touch jobs/submit",
        "cat jobs/list jobs/workers jobs/stats sys/metrics",
        "cat jobs/%1$d/spec jobs/%1$d/state jobs/%1$d/progress jobs/%1$d/result",
        "echo high > jobs/%1$d/priority",
        "echo hi > group && cat group",
        "sync jobs/submit"
      })
  void shellOfOthers_isServedAtOnce(String script) {
    Program submitter = park("rw", SHORT);
    mount.sh(script.formatted(queued.id())).output();

    assertStillParked(submitter);
  }

  /** What changes the queue itself is served, too; but for it, this one would wait for ever. */
  private void assertStillParked(Program submitter) {
    assertThat(submitter.isAlive()).isTrue();
    assertThat(jobs.count("throttled")).isEqualTo(1);
    queued.cancel();
    assertThat(job(submitter, SHORT).state()).isEqualTo("queued");
  }

  @Test
  void echo_behindAThrottledSubmitter_waitsInTheQueueAndNotInTheKernel() {
    Program submitter = park("rw", SHORT);
    Program second = mount.startSh("echo '" + SHORT + "' > jobs/submit");
    submitters.add(second);
    jobs.await("throttled", 2);
    jobs.limit("max_queued", 5);

    assertThat(job(submitter, SHORT).id()).isEqualTo(queued.id() + 1);
    assertThat(second.finish().output()).isEmpty();
  }

  @Test
  void sameDescriptor_submittersWaitBesideEachOther() {
    String script = "exec 3<>jobs/submit; (echo '%s' >&3) & (echo '%1$s' >&3) & wait; cat <&3";
    Program shared = mount.startSh(script.formatted(SHORT));
    submitters.add(shared);
    jobs.await("throttled", 2);
    jobs.limit("max_queued", 5);

    assertThat(shared.finish().output().lines())
        .containsExactlyInAnyOrder("" + (queued.id() + 1), "" + (queued.id() + 2));
  }
}
