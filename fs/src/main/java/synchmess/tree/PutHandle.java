package synchmess.tree;

import synchmess.group.Draft;
import synchmess.group.ErrnoException;
import synchmess.group.Group;
import synchmess.group.Parked;

/**
 * {@code put}: all that is written until the last close is one message. A write that does not fit
 * spoils it: the writer was told of the error, and half a message is never sent.
 */
final class PutHandle implements WritableHandle {
  private final File file;
  private final Draft draft;

  /** Why the message was given up; null while it was not. */
  private ErrnoException spoiled;

  PutHandle(File file, Group group) {
    this.file = file;
    this.draft = new Draft(group);
  }

  @Override
  public File file() {
    return file;
  }

  @Override
  public synchronized Parked write(byte[] bytes, OpenFlags flags, Reply reply) {
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
    reply.value(bytes.length);
    return null;
  }

  @Override
  public synchronized void close() {
    draft.send();
  }
}
