package synchmess.group;

import synchmess.waiting.Waiter;

/** A caller that sleeps on the barrier. */
public abstract class Sleeper extends Waiter {

  /** Tells the caller that the barrier was awoken. Called without any lock. */
  protected abstract void awoken();
}
