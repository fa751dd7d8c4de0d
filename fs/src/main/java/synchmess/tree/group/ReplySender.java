package synchmess.tree.group;

import synchmess.errno.Errno;
import synchmess.group.Patience;
import synchmess.group.Sender;
import synchmess.tree.Reply;

/** A sender for a write; answers the write when its messages are stored. */
final class ReplySender extends Sender {
  private final int size;
  private final Reply reply;

  /**
   * @param size of the write
   */
  ReplySender(Patience patience, int size, Reply reply, byte[]... messages) {
    super(patience, messages);
    this.size = size;
    this.reply = reply;
  }

  @Override
  protected void sent() {
    reply.value(size);
  }

  @Override
  public void failed(Errno why) {
    reply.failed(why);
  }
}
