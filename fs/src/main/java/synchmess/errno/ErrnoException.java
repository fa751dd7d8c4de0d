package synchmess.errno;

/**
 * A refused operation. It is an answer to the caller, not a fault of the program, and therefore
 * carries no stack trace.
 */
public final class ErrnoException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Errno errno;

  public ErrnoException(Errno errno) {
    super(errno.name(), null, false, false);
    this.errno = errno;
  }

  public Errno errno() {
    return errno;
  }
}
