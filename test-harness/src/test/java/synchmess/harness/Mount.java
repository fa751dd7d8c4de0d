package synchmess.harness;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A mount of its own, served by a daemon in a process of its own.
 *
 * <p>The daemon is {@code daemon/bin/synchmess}, or what the system property {@code
 * synchmess.command} names. Its log is kept in {@code target/daemons/}.
 */
public final class Mount implements AutoCloseable {
  /** Below it are the mount points of this run of the suite; other users may pass. */
  static final Path MOUNT_POINTS = mountPoints();

  private static final AtomicInteger LAST_MOUNT_POINT = new AtomicInteger();
  private static final AtomicInteger LAST_LOG = new AtomicInteger();
  private static final int END_SECONDS = 60;

  /** Java looks at every access to memory that it shares with the kernel. */
  private static final String CHECKS = "-ea:synchmess...";

  /** Normally less than a second; but the command builds what is stale, first. */
  private static final Duration START_LIMIT = Duration.ofMinutes(3);

  private final Path directory;
  private final Path log;
  private final Process daemon;
  private boolean crashed;

  private Mount(List<String> launcher, Path directory, List<String> options) throws IOException {
    this.directory = directory;
    String name = "daemons/" + ProcessHandle.current().pid() + "-" + LAST_LOG.incrementAndGet();
    log = Repository.target(name + ".log");
    Path out = Repository.target(name + ".out");
    List<String> command = new ArrayList<>(launcher);
    command.addAll(command(directory, options));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("SYNCHMESS_JAVA_OPTIONS", CHECKS);
    daemon =
        builder
            .redirectOutput(Redirect.to(out.toFile()))
            .redirectError(Redirect.to(log.toFile()))
            .start();
    awaitReady(out);
    if (!choosesEngine(options)) {
      TestedEngine.current().assertServes(this);
    }
  }

  private static Path mountPoints() {
    try {
      Path made = Files.createTempDirectory("synchmess-harness-").toRealPath();
      Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxr-xr-x"));
      made.toFile().deleteOnExit();
      return made;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> command(Path directory, List<String> options) {
    String synchmess = Repository.file("daemon/bin/synchmess").toString();
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("synchmess.command", synchmess));
    command.addAll(List.of("mount", directory.toString(), "--foreground"));
    if (!choosesEngine(options)) {
      command.addAll(TestedEngine.current().options());
    }
    command.addAll(options);
    return command;
  }

  private static boolean choosesEngine(List<String> options) {
    return options.stream().anyMatch(option -> option.startsWith("--engine="));
  }

  /**
   * Mounts; the options are those of {@code synchmess mount}. Without {@code --engine} it is served
   * as {@link TestedEngine} says.
   */
  public static Mount start(String... options) {
    return startAt(newMountPoint(), options);
  }

  /** Mounts at a directory, where there may be a dead mount. */
  public static Mount startAt(Path directory, String... options) {
    return startBy(List.of(), directory, options);
  }

  /** As {@link #start}, where the daemon is started by a program that starts what it is told. */
  public static Mount startBy(List<String> launcher, String... options) {
    return startBy(launcher, newMountPoint(), options);
  }

  private static Mount startBy(List<String> launcher, Path directory, String... options) {
    try {
      return new Mount(launcher, directory, List.of(options));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path newMountPoint() {
    Path directory = MOUNT_POINTS.resolve("mount-" + LAST_MOUNT_POINT.incrementAndGet());
    try {
      directory.toFile().deleteOnExit();
      return Files.createDirectory(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The daemon prints the mount's path when the mount answers. */
  private void awaitReady(Path out) {
    Condition.await(
        "a mount at " + directory + ", see " + log,
        START_LIMIT,
        () -> {
          if (!daemon.isAlive()) {
            throw new AssertionError(
                "the daemon ended with " + daemon.exitValue() + ", see " + log);
          }
          return Files.readString(out).equals(directory + "\n");
        });
  }

  // ------------------------------------------------------------------------------------- files

  /** Where it is mounted. */
  public Path directory() {
    return directory;
  }

  /** A path below the mount point. */
  public Path path(String name) {
    return directory.resolve(name);
  }

  /** Reads a file up to its end. */
  public String read(String name) {
    try {
      return Files.readString(path(name), ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a text in one piece; a group that is not there is installed. */
  public void write(String name, String text) {
    try {
      Files.writeString(path(name), text, ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The names in a directory, sorted; {@code .} is the top. */
  public List<String> list(String name) {
    try (Stream<Path> files = Files.list(path(name))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // ---------------------------------------------------------------------------------- programs

  /** Runs a script by {@code sh} with the mount point as its working directory. */
  public Outcome sh(String script) {
    return shell("sh", script);
  }

  /** As {@link #sh}, by another shell. */
  public Outcome shell(String shell, String script) {
    return Program.run(directory, List.of(shell, "-c", script));
  }

  /** Starts a script by {@code sh} in the background. */
  public Program startSh(String script) {
    return Program.start(directory, List.of("sh", "-c", script));
  }

  /**
   * Carries out system calls in a process of their own, and returns a line for each. Paths are
   * below the mount point. See {@link Probe}.
   */
  public List<String> probe(String... calls) {
    return Probe.run(directory, calls);
  }

  /** Starts system calls in the background. */
  public Program startProbe(String... calls) {
    return Probe.start(directory, calls);
  }

  // ------------------------------------------------------------------------------------ daemon

  /** The daemon's process. */
  public ProcessHandle daemon() {
    return daemon.toHandle();
  }

  /** The daemon's process id. */
  public long pid() {
    return daemon.pid();
  }

  /** The daemon's log. */
  public Path log() {
    return log;
  }

  /** Whether the kernel still shows it. */
  public boolean isMounted() {
    return Leftovers.mounts().contains(directory);
  }

  /** Waits for the daemon's end; its exit code. */
  public int awaitEnd() {
    try {
      if (!daemon.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("the daemon " + pid() + " does not end, see " + log);
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return daemon.exitValue();
  }

  /** Kills the daemon by SIGKILL, and waits for its end. The dead mount stays until closed. */
  public void crash() {
    crashed = true;
    daemon.destroyForcibly();
    awaitEnd();
  }

  /**
   * Ends the daemon by SIGTERM, if it has not ended.
   *
   * @throws AssertionError when its exit code was not 0, or its mount is left
   */
  @Override
  public void close() {
    try {
      daemon.destroy();
      int exit = awaitEnd();
      if (!crashed) {
        assertThat(exit).as("exit code of the daemon, see %s", log).isZero();
        assertThat(isMounted()).as("%s is still mounted, see %s", directory, log).isFalse();
      }
    } finally {
      Leftovers.unmount(directory);
    }
  }
}
