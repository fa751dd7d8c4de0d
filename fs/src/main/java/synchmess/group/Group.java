package synchmess.group;

import java.util.List;
import synchmess.waiting.Readiness;
import synchmess.waiting.Watcher;

/**
 * A group: messages that are sent and received, and a barrier to sleep on.
 *
 * <p>Each operation ends its caller once, now or later, from any thread: {@link #send}, {@link
 * #receive}, {@link #sleep}, {@link #change}. None blocks. After removal each fails with ENODEV.
 * What is asked besides tells numbers as of now, and blocks as little.
 */
public interface Group {
  String name();

  /** Whether it has been uninstalled. */
  boolean removed();

  // --------------------------------------------------------------------------------- operations

  /**
   * Stores the sender's messages, all or none, ready at once or after the send delay. While there
   * is no room the sender waits, as far as its {@link Patience} goes.
   *
   * <p>Fails with EMSGSIZE when one is larger than {@code max_message_size}; ENOSPC when there is
   * no room for all; EAGAIN when there is none and others would wait for it.
   */
  void send(Sender sender);

  /** Gives the receiver the oldest ready message, or as many as it has room for. */
  void receive(Receiver receiver);

  /**
   * Lets the sleeper wait for the next awake. One with whom {@code awake_at} is reached awakes all,
   * itself too.
   */
  void sleep(Sleeper sleeper);

  /** Changes the group as a whole. */
  void change(Change change);

  /**
   * Puts messages that were received, but reached nobody, back to their places: before all that
   * became ready after them. They count as not received. Without effect after removal.
   */
  void putBack(List<Message> messages);

  /**
   * Counts what it takes of the heap as that user's from now on. Nothing is dropped where his limit
   * is passed by it. Without effect after removal.
   */
  void setOwner(int uid);

  // ---------------------------------------------------------------------------------------- room

  /**
   * Refuses messages for which the mount has no room, before they are taken apart.
   *
   * @param count how many there are
   * @param size their bytes together
   * @throws synchmess.errno.ErrnoException ENOSPC; ENODEV after removal
   */
  void checkRoom(int count, long size);

  /** A message to be written in parts. */
  Draft draft();

  /**
   * Counts a message that was received as the group's, since an open file keeps it: until {@link
   * #letGo}, whatever becomes of the group.
   */
  void keep(byte[] content);

  /** Counts a message that was kept no longer. Called without any lock. */
  void letGo(byte[] content);

  // --------------------------------------------------------------------------------------- views

  Settings settings();

  /** What the group holds and has done, as of now. */
  Stats stats();

  /** When a message was last sent: wall time in ms since the epoch; at first, the installation. */
  long lastSent();

  /** When a message was last received, likewise. */
  long lastReceived();

  /**
   * The content of the oldest ready message, left in place; empty when none is ready.
   *
   * @throws synchmess.errno.ErrnoException ENODEV after removal
   */
  byte[] peek();

  /**
   * What poll(2) says now.
   *
   * @param watcher told of the next change, once; null when nobody waits. A watcher that waits
   *     already is not added twice.
   */
  Readiness poll(Watcher watcher);

  /** Forgets a watcher; false when it was told already or is being told. */
  boolean unwatch(Watcher watcher);
}
