package synchmess.group;

/** A caller that wants one message. */
public abstract class Receiver extends Parked {

  /** Gives the caller its message, which is no longer in the group. Called without any lock. */
  protected abstract void received(Message message);
}
