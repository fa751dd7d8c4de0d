package synchmess.group;

import java.io.ByteArrayOutputStream;
import synchmess.errno.ErrnoException;

/**
 * A message written in parts. It reserves room as it grows. The room counts until the draft ends,
 * even after the group's removal. It ends with {@link #send} or {@link #discard}. Its methods lock
 * the draft.
 */
public final class Draft {
  private final MemoryGroup group;
  private ByteArrayOutputStream content = new ByteArrayOutputStream();

  Draft(MemoryGroup group) {
    this.group = group;
  }

  /**
   * Adds a part.
   *
   * @throws ErrnoException EMSGSIZE or ENOSPC when the part no longer fits, ENODEV after removal;
   *     adds nothing then
   */
  public synchronized void append(byte[] part) {
    group.reserve(content.size(), part.length);
    content.writeBytes(part);
  }

  /**
   * Sends what was written; an empty draft sends nothing.
   *
   * @throws ErrnoException ENODEV after removal
   */
  public synchronized void send() {
    if (content.size() > 0) {
      byte[] message = content.toByteArray();
      content = new ByteArrayOutputStream();
      group.sendReserved(message);
    }
  }

  /** Forgets what was written. */
  public synchronized void discard() {
    int size = content.size();
    content = new ByteArrayOutputStream();
    group.unreserve(size);
  }
}
