package synchmess.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static synchmess.harness.Probe.ioctl;
import static synchmess.ioctl.Ioctl.AWAKE;
import static synchmess.ioctl.Ioctl.FLUSH;
import static synchmess.ioctl.Ioctl.REVOKE_DELAYED_MESSAGES;
import static synchmess.ioctl.Ioctl.SET_SEND_DELAY;

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

/**
 * A writer who waits for room in a full group, and that he holds up nobody else: neither on
 * descriptors of their own, nor on his.
 */
@Tag("kernel")
class ThrottledWriterTest {
  /** For what must not wait at all; a caller who did would wait for ever. */
  private static final long AT_ONCE_MILLIS = 10_000;

  private static final long SIGNAL_MILLIS = 100;
  private static final long ALARM_MILLIS = 200;
  private static final String FULL = "1234567890";

  @RegisterExtension static final Mounted MOUNTED = Mounted.with("--max-storage-size=10");

  private final Mount mount = MOUNTED.mount();
  private final Group group = MOUNTED.newGroup();
  private final List<Program> writers = new ArrayList<>();

  @BeforeEach
  void fill() {
    group.set("full_policy", "block");
    group.send(FULL);
  }

  @AfterEach
  void endWriters() {
    writers.forEach(Program::close);
    mount.write("sys/max_throttled_writers", "64\n");
  }

  /** A writer with a descriptor of his own, who is waiting when this returns. */
  private Program park(String flags, String message) {
    Program writer = group.startCalls(flags, "write " + message);
    writers.add(writer);
    group.await("writers", writers.size());
    return writer;
  }

  /** Scripts that share one descriptor, number 3; the first is in the background. */
  private Program share(String flags, String background, String... others) {
    String probe = Probe.PROGRAM.toString();
    String script =
        "exec 3%s%s; %s 'fd 3' '%s' & until [ $(cat ctl/%2$s/%s) = 1 ]; do sleep 0.01; done\n"
            .formatted(flags, group.name(), probe, background, waiting(background));
    StringBuilder whole = new StringBuilder(script);
    for (String other : others) {
      whole.append(other.replace("probe", probe)).append('\n');
    }
    Program program = mount.startSh(whole + "wait");
    writers.add(program);
    return program;
  }

  private static String waiting(String call) {
    return call.startsWith("write") ? "writers" : "readers";
  }

  // ------------------------------------------------------------------------ waiting for room

  @ParameterizedTest
  @ValueSource(strings = {"w", "rw", "w,append", "w,creat,trunc"})
  void fullGroup_keepsTheWriterWaitingUntilThereIsRoom(String flags) {
    Program writer = park(flags, "later");
    Condition.assertStays("it waits", writer::isAlive);

    assertThat(group.receive()).isEqualTo(FULL);
    assertThat(writer.finish().results()).containsExactly("write 5");
    assertThat(group.count("writers")).isZero();
    assertThat(group.receive()).isEqualTo("later");
  }

  @Test
  void writers_areLetInInTheOrderInWhichTheyCame() {
    park("w", "number-one");
    park("w", "number-two");
    park("w", "3");

    for (String next : List.of(FULL, "number-one", "number-two", "3")) {
      assertThat(group.receive()).isEqualTo(next);
    }
    for (Program writer : writers) {
      assertThat(writer.finish().results().get(0)).startsWith("write ").doesNotContain("-1");
    }
    assertThat(group.count("writers")).isZero();
  }

  @Test
  void smallerMessageThatWouldFit_doesNotOvertake() {
    assertThat(group.receive()).isEqualTo(FULL);
    group.send("12345");
    Program first = park("w", "123456");

    assertThat(group.calls("w,nonblock", "write 1")).containsExactly("write -1 EAGAIN");
    Program second = park("w", "1");
    assertThat(group.receive()).isEqualTo("12345");
    assertThat(first.finish().results()).containsExactly("write 6");
    assertThat(second.finish().results()).containsExactly("write 1");
    assertThat(group.receive()).isEqualTo("123456");
    assertThat(group.receive()).isEqualTo("1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"purge", "revoke"})
  void roomThatATriggerMakes_letsTheWriterIn(String trigger) {
    if (trigger.equals("revoke")) {
      group.receive();
      group.set("send_delay", "600000");
      group.send(FULL);
      group.set("send_delay", "0");
    }
    Program writer = park("w", "later");
    group.set(trigger, "1");

    assertThat(writer.finish().results()).containsExactly("write 5");
    assertThat(group.receive()).isEqualTo("later");
  }

  @Test
  void messageThatCanNeverFit_isENOSPCAtOnce() {
    assertThat(group.calls("w", "write 12345678901")).containsExactly("write -1 ENOSPC");
  }

  @Test
  void moreThanMayWait_isENOSPC() {
    mount.write("sys/max_throttled_writers", "2\n");
    park("w", "one");
    park("w", "two");

    assertThat(group.calls("w", "write three")).containsExactly("write -1 ENOSPC");
    assertThat(group.count("writers")).isEqualTo(2);
    mount.write("sys/max_throttled_writers", "3\n");
    park("w", "three");
  }

  @Test
  void fullPolicyOfTheOthers_isTheirs() {
    park("w", "later");
    Group other = MOUNTED.newGroup();

    assertThat(other.calls("w", "write 12345678901", "write " + FULL, "write 1"))
        .containsExactly("write -1 ENOSPC", "write 10", "write -1 ENOSPC");
  }

  // --------------------------------------------------------------------- and how it ends else

  @ParameterizedTest
  @ValueSource(strings = {"alarm 200", "alarm 200 restart"})
  void handledSignal_isEINTRSoonAndNothingIsSent(String alarm) {
    AtBest.assertLessThan(SIGNAL_MILLIS, () -> millisToEINTR(alarm));
    assertThat(group.receive()).isEqualTo(FULL);
    assertThat(group.receive()).isEmpty();
  }

  /** After the alarm. */
  private long millisToEINTR(String alarm) {
    String open = "open " + group.name() + " w";
    Results results = Results.of(mount.probe(open, "mark", alarm, "write never", "elapsed"));

    assertThat(results.line(3)).isEqualTo("write -1 EINTR");
    assertThat(results.number(4)).isGreaterThanOrEqualTo(ALARM_MILLIS);
    assertThat(group.count("writers")).isZero();
    return results.number(4) - ALARM_MILLIS;
  }

  @ParameterizedTest
  @ValueSource(strings = {"KILL", "INT"})
  void deadlySignal_endsTheProcessSoonAndNothingIsSent(String signal) {
    AtBest.assertLessThan(SIGNAL_MILLIS, () -> millisToEnd(signal));
    assertThat(group.receive()).isEqualTo(FULL);
    assertThat(group.receive()).isEmpty();
  }

  private long millisToEnd(String signal) {
    try (Program writer = group.startCalls("w", "write never")) {
      group.await("writers", 1);
      writer.signal(signal);
      long signalled = System.nanoTime();

      assertThat(writer.finish().exit()).isGreaterThan(128);
      long millis = (System.nanoTime() - signalled) / 1_000_000;
      assertThat(group.count("writers")).isZero();
      return millis;
    }
  }

  @Test
  void signalToOneWriter_letsNobodyInAndTheOthersKeepTheirPlace() {
    Program first = park("w", "first");
    Program second = park("w", "second");
    first.signal("KILL");
    first.finish();

    group.await("writers", 1);
    assertThat(group.receive()).isEqualTo(FULL);
    assertThat(second.finish().results()).containsExactly("write 6");
    assertThat(group.receive()).isEqualTo("second");
  }

  @Test
  void rm_wakesTheWriterWithENODEV() {
    Program writer = park("w", "never");

    assertThat(mount.probe("unlink " + group.name(), "took").get(0)).isEqualTo("unlink 0");
    assertThat(writer.finish().results()).containsExactly("write -1 ENODEV");
    assertThat(mount.list(".")).doesNotContain(group.name());
  }

  // --------------------------------------------------------------------- nobody is held up

  static Stream<Arguments> callsOfOthers() {
    return Stream.of(
        Arguments.of("w,nonblock", "write 1", "write -1 EAGAIN"),
        Arguments.of("w,nonblock,append", "write 1", "write -1 EAGAIN"),
        Arguments.of("w,trunc", "poll out 0", "poll 0"),
        Arguments.of("w,append", "fsync", "fsync 0"),
        Arguments.of("w", "fdatasync", "fdatasync 0"),
        Arguments.of("w", "fchmod 644", "fchmod 0"),
        Arguments.of("w", "ftruncate 0", "ftruncate 0"),
        Arguments.of("r", "fstat", "fstat 0 100644 0"),
        Arguments.of("r", "stat %s", "stat 0 100644 0:0 0"),
        Arguments.of("r", "chmod %s 644", "chmod 0"),
        Arguments.of("r", "chown %s 0 0", "chown 0"),
        Arguments.of("r", "truncate %s 0", "truncate 0"),
        Arguments.of("r", "rename %s elsewhere", "rename -1 EPERM"),
        Arguments.of("r", "link %s elsewhere", "link -1 EPERM"),
        Arguments.of("r", "poll in 0", "poll 1 in"),
        Arguments.of("w", ioctl(FLUSH), "ioctl 0"),
        Arguments.of("w", ioctl(AWAKE), "ioctl 0"),
        Arguments.of("w", ioctl(REVOKE_DELAYED_MESSAGES), "ioctl 0"),
        Arguments.of("w", ioctl(SET_SEND_DELAY, 0), "ioctl 0"));
  }

  @ParameterizedTest
  @MethodSource("callsOfOthers")
  void otherDescriptor_isServedAtOnce(String flags, String call, String result) {
    Program writer = park("w", "later");
    Results results = Results.of(group.calls(flags, call.formatted(group.name()), "took"));

    assertThat(results.line(0)).isEqualTo(result);
    assertThat(results.number(1)).isLessThan(AT_ONCE_MILLIS);
    assertStillParked(writer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ": > %s",
        ": >> %s",
        "ls -l . ctl ctl/%s",
        "touch new && rm new",
        "touch %s",
        "cat ctl/%s/peek ctl/%s/stats",
        "echo 1 > ctl/%s/flush",
        "sync %s",
        "chmod 640 %s && chown 0:0 %s && stat %s"
      })
  void shellOfOthers_isServedAtOnce(String script) {
    Program writer = park("w", "later");
    long started = System.nanoTime();
    mount.sh(script.replace("%s", group.name())).output();

    assertThat((System.nanoTime() - started) / 1_000_000).isLessThan(AT_ONCE_MILLIS);
    assertStillParked(writer);
  }

  private void assertStillParked(Program writer) {
    assertThat(writer.isAlive()).isTrue();
    assertThat(group.count("writers")).isEqualTo(1);
    assertThat(group.receive()).isEqualTo(FULL);
    assertThat(writer.finish().results()).containsExactly("write 5");
    assertThat(group.receive()).isEqualTo("later");
  }

  // ------------------------------------------------------------------------ on one descriptor

  @Test
  void sameDescriptor_ioctlsAndFlushDoNotWait() {
    Program shared =
        share(
            "<>",
            "write later",
            "probe 'fd 3' '" + ioctl(FLUSH) + "' '" + ioctl(AWAKE) + "' 'poll out 0'",
            "echo 1 > ctl/" + group.name() + "/flush",
            "cat ctl/" + group.name() + "/writers",
            "probe 'fd 3' 'read 99'");

    assertThat(shared.finish().results())
        .containsExactlyInAnyOrder(
            "ioctl 0", "ioctl 0", "poll 0", "1", "read 10 " + FULL, "write 5");
  }

  @Test
  void sameDescriptor_writersWaitBesideEachOther() {
    Program shared = share(">", "write one", "probe 'fd 3' 'write two' &");

    group.await("writers", 2);
    assertThat(group.receive()).isEqualTo(FULL);
    assertThat(shared.finish().results()).containsExactly("write 3", "write 3");
    assertThat(List.of(group.receive(), group.receive())).containsExactly("one", "two");
  }

  @ParameterizedTest
  @ValueSource(strings = {"fd 3", "fd 3' 'dup"})
  void sameDescriptor_blockedReaderDoesNotDelayAWriter(String which) {
    group.receive();
    group.set("read_mode", "block");
    Program shared = share("<>", "read 99", "probe '" + which + "' 'write hello'");

    assertThat(shared.finish().results().stream().filter(line -> !line.startsWith("dup")))
        .containsExactlyInAnyOrder("read 5 hello", "write 5");
  }
}
