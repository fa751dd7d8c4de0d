package synchmess.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The end of a mount; that the daemon then ends with exit code 0 is checked at every close. */
class UnmountTest {

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT"})
  void signal_unmounts(String signal) {
    try (Mount mount = Mount.start()) {
      Program.signal(signal, mount.pid());

      assertThat(mount.awaitEnd()).isZero();
      assertThat(mount.isMounted()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"fusermount -u", "umount"})
  void unmountFromOutside_endsTheDaemonWell(String command) {
    try (Mount mount = Mount.start()) {
      String script = command + " " + mount.directory();
      Program.run(mount.directory().getParent(), List.of("sh", "-c", script)).output();

      assertThat(mount.awaitEnd()).isZero();
      assertThat(mount.isMounted()).isFalse();
    }
  }

  /** One of each kind, in a group of its own. */
  @Test
  void blockedCallers_wakeWithENODEV() {
    List<Program> callers = new ArrayList<>();
    List<String> results = new ArrayList<>();
    try (Mount mount = Mount.start()) {
      for (SignalTest.Blocking blocking : SignalTest.blocking()) {
        Group group = Group.install(mount, "orders" + callers.size());
        group.set("read_mode", "block");
        callers.add(blocking.start(group));
        group.await(blocking.counter(), 1);
        results.add(blocking.name() + " -1 ENODEV");
      }
      Program.signal("TERM", mount.pid());

      assertThat(callers).extracting(caller -> caller.finish().results().get(0)).isEqualTo(results);
      assertThat(mount.awaitEnd()).isZero();
    } finally {
      callers.forEach(Program::close);
    }
  }

  @Test
  void waitingPoller_isWoken() {
    try (Mount mount = Mount.start();
        Program poller = Group.install(mount, "g").startCalls("r", "mark", "poll in 60000")) {
      poller.awaitWaitingAfter("mark");
      Program.signal("TERM", mount.pid());

      assertThat(poller.finish().results().get(1)).startsWith("poll 1 ");
      assertThat(mount.awaitEnd()).isZero();
    }
  }

  @Test
  void openFiles_doNotKeepTheDaemon() {
    try (Mount mount = Mount.start();
        Program holder = Group.install(mount, "orders").startCalls("rw", "wait", "read 9")) {
      holder.awaitWaitingAfter("open 3");
      Program.signal("TERM", mount.pid());

      assertThat(mount.awaitEnd()).isZero();
      holder.type("go on");
      assertThat(holder.finish().results().get(1)).startsWith("read -1 E");
    }
  }

  @Test
  void crash_failsBlockedCallersAndTheNextMountWorks() {
    try (Mount dead = Mount.start()) {
      Group group = Group.install(dead, "orders");
      try (Program reader = group.startControlCalls("next", "r", "read 9")) {
        group.await("readers", 1);
        dead.crash();

        assertThat(reader.finish().results().get(0))
            .matches("read -1 (ECONNABORTED|ENOTCONN|ECANCELED)");
      }
      assertThat(dead.isMounted()).isTrue();
      try (Mount next = Mount.startAt(dead.directory())) {
        next.write("orders", "hi");
        assertThat(next.read("orders")).isEqualTo("hi");
      }
    }
  }
}
