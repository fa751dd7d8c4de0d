package synchmess.tree.group;

import synchmess.group.Group;
import synchmess.tree.File;
import synchmess.tree.OpenFlags;
import synchmess.tree.Reply;
import synchmess.tree.WritableHandle;
import synchmess.waiting.Parked;

/** {@code put}: all that is written until the last close is one message. */
final class PutHandle implements WritableHandle {
  private final File file;
  private final MessageUntilClose message;

  PutHandle(File file, Group group) {
    this.file = file;
    this.message = new MessageUntilClose(group);
  }

  @Override
  public File file() {
    return file;
  }

  @Override
  public Parked write(byte[] bytes, OpenFlags flags, Reply reply) {
    message.append(bytes);
    reply.value(bytes.length);
    return null;
  }

  @Override
  public void close() {
    message.send();
  }
}
