package synchmess.waiting;

/** One to tell, in a row of them: see {@link Wakes}. */
public abstract class Wake {
  /** Who is told next; null for the last. */
  Wake next;

  /** Tells it. Called once, without any lock. */
  abstract void tell();
}
