package synchmess.tree.group;

import java.util.function.Consumer;
import java.util.function.IntConsumer;
import synchmess.errno.Errno;
import synchmess.group.Change;
import synchmess.group.Settings;
import synchmess.tree.Reply;

/** A change of a group; answers its call. */
final class ReplyChange extends Change {
  private final IntConsumer whenDone;
  private final Reply reply;

  /**
   * @param whenDone answers the call; told how many messages or sleepers it concerned
   */
  ReplyChange(Action action, IntConsumer whenDone, Reply reply) {
    super(action);
    this.whenDone = whenDone;
    this.reply = reply;
  }

  /** Likewise, a change of settings. */
  ReplyChange(Consumer<Settings> setter, IntConsumer whenDone, Reply reply) {
    super(setter);
    this.whenDone = whenDone;
    this.reply = reply;
  }

  @Override
  protected void done(int count) {
    whenDone.accept(count);
  }

  @Override
  public void failed(Errno why) {
    reply.failed(why);
  }
}
