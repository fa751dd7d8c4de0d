package synchmess.worker;

import java.io.IOException;

/** A killed worker process does not end: it waits in the kernel. */
final class StuckException extends IOException {
  private static final long serialVersionUID = 1L;

  StuckException(long pid) {
    super("the worker, process " + pid + ", cannot be ended");
  }
}
