package synchmess.tree;

import synchmess.errno.Errno;
import synchmess.group.MessageReceiver;

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
