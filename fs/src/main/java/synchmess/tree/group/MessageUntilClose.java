package synchmess.tree.group;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import synchmess.errno.ErrnoException;
import synchmess.group.Draft;
import synchmess.group.Group;

/**
 * A message that is all that an open file writes until its last close. A write that does not fit
 * spoils it: the writer was told of the error, and half a message is never sent.
 */
final class MessageUntilClose {
  private final Draft draft;

  /** Why the message was given up; null while it was not. */
  @GuardedBy("this")
  private ErrnoException spoiled;

  MessageUntilClose(Group group) {
    this.draft = group.draft();
  }

  /**
   * Adds what was written.
   *
   * @throws ErrnoException EMSGSIZE or ENOSPC at the write that does not fit, and at all after it;
   *     ENODEV after removal
   */
  synchronized void append(byte[] bytes) {
    if (spoiled != null) {
      throw spoiled;
    }
    try {
      draft.append(bytes);
    } catch (ErrnoException e) {
      draft.discard();
      spoiled = e;
      throw e;
    }
  }

  /**
   * Sends it, unless nothing was written or it was spoiled.
   *
   * @throws ErrnoException ENODEV after removal
   */
  synchronized void send() {
    draft.send();
  }
}
