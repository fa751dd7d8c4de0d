package synchmess.tree.group;

import synchmess.errno.Errno;
import synchmess.group.MessageReceiver;
import synchmess.tree.Reply;

/** A receiver whose failure is the answer to a read. */
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
