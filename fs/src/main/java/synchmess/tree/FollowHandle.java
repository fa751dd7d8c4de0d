package synchmess.tree;

import synchmess.group.Group;
import synchmess.group.Parked;

/**
 * {@code follow}: delivers each message as it becomes ready, for ever, one for each read. What a
 * read was too small for is left to the next ones.
 */
final class FollowHandle extends MessageHandle {
  /** Null when nothing is left. */
  private byte[] rest;

  FollowHandle(File file, Group group) {
    super(file, group);
  }

  @Override
  public Parked read(long offset, int size, OpenFlags flags, Reply reply) {
    byte[] left = takeRest();
    if (left != null) {
      received(left, offset, size, reply);
      return null;
    }
    return receive(offset, size, flags, reply);
  }

  private synchronized byte[] takeRest() {
    byte[] left = rest;
    rest = null;
    return left;
  }

  @Override
  synchronized boolean holds() {
    return rest != null;
  }

  @Override
  void received(byte[] content, long offset, int size, Reply reply) {
    synchronized (this) {
      rest = ValueHandle.answerFirst(reply, content, size);
    }
  }
}
