package synchmess.group;

import synchmess.waiting.Wake;
import synchmess.waiting.Wakes;

/**
 * Hears what happens in a group, and decides when to tell callers.
 *
 * <p>It hears under the group's lock, so in order, and must not block. {@link #commit} is called
 * after the operation, without any lock.
 */
public interface Ledger {

  /** For a group in memory alone: tells callers at once. */
  Ledger NONE = new Ledger() {};

  /** The group was installed. Nothing comes before. */
  default void installed(Settings settings) {}

  /**
   * A message was stored.
   *
   * @param id its number
   * @param due when it becomes ready, in ns of the group's clock; in the past: it is ready
   */
  default void sent(byte[] content, long id, long due) {}

  /** The oldest ready message was handed out. */
  default void received(Message message) {}

  /** A message that was handed out came back to its place. */
  default void cameBack(Message message) {}

  /** A message, ready or delayed, was discarded. */
  default void cancelled(long id) {}

  /** All delayed messages became ready, in the order of sending. */
  default void flushed() {}

  /** All delayed messages were discarded. */
  default void revoked() {}

  /** All ready messages were discarded. */
  default void purged() {}

  /** A setting, the mode or the owner has changed. */
  default void changed(Settings settings) {}

  /** The group and all that it holds are gone. Nothing follows. */
  default void removed() {}

  /**
   * Tells the callers that an operation concerns, now or later, from any thread: once everything
   * heard before is as safe as required.
   *
   * @param first of a row for {@link Wakes#tell}; null for an empty one
   */
  default void commit(Wake first) {
    Wakes.tell(first);
  }
}
