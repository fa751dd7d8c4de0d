package synchmess.daemon;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import synchmess.group.Errno;

/** A command that cannot go on: what to tell the user, and the exit code. */
final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final int exitCode;

  Failure(int exitCode, String message) {
    super(message, null, false, false);
    this.exitCode = exitCode;
  }

  int exitCode() {
    return exitCode;
  }

  /** Why a file could not be used, in the words of errno(3) where there are such. */
  static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return Errno.ENOENT.text();
    }
    if (e instanceof AccessDeniedException) {
      return Errno.EACCES.text();
    }
    if (e instanceof FileSystemException f && f.getReason() != null) {
      return f.getReason();
    }
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }
}
