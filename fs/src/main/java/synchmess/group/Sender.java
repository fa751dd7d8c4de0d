package synchmess.group;

/** A caller whose message is throttled while its group is full. */
public abstract class Sender extends Parked {
  final byte[] content;

  /** The content is handed over: nobody changes it from now on. */
  protected Sender(byte[] content) {
    this.content = content;
  }

  /** Tells the caller that its message is stored. Called without any lock. */
  protected abstract void sent();
}
