package synchmess.tree;

import synchmess.group.Errno;
import synchmess.group.Sender;

/** A throttled writer; when its message is stored, the write is answered. */
final class ReplySender extends Sender {
  private final int size;
  private final Reply reply;

  ReplySender(byte[] content, Reply reply) {
    super(content);
    this.size = content.length;
    this.reply = reply;
  }

  @Override
  protected void sent() {
    reply.value(size);
  }

  @Override
  protected void failed(Errno why) {
    reply.failed(why);
  }
}
