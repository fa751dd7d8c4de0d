package synchmess.tree.group;

import synchmess.errno.Errno;
import synchmess.group.Sleeper;
import synchmess.tree.Reply;

/** A sleeper for a read; the awake answers with 0. */
final class ReplySleeper extends Sleeper {
  private final Reply reply;

  ReplySleeper(Reply reply) {
    this.reply = reply;
  }

  @Override
  protected void awoken() {
    reply.value(0);
  }

  @Override
  public void failed(Errno why) {
    reply.failed(why);
  }
}
