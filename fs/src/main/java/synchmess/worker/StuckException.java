package synchmess.worker;

import java.io.IOException;

/** A killed worker process has not ended: it waits for something in the kernel. */
final class StuckException extends IOException {
  private static final long serialVersionUID = 1L;

  StuckException(long pid) {
    super("the worker, process " + pid + ", cannot be ended");
  }
}
