package synchmess.group;

/** A caller that wants one message. */
public abstract class MessageReceiver extends Receiver {

  /** Gives the caller its message, which is no longer in the group. Called without any lock. */
  protected abstract void received(Message message);

  @Override
  final Runnable take(Mailbox mailbox) {
    Message message = mailbox.take();
    return () -> received(message);
  }
}
