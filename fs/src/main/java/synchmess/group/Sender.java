package synchmess.group;

/** A caller whose messages are throttled while there is no room for all of them. */
public abstract class Sender extends Waiter {
  final byte[][] contents;

  /** The contents are handed over: nobody changes them from now on. */
  protected Sender(byte[]... contents) {
    this.contents = contents;
  }

  /** Whether it waits for room whatever the full policy, and as long as it takes. */
  protected boolean insists() {
    return false;
  }

  /** Tells the caller that its messages are stored. Called without any lock. */
  protected abstract void sent();
}
