package synchmess.harness.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import synchmess.harness.Condition;
import synchmess.harness.Outcome;
import synchmess.harness.Program;
import synchmess.harness.Repository;
import synchmess.mounting.MountTable;

/** A mount whose daemon was killed, is stopped, or has failed; each command says so at once. */
class EndedMountTest {
  /** Less than {@link #HOLD} takes; what waits for a daemon that is stopped waits for ever. */
  private static final Duration AT_ONCE = Duration.ofSeconds(30);

  private static final Path CONNECTIONS = Path.of("/sys/fs/fuse/connections");

  /** Takes the daemon's connection and lock, as a thread of its that hangs in the kernel does. */
  private static final String HOLD =
      """
      import ctypes, fcntl, os, sys, time
      pid = int(sys.argv[1]); process = os.pidfd_open(pid)
      for fd in os.listdir(f"/proc/{pid}/fd"):
          if os.readlink(f"/proc/{pid}/fd/{fd}") == "/dev/fuse":
              ctypes.CDLL(None).syscall(438, process, int(fd), 0)
      print("held", flush=True)
      record = open(sys.argv[2], "r+"); fcntl.lockf(record, fcntl.LOCK_EX)
      print("locked", flush=True)
      time.sleep(60)
      """;

  private final Synchmess synchmess = new Synchmess();
  private boolean madeConnections;

  @AfterEach
  void unmount() throws IOException {
    if (madeConnections) {
      sh("umount " + CONNECTIONS);
    }
    synchmess.close();
  }

  private static Outcome sh(String script) {
    return Program.run(Path.of("/"), List.of("sh", "-c", script));
  }

  private void needConnections() {
    if (MountTable.at(CONNECTIONS).isEmpty()) {
      sh("mount -t fusectl none " + CONNECTIONS).output();
      madeConnections = true;
    }
  }

  private static long pid(Path mount) {
    return Long.parseLong(Synchmess.status(mount, "pid"));
  }

  private static void kill(String signal, long pid) {
    sh("kill -" + signal + " " + pid).output();
  }

  private static Outcome atOnce(String... arguments) {
    long began = System.nanoTime();
    Outcome outcome = Synchmess.run(arguments);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(AT_ONCE);
    return outcome;
  }

  @Test
  @Tag("no-engine")
  void killed_statusSaysItAndTheLogIsKeptUntilTheNextMount() {
    Path mount = synchmess.mount("m");
    long pid = pid(mount);
    Path log = Path.of(Synchmess.status(mount, "log"));
    kill("KILL", pid);
    Condition.await(
        "its end", () -> !Synchmess.run("status", mount.toString()).out().contains("pid:"));

    Outcome status = atOnce("status", mount.toString());
    assertThat(status.exit()).isEqualTo(1);
    assertThat(status.out()).contains("failed:").contains("pid " + pid + ", was killed");
    assertThat(status.out()).contains("log:     " + log);
    assertThat(log).content().contains("mounted at " + mount);

    assertThat(atOnce("unmount", mount.toString()).exit()).isZero();
    assertThat(Synchmess.run("status", mount.toString()).exit()).isEqualTo(3);
    assertThat(Synchmess.run("status", mount.toString()).out()).contains("was killed");
    synchmess.mount("m");
    assertThat(Synchmess.run("status", mount.toString()).out()).doesNotContain("failed:");
  }

  @Test
  @Tag("any-transport")
  void killedWithAConnectionThatLives_isAbortedAndReplaced() {
    needConnections();
    Path mount = synchmess.mount("m");
    long pid = pid(mount);
    String record = Synchmess.status(mount, "log").replaceAll("log$", "pid");
    List<String> hold = List.of("python3", "-c", HOLD, Long.toString(pid), record);
    try (Program holder = Program.start(Path.of("/"), hold)) {
      Condition.await("that it is held", () -> holder.outputSoFar().contains("held"));
      kill("KILL", pid);
      Condition.await("its lock", () -> holder.outputSoFar().contains("locked"));
      try (Program caller = Program.start(Path.of("/"), List.of("cat", mount + "/sys/engine"))) {
        assertThat(atOnce("status", mount.toString()).exit()).isEqualTo(1);
        long began = System.nanoTime();
        synchmess.mount("m");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(AT_ONCE);
        assertThat(caller.finish().exit()).isNotZero();
      }
    }
  }

  @Test
  @Tag("no-engine")
  void stopped_isNotTakenForDead() {
    Path mount = synchmess.mount("m");
    long pid = pid(mount);
    kill("STOP", pid);
    try {
      for (String command : List.of("mount", "status", "unmount")) {
        Outcome outcome = atOnce(command, mount.toString());
        assertThat(outcome.exit()).as(command).isNotZero();
        assertThat(outcome.err()).contains("is stopped; try: kill -CONT " + pid);
      }
      for (String command : List.of("group list", "group add a", "job list", "job wait 1")) {
        String[] words = (command + " --mount=" + mount).split(" ", -1);
        assertThat(atOnce(words).err()).contains("is stopped; try: kill -CONT " + pid);
      }
    } finally {
      kill("CONT", pid);
    }
    assertThat(Files.exists(mount.resolve("sys/engine"))).isTrue();
  }

  @Test
  @Tag("any-transport")
  void aborted_leavesNoMountAndItsReason() {
    needConnections();
    Path mount = synchmess.mount("m");
    int minor = MountTable.at(mount).orElseThrow().minor();

    sh("echo 1 > %s/%d/abort".formatted(CONNECTIONS, minor)).output();

    Condition.await("its end", () -> MountTable.at(mount).isEmpty());
    Condition.await(
        "the reason",
        () -> Synchmess.run("status", mount.toString()).out().contains("nobody unmounted it"));
    synchmess.mount("m");
  }

  /** The text of the error is in the user's language. */
  @Test
  @Tag("no-engine")
  void killed_isKnownByTheNumberOfTheError() throws IOException {
    Path mount = synchmess.mount("m");
    Path programs = Files.createDirectory(synchmess.path("bin"));
    Path stat = programs.resolve("stat");
    Files.writeString(stat, "#!/bin/sh\necho 'stat: Der Socket ist nicht verbunden'; exit 1\n");
    sh("chmod +x " + stat).output();
    kill("KILL", pid(mount));
    Condition.await("its end", () -> sh("ls " + mount).exit() != 0);

    String command = Repository.file("daemon/bin/synchmess") + " mount " + mount;
    Outcome replaced = sh("PATH=%s:$PATH %s".formatted(programs, command));
    Files.delete(stat);
    Files.delete(programs);

    assertThat(replaced.output()).isEqualTo(mount + "\n");
  }

  @Test
  @Tag("no-engine")
  void leftBehindWhereAFileSystemHangs_isNotWaitedFor() throws IOException {
    Path hanging = synchmess.mount("hanging");
    Path journal =
        Path.of(
            "/run/synchmess",
            synchmess.path("m").toString().substring(1).replace('/', '_') + ".jobs");
    String file = URLEncoder.encode(hanging + "/file", UTF_8);
    Files.writeString(journal, "begin 1 0 0 - 77 1 " + file + "\n");
    sh("chmod 600 " + journal).output();
    long pid = pid(hanging);
    kill("STOP", pid);
    try {
      long began = System.nanoTime();
      Path mount = synchmess.mount("m");
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(AT_ONCE);
      assertThat(mount.resolve("sys/engine")).exists();
    } finally {
      kill("CONT", pid);
    }
  }
}
