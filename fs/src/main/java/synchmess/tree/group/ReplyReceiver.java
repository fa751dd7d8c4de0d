package synchmess.tree.group;

import synchmess.errno.Errno;
import synchmess.group.MessageReceiver;
import synchmess.tree.Reply;

/** A receiver for a read; its failure answers the read. */
abstract class ReplyReceiver extends MessageReceiver {
  final Reply reply;

  ReplyReceiver(int patience, boolean keeps, Reply reply) {
    super(patience, keeps);
    this.reply = reply;
  }

  @Override
  public void failed(Errno why) {
    reply.failed(why);
  }
}
