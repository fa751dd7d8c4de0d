package synchmess.job;

/**
 * Tells the end of a job to a group, and to the process that submitted it.
 *
 * @param callback null without
 * @param signal null without
 */
public record Notice(Callback callback, Submitter.Signal signal) implements AutoCloseable {

  /**
   * The job is about to be queued. Called under the lock of the jobs; an ErrnoException refuses it.
   */
  void accept() {
    if (callback != null) {
      callback.accept();
    }
  }

  /** Tells them; see {@link Callback#send}. */
  void tell(byte[] result, byte[] brief, int uid, Undelivered undelivered) {
    try {
      if (callback != null) {
        callback.send(result, brief, uid, undelivered);
      }
    } finally {
      sendSignal();
    }
  }

  private void sendSignal() {
    try {
      if (signal != null) {
        signal.send();
      }
    } finally {
      close();
    }
  }

  /** A line on what is still to tell; null without. */
  String pending() {
    return callback == null ? null : callback.pending();
  }

  /** Lets go of the process. */
  @Override
  public void close() {
    if (signal != null) {
      signal.close();
    }
  }
}
