package synchmess.fuse.kernel.ring;

import java.io.IOException;

/** The kernel does not carry this mount's requests over io_uring; the message says why. */
public final class IoUringRefused extends IOException {
  private static final long serialVersionUID = 1;

  public IoUringRefused(String why) {
    super(why);
  }
}
