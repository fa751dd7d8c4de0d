package synchmess.daemon;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import synchmess.daemon.MountEnd.Step;
import synchmess.job.Shown;

/**
 * The files by which others find a daemon. One has its process, and the daemon holds a lock on it.
 * Another is its log. After a failure a third has the time and the reason. Nobody else can write in
 * their directory.
 */
final class StateFile {
  /** Bytes; a file's name may have 255, with the longest ending. */
  private static final int MAX_NAME = 240;

  private static final int NAME_KEPT = 160;
  private static final int ATTEMPTS = 3;

  /** Bytes; two numbers take less. */
  private static final int MAX_NUMBERS = 64;

  private final Path mountPoint;
  private final Path pidFile;
  private final Path logFile;
  private final Path jobJournal;
  private final Path failureFile;

  /** Holds the lock; null until claimed. This process must not open the file again. */
  private FileChannel claimed;

  /** The daemon that claimed it before, and left the file; a claim may have removed that file. */
  private Optional<DaemonProcess> previous = Optional.empty();

  StateFile(MountPoint mountPoint) {
    this.mountPoint = mountPoint.path();
    String name = name(this.mountPoint);
    Path directory = RuntimeDirectory.state();
    pidFile = directory.resolve(name + ".pid");
    logFile = directory.resolve(name + ".log");
    jobJournal = directory.resolve(name + ".jobs");
    failureFile = directory.resolve(name + ".failed");
  }

  private static String name(Path mountPoint) {
    String name = mountPoint.toString().substring(1);
    name = name.replace("%", "%25").replace("_", "%5F").replace('/', '_');
    if (name.getBytes(UTF_8).length <= MAX_NAME) {
      return name;
    }
    String beginning = name.replaceAll("[^\\x20-\\x7e]", "?");
    return beginning.substring(0, Math.min(NAME_KEPT, beginning.length())) + "-" + digest(name);
  }

  private static String digest(String name) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(UTF_8));
      return new BigInteger(1, digest).toString(16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Lists the files that jobs would leave behind if the daemon were killed. */
  Path jobJournal() {
    return jobJournal;
  }

  Path logFile() {
    return logFile;
  }

  // ------------------------------------------------------------------------------ by the daemon

  /**
   * Makes this process the mount point's daemon, until that end.
   *
   * @return this
   * @throws Failure when another process is, or when the file cannot be written
   */
  StateFile claim(MountEnd end) {
    RuntimeDirectory.makePrivate(pidFile.getParent());
    try {
      for (int i = 0; i < ATTEMPTS && claimed == null; i++) {
        claimed = tryClaim();
      }
      if (claimed == null) {
        throw new Failure(ExitCode.FAILED, "another synchmess is just mounting at " + mountPoint);
      }
      write(DaemonProcess.current());
      end.add(Step.STATE, () -> close(end.failure()));
      return this;
    } catch (IOException e) {
      close(Optional.empty());
      throw new Failure(ExitCode.FAILED, "cannot write " + pidFile + ": " + Failure.reason(e));
    }
  }

  private void write(DaemonProcess process) throws IOException {
    claimed.truncate(0);
    claimed.write(ByteBuffer.wrap(process.toString().getBytes(UTF_8)), 0);
  }

  /** Restores the record of the previous daemon, when this one cannot begin. */
  void giveBack() {
    try {
      if (previous.isPresent()) {
        write(previous.get());
        claimed.close();
        claimed = null;
      }
    } catch (IOException e) {
      // The record is lost then.
    }
  }

  /** Forgets the failure of the mount before. */
  void begin() {
    try {
      Files.deleteIfExists(failureFile);
    } catch (IOException e) {
      throw new Failure(ExitCode.FAILED, "cannot remove " + failureFile + ": " + Failure.reason(e));
    }
  }

  /** The locked file; null when it was that of a daemon that has ended. */
  private FileChannel tryClaim() throws IOException {
    FileChannel channel =
        FileChannel.open(
            pidFile,
            Set.of(
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Object opened = key();
    Optional<DaemonProcess> noted = read(channel);
    previous = noted.or(() -> previous);
    if (isLocked(channel) && isStill(opened)) {
      return channel;
    }
    boolean runs = noted.filter(DaemonProcess::runs).isPresent();
    if (noted.isPresent() && !runs && isStill(opened)) {
      Files.deleteIfExists(pidFile);
    }
    channel.close();
    if (runs) {
      throw inUse(noted.get());
    }
    return null;
  }

  /**
   * Whether the file is the one that had this key; another process may have put a new one there.
   */
  private boolean isStill(Object key) {
    return key != null && key.equals(key());
  }

  private static Optional<DaemonProcess> read(FileChannel channel) throws IOException {
    ByteBuffer content = ByteBuffer.allocate(MAX_NUMBERS);
    channel.read(content, 0);
    return DaemonProcess.parse(new String(content.array(), 0, content.position(), UTF_8));
  }

  /** Whether the previous daemon died, instead of ending by itself. */
  boolean previousDied() {
    return previous.filter(daemon -> !daemon.runs()).isPresent();
  }

  /** Takes the lock if it can. A killed daemon that hangs in the kernel keeps it until it ends. */
  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private Object key() {
    try {
      return Files.getAttribute(pidFile, "unix:ino", LinkOption.NOFOLLOW_LINKS);
    } catch (IOException gone) {
      return null;
    }
  }

  private Failure inUse(DaemonProcess daemon) {
    String who = "; its daemon is pid " + daemon.pid();
    if (daemon.isStopped()) {
      who = who + ", which is stopped; try: kill -CONT " + daemon.pid();
    }
    return MountPoint.isSynchmessAt(mountPoint)
        ? new AlreadyMounted(mountPoint, who)
        : new Failure(
            ExitCode.FAILED,
            "another synchmess, pid %2$d, is just mounting or unmounting at %1$s; try again soon"
                .formatted(mountPoint, daemon.pid()));
  }

  /** Removes the files. After a failure the log stays, and the reason for {@code status}. */
  private void close(Optional<Failure> failure) {
    if (claimed == null) {
      return;
    }
    failure.ifPresent(why -> write(why.getMessage()));
    try {
      if (failure.isEmpty()) {
        Files.deleteIfExists(logFile);
        Files.deleteIfExists(RotatingFile.before(logFile));
      }
      Files.deleteIfExists(pidFile);
      claimed.close();
    } catch (IOException e) {
      // The next daemon for this mount point writes them anew.
    }
    claimed = null;
  }

  /** Writes down when and why the mount failed. */
  private void write(String why) {
    try {
      Files.deleteIfExists(failureFile);
      String text = Instant.now().truncatedTo(ChronoUnit.SECONDS) + " " + Shown.line(why) + "\n";
      Files.writeString(failureFile, text, StandardOpenOption.CREATE_NEW);
    } catch (IOException e) {
      // The log has it too.
    }
  }

  // --------------------------------------------------------------------------------- by others

  /** The daemon, if it runs; not another program that has its pid now. */
  Optional<DaemonProcess> daemon() {
    return noted().filter(DaemonProcess::runs);
  }

  /** The daemon that was killed or has crashed, and could not say so. */
  Optional<DaemonProcess> deadDaemon() {
    return noted().filter(daemon -> !daemon.runs());
  }

  private Optional<DaemonProcess> noted() {
    try {
      return DaemonProcess.parse(Files.readString(pidFile));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** When and why the last mount here failed; empty when it did not. */
  Optional<String> failure() {
    try {
      return Optional.of(Files.readString(failureFile).strip());
    } catch (IOException none) {
      return deadDaemon()
          .map(daemon -> lastSeen() + "its daemon, pid " + daemon.pid() + ", was killed");
    }
  }

  private String lastSeen() {
    try {
      Path last = Files.exists(logFile) ? logFile : pidFile;
      return Files.getLastModifiedTime(last).toInstant().truncatedTo(ChronoUnit.SECONDS)
          + " or later: ";
    } catch (IOException e) {
      return "";
    }
  }
}
