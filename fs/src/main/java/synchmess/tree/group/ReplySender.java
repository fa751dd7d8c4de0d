package synchmess.tree.group;

import synchmess.errno.Errno;
import synchmess.group.MessageSender;
import synchmess.group.Patience;
import synchmess.tree.Reply;

/** A sender for a write that is one message; answers the write when it is stored. */
final class ReplySender extends MessageSender {
  private final Reply reply;

  ReplySender(Patience patience, Reply reply, byte[] message) {
    super(patience, message);
    this.reply = reply;
  }

  @Override
  protected void sent() {
    reply.value((int) size());
  }

  @Override
  public void failed(Errno why) {
    reply.failed(why);
  }
}
