package synchmess.waiting;

/** Somebody who is to be told something, in a row of such: see {@link Wakes}. */
public abstract class Wake {
  /** Who is told next; null for the last. */
  Wake next;

  /** Tells it. Called once, without any lock. */
  abstract void tell();
}
