package synchmess.harness.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import synchmess.harness.AtBest;
import synchmess.harness.Condition;
import synchmess.harness.Group;
import synchmess.harness.Mount;
import synchmess.harness.Program;

/** A thousand callers that block at once, and what happens beyond the cap. */
class BlockedCallersTest {
  private static final int READERS = 500;
  private static final int SLEEPERS = 500;
  private static final Duration SHRINKS_WITHIN = Duration.ofSeconds(60);

  private static Group install(Mount mount) {
    mount.write("crowd", "");
    Group group = new Group(mount, "crowd");
    group.set("read_mode", "block");
    return group;
  }

  private static void send(Group group, int messages) {
    for (int i = 0; i < messages; i++) {
      group.send("message " + i);
    }
  }

  @Test
  void thousandBlockedCallers_areAllReleasedAndTheirThreadsGo() {
    try (Mount mount = Mount.start()) {
      Group group = install(mount);
      Resources before = Resources.of(mount);
      try (Program readers = Stress.start("parked", "read", READERS, group.file());
          Program sleepers = Stress.start("parked", "sleep", SLEEPERS, group.file())) {
        group.await("readers", READERS);
        group.await("sleepers", SLEEPERS);
        send(group, READERS);
        group.set("awake", "1");

        assertThat(readers.finish().output()).isEqualTo("ok: " + READERS + "\n");
        assertThat(sleepers.finish().output()).isEqualTo("ok: " + SLEEPERS + "\n");
      }
      Condition.await(
          "as few threads and descriptors as before",
          SHRINKS_WITHIN,
          () -> Resources.of(mount).isWithin(before));
    }
  }

  @Test
  void thousandBlockedCallers_delayNobody() {
    try (Mount mount = Mount.start();
        Program readers = Stress.start("parked", "read", READERS, install(mount).file());
        Program sleepers = Stress.start("parked", "sleep", SLEEPERS, mount.path("crowd"))) {
      Group crowd = new Group(mount, "crowd");
      crowd.await("readers", READERS);
      crowd.await("sleepers", SLEEPERS);
      mount.write("other", "");
      Group other = new Group(mount, "other");
      other.set("read_mode", "block");

      AtBest.assertLessThan(100_000, () -> microsToEINTR(other));
      assertThat(mount.list(".")).contains("crowd", "other");
      crowd.remove();
      assertThat(readers.finish().output()).isEqualTo("ENODEV: " + READERS + "\n");
      assertThat(sleepers.finish().output()).isEqualTo("ENODEV: " + SLEEPERS + "\n");
    }
  }

  private static long microsToEINTR(Group group) {
    Report report = Stress.run("signals", "HANDLED", "read", 50, group.file());
    assertThat(report.get("taken")).isZero();
    return report.get("p98_us");
  }

  @Test
  void thousandBlockedCallers_canAllBeKilled() {
    try (Mount mount = Mount.start();
        Program readers = Stress.start("parked", "read", READERS, install(mount).file());
        Program sleepers = Stress.start("parked", "sleep", SLEEPERS, mount.path("crowd"))) {
      Group crowd = new Group(mount, "crowd");
      crowd.await("readers", READERS);
      crowd.await("sleepers", SLEEPERS);
      readers.signal("KILL");
      sleepers.signal("KILL");
      readers.finish();
      sleepers.finish();
      send(crowd, 1);

      assertThat(crowd.count("depth")).isEqualTo(1);
      assertThat(crowd.count("readers") + crowd.count("sleepers")).isZero();
    }
  }

  @Test
  void callersBeyondTheCap_getEAGAINAndTheMountLivesOn() {
    try (Mount mount = Mount.start("--max-blocked=8")) {
      Group group = install(mount);
      try (Program readers = Stress.start("parked", "read", 8, group.file())) {
        group.await("readers", 8);

        Report beyond = Stress.run("parked", "sleep", 3, group.file());
        assertThat(beyond.get("EAGAIN")).isEqualTo(3);
        beyond = Stress.run("parked", "read", 1, group.file());
        assertThat(beyond.get("EAGAIN")).isEqualTo(1);
        send(group, 8);
        assertThat(readers.finish().output()).isEqualTo("ok: 8\n");
      }
      try (Program sleeper = Stress.start("parked", "sleep", 1, group.file())) {
        group.await("sleepers", 1);
        group.set("awake", "1");
        assertThat(sleeper.finish().output()).isEqualTo("ok: 1\n");
      }
    }
  }
}
