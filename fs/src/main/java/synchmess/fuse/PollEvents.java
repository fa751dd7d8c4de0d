package synchmess.fuse;

import synchmess.waiting.Readiness;

/** What poll(2) says, in its own bits. Source: {@code asm-generic/poll.h}. */
public final class PollEvents {
  /** POLLIN and POLLRDNORM. */
  private static final int IN = 0x41;

  /** POLLOUT and POLLWRNORM. */
  private static final int OUT = 0x104;

  private static final int ERR_AND_HUP = 0x18;

  private PollEvents() {}

  /** The events of a handle that is always ready. */
  public static int always() {
    return IN | OUT;
  }

  public static int of(Readiness readiness) {
    int mask = readiness.readable() ? IN : 0;
    mask |= readiness.writable() ? OUT : 0;
    mask |= readiness.removed() ? ERR_AND_HUP : 0;
    return mask;
  }
}
