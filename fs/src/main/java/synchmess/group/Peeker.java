package synchmess.group;

import synchmess.waiting.Wakes;

/** A caller that looks at the oldest ready message, and leaves it in place. */
public abstract class Peeker extends Operation {
  private static final byte[] NOTHING = {};

  /** Its content. Written once, before the caller is told. */
  private byte[] content;

  /**
   * Tells the caller what it is. Called without any lock.
   *
   * @param oldest its content; empty when none is ready
   */
  protected abstract void seen(byte[] oldest);

  @Override
  final void carryOut(Mailbox mailbox, Barrier barrier, Wakes wakes) {
    Message oldest = mailbox.contents.peek();
    content = oldest == null ? NOTHING : oldest.content;
    wakes.end(this);
  }

  @Override
  protected final void completed() {
    seen(content);
  }
}
