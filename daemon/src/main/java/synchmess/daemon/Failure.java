package synchmess.daemon;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import synchmess.errno.Errno;

/** Ends a command: the message for the user, and the exit code. */
class Failure extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final int exitCode;

  Failure(int exitCode, String message) {
    super(message, null, false, false);
    this.exitCode = exitCode;
  }

  int exitCode() {
    return exitCode;
  }

  /** Standard output is full, or closed. */
  static Failure noOutput() {
    return new Failure(ExitCode.FAILED, "cannot write to standard output");
  }

  /** The file that failed, as the beginning of a sentence; empty when unknown. */
  static String place(IOException e) {
    return e instanceof FileSystemException f && f.getFile() != null ? f.getFile() + ": " : "";
  }

  /** What a throwable says, or else its name. */
  static String message(Throwable thrown) {
    return thrown.getMessage() == null ? thrown.toString() : thrown.getMessage();
  }

  /** The reason of a failure, in the words of errno(3) where there are any. */
  static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return Errno.ENOENT.text();
    }
    if (e instanceof FileAlreadyExistsException) {
      return Errno.EEXIST.text();
    }
    if (e instanceof AccessDeniedException) {
      return Errno.EACCES.text();
    }
    if (e instanceof NotDirectoryException) {
      return Errno.ENOTDIR.text();
    }
    if (e instanceof FileSystemException f && f.getReason() != null) {
      return f.getReason();
    }
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }
}
