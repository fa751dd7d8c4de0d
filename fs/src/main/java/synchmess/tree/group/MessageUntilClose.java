package synchmess.tree.group;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import synchmess.errno.ErrnoException;
import synchmess.group.Draft;
import synchmess.group.Group;

/**
 * One message of all writes to an open file, sent at the last close. A write that does not fit
 * spoils it: it fails, and half a message is never sent.
 */
final class MessageUntilClose {
  private final Draft draft;

  /** Why the message is spoiled; null while it is not. */
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
   * Sends it, unless it is empty or spoiled.
   *
   * @throws ErrnoException ENODEV after removal
   */
  synchronized void send() {
    draft.send();
  }
}
