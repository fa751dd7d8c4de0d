package synchmess.group;

import synchmess.waiting.Wakes;

/**
 * A caller that has installed or removed a group, and waits until that is as safe as required. It
 * completes after the removal too.
 */
public abstract class Confirmation extends Operation {

  /** Tells the caller so. Called without any lock. */
  protected abstract void confirmed();

  @Override
  final void carryOut(Mailbox mailbox, Barrier barrier, Wakes wakes) {
    wakes.end(this);
  }

  @Override
  final boolean outlivesGroup() {
    return true;
  }

  @Override
  protected final void completed() {
    confirmed();
  }
}
