package synchmess.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static synchmess.harness.Probe.ioctl;
import static synchmess.ioctl.Ioctl.SLEEP;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A blocked call ends within 100 ms of its signal. */
class SignalTest {
  private static final long WITHIN_MILLIS = 100;
  private static final long ALARM_MILLIS = 200;

  @RegisterExtension static final Mounted MOUNTED = Mounted.shared();

  private final Group group = MOUNTED.newGroup();

  @BeforeEach
  void block() {
    group.set("read_mode", "block");
  }

  /** A file of a group, a call that blocks on it, and what counts those who do. */
  record Blocking(String path, String call, String counter) {

    String name() {
      return call.split(" ", 2)[0];
    }

    Program start(Group group) {
      return group.mount().startProbe("open " + path.formatted(group.name()), call);
    }
  }

  static List<Blocking> blocking() {
    return List.of(
        new Blocking("%s", "read 99", "readers"),
        new Blocking("%s", "read 1", "readers"),
        new Blocking("ctl/%s/next", "read 99", "readers"),
        new Blocking("ctl/%s/follow", "read 99", "readers"),
        new Blocking("ctl/%s/sleep", "read 99", "sleepers"),
        new Blocking("%s", ioctl(SLEEP), "sleepers"));
  }

  static Stream<Blocking> readingMessages() {
    return blocking().stream().filter(each -> each.counter().equals("readers"));
  }

  @ParameterizedTest
  @MethodSource("blocking")
  void handledSignal_isEINTRSoon(Blocking blocking) {
    assertEINTR(blocking, "alarm " + ALARM_MILLIS);
  }

  @ParameterizedTest
  @MethodSource("blocking")
  void handledSignalWithSARESTART_isEINTRSoon(Blocking blocking) {
    assertEINTR(blocking, "alarm " + ALARM_MILLIS + " restart");
  }

  private void assertEINTR(Blocking blocking, String alarm) {
    AtBest.assertLessThan(WITHIN_MILLIS, () -> millisToEINTR(blocking, alarm));
  }

  /** After the alarm. */
  private long millisToEINTR(Blocking blocking, String alarm) {
    String open = "open " + blocking.path().formatted(group.name());
    List<String> lines = group.mount().probe(open, "mark", alarm, blocking.call(), "elapsed");

    Results results = Results.of(lines);
    assertThat(results.line(3)).isEqualTo(blocking.name() + " -1 EINTR");
    assertThat(results.number(4)).isGreaterThanOrEqualTo(ALARM_MILLIS);
    assertThat(group.count(blocking.counter())).isZero();
    return results.number(4) - ALARM_MILLIS;
  }

  @ParameterizedTest
  @MethodSource("blocking")
  void sigkill_endsTheProcessSoon(Blocking blocking) {
    assertEnds(blocking, "KILL", 137);
  }

  @ParameterizedTest
  @MethodSource("blocking")
  void sigint_endsTheProcessSoon(Blocking blocking) {
    assertEnds(blocking, "INT", 130);
  }

  private void assertEnds(Blocking blocking, String signal, int exit) {
    AtBest.assertLessThan(WITHIN_MILLIS, () -> millisToEnd(blocking, signal, exit));
  }

  private long millisToEnd(Blocking blocking, String signal, int exit) {
    try (Program program = blocking.start(group)) {
      group.await(blocking.counter(), 1);
      program.signal(signal);
      long signalled = System.nanoTime();

      assertThat(program.finish().exit()).isEqualTo(exit);
      long millis = (System.nanoTime() - signalled) / 1_000_000;
      assertThat(group.count(blocking.counter())).isZero();
      return millis;
    }
  }

  @ParameterizedTest
  @MethodSource("readingMessages")
  void interruptedReader_takesNoMessage(Blocking blocking) {
    try (Program reader = blocking.start(group)) {
      group.await("readers", 1);
      reader.signal("KILL");
      reader.finish();
    }
    group.send("first");
    group.send("second");

    assertThat(group.count("depth")).isEqualTo(2);
    assertThat(group.receive()).isEqualTo("first");
  }

  @Test
  void interruptedReader_leavesTheMessageToTheNext() {
    try (Program first = group.startCalls("r", "read 99")) {
      group.await("readers", 1);
      try (Program second = group.startCalls("r", "read 99")) {
        group.await("readers", 2);
        first.signal("INT");
        first.finish();
        group.send("for the second");

        assertThat(second.finish().results()).containsExactly("read 14 for the second");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"CHLD", "WINCH", "URG"})
  void ignoredSignal_endsNothing(String signal) {
    try (Program reader = group.startCalls("r", "read 99")) {
      group.await("readers", 1);
      reader.signal(signal);
      group.send("hi");

      assertThat(reader.finish().results()).containsExactly("read 2 hi");
    }
  }

  /** Over io_uring the kernel sends no INTERRUPT for such a call. */
  @Test
  void killedBeforeTheDaemonFetchesTheCall_endsTheProcess() {
    long daemon = group.mount().pid();
    String script = "exec 3<%s; echo open; read go; echo reads; read line <&3";
    try (Program reader = group.mount().startSh(script.formatted(group.name()))) {
      reader.awaitWaitingAfter("open");
      Program.signal("STOP", daemon);
      try {
        reader.type("go");
        reader.awaitWaitingAfter("reads");
        reader.signal("KILL");
      } finally {
        Program.signal("CONT", daemon);
      }

      assertThat(reader.finish().exit()).isEqualTo(137);
      group.await("readers", 0);
    }
  }
}
