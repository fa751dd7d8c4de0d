package synchmess.group;

import java.util.List;
import synchmess.waiting.Readiness;
import synchmess.waiting.Watcher;

/**
 * A group: messages to send and receive, and a barrier to sleep at.
 *
 * <p>Each operation ends its caller once, now or later, from any thread: {@link #send}, {@link
 * #receive}, {@link #sleep}, {@link #change}, {@link #peek}, {@link #confirm}. None blocks. After
 * removal each but the last fails with ENODEV. The views give numbers as of now, and do not block
 * either.
 */
public interface Group {
  String name();

  /** Whether it has been uninstalled. */
  boolean removed();

  // --------------------------------------------------------------------------------- operations

  /**
   * Stores the sender's messages, all or none, ready at once or after the send delay. Without room
   * the sender waits, as long as its {@link Patience} allows.
   *
   * <p>Fails with EMSGSIZE when one is larger than {@code max_message_size}; ENOSPC without room
   * for all; EAGAIN without room that others would wait for.
   */
  void send(Sender sender);

  /** Gives the receiver the oldest ready message, or as many as it has room for. */
  void receive(Receiver receiver);

  /**
   * Parks the sleeper until the next awake. The sleeper that reaches {@code awake_at} awakes all,
   * itself too.
   */
  void sleep(Sleeper sleeper);

  /** Changes the group as a whole. */
  void change(Change change);

  /** Shows the peeker the oldest ready message, in its place. */
  void peek(Peeker peeker);

  /** Completes the caller once the installation, or the removal, is as safe as required. */
  void confirm(Confirmation confirmation);

  /**
   * Puts received messages that reached nobody back to their places: before all that became ready
   * after them. They count as not received. Without effect after removal.
   */
  void putBack(List<Message> messages);

  // ---------------------------------------------------------------------------------------- room

  /**
   * Refuses messages that the mount has no room for, before anybody takes them apart.
   *
   * @param count how many there are
   * @param size their bytes together
   * @throws synchmess.errno.ErrnoException ENOSPC; ENODEV after removal
   */
  void checkRoom(int count, long size);

  /** A message to be written in parts. */
  Draft draft();

  /**
   * Counts a received message as the group's while an open file keeps it: until {@link #letGo},
   * even after removal.
   */
  void keep(byte[] content);

  /** Stops counting a kept message. Called without any lock. */
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
   * What poll(2) says now.
   *
   * @param watcher told of the next change, once; null for nobody. A watcher that waits already is
   *     not added twice.
   */
  Readiness poll(Watcher watcher);

  /** Forgets a watcher; false when it was or is being told. */
  boolean unwatch(Watcher watcher);
}
