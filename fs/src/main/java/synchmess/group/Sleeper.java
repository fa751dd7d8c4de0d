package synchmess.group;

import synchmess.waiting.Wakes;

/** A caller that sleeps at the barrier. */
public abstract class Sleeper extends Operation {

  /** Tells the caller that the barrier was awoken. Called without any lock. */
  protected abstract void awoken();

  @Override
  protected final void completed() {
    awoken();
  }

  @Override
  final void carryOut(Mailbox mailbox, Barrier barrier, Wakes wakes) {
    barrier.sleep(this, wakes);
  }
}
