package synchmess.harness.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import synchmess.harness.Condition;
import synchmess.harness.Group;
import synchmess.harness.Mount;
import synchmess.harness.Program;

/**
 * Thousands of callers who block at once cost no thread each, and delay nobody. They all begin in
 * the same moment, so that the entries of a ring run out.
 *
 * <p>{@code -Dsynchmess.crowd=N} sets how many readers, and how many sleepers (2,000).
 */
@Tag("kernel")
class CrowdTest {
  private static final int CROWD = Integer.getInteger("synchmess.crowd", 2_000);
  private static final int IN_ONE_PROCESS = 2_500;
  private static final long AT_ONCE_MILLIS = 10_000;

  private static Group install(Mount mount) {
    mount.write("crowd", "");
    Group group = new Group(mount, "crowd");
    group.set("read_mode", "block");
    return group;
  }

  /** Callers in as many processes as it takes. */
  private static List<Program> start(String call, int count, Group group) {
    List<Program> started = new ArrayList<>();
    for (int left = count; left > 0; left -= IN_ONE_PROCESS) {
      started.add(Stress.start("parked", call, Math.min(left, IN_ONE_PROCESS), group.file()));
    }
    return started;
  }

  private static void assertAllOk(List<Program> programs, int count) {
    long ok =
        programs.stream()
            .mapToLong(program -> Report.of(program.finish().output()).get("ok"))
            .sum();
    assertThat(ok).isEqualTo(count);
  }

  private static void assertOthersAreServedAtOnce(Mount mount) {
    long started = System.nanoTime();
    mount.write("other", "hello");
    assertThat(new Group(mount, "other").receive()).isEqualTo("hello");
    assertThat(mount.list(".")).contains("crowd", "other");

    assertThat((System.nanoTime() - started) / 1_000_000).isLessThan(AT_ONCE_MILLIS);
  }

  /** Readers and sleepers block; others are served; all are released. */
  private static void gather(Mount mount, int crowd) {
    Group group = install(mount);
    assertOthersAreServedAtOnce(mount);
    Resources before = Resources.of(mount);
    List<Program> readers = start("read", crowd, group);
    List<Program> sleepers = start("sleep", crowd, group);
    try {
      group.await("readers", crowd);
      group.await("sleepers", crowd);
      Condition.await("resources " + before, () -> Resources.of(mount).isWithin(before));
      assertOthersAreServedAtOnce(mount);

      for (int i = 0; i < crowd; i++) {
        group.send("message");
      }
      group.set("awake", "1");
      assertAllOk(readers, crowd);
      assertAllOk(sleepers, crowd);
      Condition.await("nobody waits", () -> group.count("readers") + group.count("sleepers") == 0);
    } finally {
      readers.forEach(Program::close);
      sleepers.forEach(Program::close);
    }
  }

  @Test
  void thousandsWhoBlockAtOnce_costNoThreadEachAndDelayNobody() {
    try (Mount mount = Mount.start()) {
      gather(mount, CROWD);
      gather(mount, 100);
    }
  }

  @Test
  void thousandsWhoBlockAtOnce_canAllBeKilledAtOnce() {
    try (Mount mount = Mount.start()) {
      Group group = install(mount);
      List<Program> callers = new ArrayList<>(start("read", CROWD, group));
      callers.addAll(start("sleep", CROWD, group));
      group.await("readers", CROWD);
      group.await("sleepers", CROWD);
      callers.forEach(caller -> caller.signal("KILL"));
      callers.forEach(Program::finish);

      assertThat(group.count("readers") + group.count("sleepers")).isZero();
      assertOthersAreServedAtOnce(mount);
    }
  }

  @Test
  void moreThan4096BlockedCallers_areTaken() {
    try (Mount mount = Mount.start()) {
      Group group = install(mount);
      List<Program> sleepers = start("sleep", 5_000, group);
      try {
        group.await("sleepers", 5_000);
        group.set("awake", "1");
        assertAllOk(sleepers, 5_000);
      } finally {
        sleepers.forEach(Program::close);
      }
    }
  }

  @Test
  @Tag("io_uring")
  void ringsOfOneEntryEach_serveACrowdToo() {
    try (Mount mount = Mount.start("--io-uring-depth=1")) {
      gather(mount, 300);
      gather(mount, 300);
    }
  }

  @Test
  @Tag("io_uring")
  void ringsOfOneEntryEach_endWellWhileAllWait() {
    try (Mount mount = Mount.start("--io-uring-depth=1")) {
      Group group = install(mount);
      List<Program> readers = start("read", 300, group);
      try {
        group.await("readers", 300);
        mount.daemon().destroy();

        assertThat(mount.awaitEnd()).isZero();
        for (Program each : readers) {
          assertThat(Report.of(each.finish().output()).get("ENODEV")).isEqualTo(300);
        }
      } finally {
        readers.forEach(Program::close);
      }
    }
  }
}
