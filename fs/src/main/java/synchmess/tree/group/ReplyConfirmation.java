package synchmess.tree.group;

import synchmess.errno.Errno;
import synchmess.group.Confirmation;
import synchmess.tree.Reply;

/** A confirmation; answers its call with 0. */
final class ReplyConfirmation extends Confirmation {
  private final Reply reply;

  ReplyConfirmation(Reply reply) {
    this.reply = reply;
  }

  @Override
  protected void confirmed() {
    reply.value(0);
  }

  @Override
  public void failed(Errno why) {
    reply.failed(why);
  }
}
