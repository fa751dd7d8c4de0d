package synchmess.tree.group;

import synchmess.errno.Errno;
import synchmess.group.BatchSender;
import synchmess.group.Patience;
import synchmess.tree.Reply;

/** A sender for a write that is many messages; answers the write when they are stored. */
final class ReplyBatchSender extends BatchSender {
  private final int written;
  private final Reply reply;

  /**
   * @param written bytes, those around the messages too
   */
  ReplyBatchSender(Patience patience, int written, Reply reply, byte[]... messages) {
    super(patience, messages);
    this.written = written;
    this.reply = reply;
  }

  @Override
  protected void sent() {
    reply.value(written);
  }

  @Override
  public void failed(Errno why) {
    reply.failed(why);
  }
}
