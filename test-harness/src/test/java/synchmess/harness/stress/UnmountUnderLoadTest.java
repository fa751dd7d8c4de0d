package synchmess.harness.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import synchmess.harness.Condition;
import synchmess.harness.Group;
import synchmess.harness.Mount;
import synchmess.harness.Outcome;
import synchmess.harness.Program;

/** However a mount ends under load: callers get errors, nothing hangs, and the next one works. */
class UnmountUnderLoadTest {
  private static final long ENDLESS = Long.MAX_VALUE;
  private static final int PARKED = 50;
  private static final int PRODUCER_FOUND_IT_GONE = 3;

  /** Producers, consumers of all kinds in C, and callers that just block. */
  private static final class Load implements AutoCloseable {
    private final Traffic traffic;
    private final Group busy;
    private final Program readers;
    private final Program sleepers;

    Load(Mount mount) {
      traffic = new Traffic(mount);
      busy = traffic.install("busy-1", "block");
      List<Group> blocking = List.of(busy);
      List<Group> polled = List.of(traffic.install("busy-2", "eof"));
      Group idle = traffic.install("idle", "block");
      List.of(Way.C_BLOCK, Way.C_NEXT, Way.C_FOLLOW).forEach(w -> traffic.consume(w, blocking));
      List.of(Way.C_POLL, Way.C_EPOLL).forEach(way -> traffic.consume(way, polled));
      readers = Stress.start("parked", "read", PARKED, idle.file());
      sleepers = Stress.start("parked", "sleep", PARKED, idle.file());
      traffic.produce(ENDLESS, blocking);
      traffic.produce(ENDLESS, polled);
      idle.await("readers", PARKED);
      idle.await("sleepers", PARKED);
      awaitFlow();
    }

    /** Waits until a thousand messages more have been received. */
    void awaitFlow() {
      long before = received();
      Condition.await("messages to flow", () -> received() >= before + 1000);
    }

    private long received() {
      return Report.of(busy.get("stats")).get("received");
    }

    /** All end by themselves: {@link Program#finish} fails for one that has to be killed. */
    void assertEnds() {
      for (Program program : traffic.programs()) {
        Outcome outcome = program.finish();
        assertThat(outcome.exit()).as("%s", outcome).isIn(0, PRODUCER_FOUND_IT_GONE);
      }
      for (Program program : List.of(readers, sleepers)) {
        Report report = Report.of(program.finish().output());
        assertThat(report.numbers().keySet())
            .isSubsetOf("ENODEV", "ENOTCONN", "ECONNABORTED", "ECANCELED");
        assertThat(report.numbers().values().stream().mapToLong(n -> n).sum()).isEqualTo(PARKED);
      }
    }

    @Override
    public void close() {
      traffic.close();
      readers.close();
      sleepers.close();
    }
  }

  private static Outcome run(String... command) {
    return Program.run(Path.of("/"), List.of(command));
  }

  private static void assertNextMountWorks(Path directory) {
    try (Mount next = Mount.startAt(directory)) {
      next.write("orders", "hello");
      assertThat(new Group(next, "orders").receive()).isEqualTo("hello");
    }
  }

  private static void assertEndedWell(Mount mount) {
    assertThat(mount.awaitEnd()).isZero();
    assertThat(mount.isMounted()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT"})
  void signal_endsTheCallersAndTheDaemonWell(String signal) {
    try (Mount mount = Mount.start();
        Load load = new Load(mount)) {
      run("sh", "-c", "kill -" + signal + " " + mount.pid()).output();

      assertEndedWell(mount);
      load.assertEnds();
      assertNextMountWorks(mount.directory());
    }
  }

  @Test
  void fusermountLazily_endsTheCallersAndTheDaemonWell() {
    try (Mount mount = Mount.start();
        Load load = new Load(mount)) {
      run("fusermount", "-u", "-z", mount.directory().toString()).output();

      assertEndedWell(mount);
      load.assertEnds();
      assertNextMountWorks(mount.directory());
    }
  }

  @Test
  void fusermount_isRefusedWhileFilesAreOpenAndEndsTheDaemonAfter() {
    try (Mount mount = Mount.start()) {
      try (Load load = new Load(mount)) {
        Outcome refused = run("fusermount", "-u", mount.directory().toString());

        assertThat(refused.exit()).isNotZero();
        assertThat(refused.err()).contains("busy");
        load.awaitFlow();
      }
      Condition.await(
          "the files of the killed to be closed",
          () -> run("fusermount", "-u", mount.directory().toString()).exit() == 0);
      assertEndedWell(mount);
      assertNextMountWorks(mount.directory());
    }
  }

  @Test
  void sigkill_failsTheCallersAndTheDeadMountIsReplaced() {
    try (Mount mount = Mount.start();
        Load load = new Load(mount)) {
      mount.crash();

      load.assertEnds();
      assertThat(mount.isMounted()).isTrue();
      assertNextMountWorks(mount.directory());
    }
  }
}
