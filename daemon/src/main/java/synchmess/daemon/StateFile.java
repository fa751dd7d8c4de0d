package synchmess.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What a daemon leaves for others to find it: its pid in one file, its log in another. */
final class StateFile {
  private final Path pidFile;
  private final Path logFile;
  private final Path jobJournal;

  StateFile(MountPoint mountPoint) {
    String name = mountPoint.path().toString().substring(1).replace("_", "__").replace('/', '_');
    Path directory = RuntimeDirectory.state();
    pidFile = directory.resolve(name + ".pid");
    logFile = directory.resolve(name + ".log");
    jobJournal = directory.resolve(name + ".jobs");
  }

  /** Where jobs note what they would leave behind if the daemon were killed. */
  Path jobJournal() {
    return jobJournal;
  }

  Path logFile() {
    return logFile;
  }

  /** Makes the directory that they are in. */
  void prepare() {
    RuntimeDirectory.makePrivate(pidFile.getParent());
  }

  void write() throws IOException {
    Files.writeString(pidFile, ProcessHandle.current().pid() + "\n");
  }

  /** A daemon that has ended well leaves nothing; after a crash the log tells of it. */
  void delete() {
    try {
      Files.deleteIfExists(pidFile);
      Files.deleteIfExists(logFile);
    } catch (IOException e) {
      // The next daemon for this mount point writes them anew.
    }
  }

  /** The daemon, if it runs. A pid that went to another program does not count. */
  Optional<ProcessHandle> daemon() {
    try {
      long pid = Long.parseLong(Files.readString(pidFile).strip());
      return ProcessHandle.of(pid).filter(StateFile::runs);
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Whether the process is a daemon that has not ended; one that is not yet reaped has. */
  static boolean runs(ProcessHandle process) {
    try {
      Path commandLine = Path.of("/proc", Long.toString(process.pid()), "cmdline");
      return Files.readString(commandLine).contains("synchmess");
    } catch (IOException e) {
      return false;
    }
  }
}
