package synchmess.tree.group;

import java.util.List;
import synchmess.errno.Errno;
import synchmess.errno.ErrnoException;
import synchmess.group.BatchReceiver;
import synchmess.group.Group;
import synchmess.group.Message;
import synchmess.group.Receiver;
import synchmess.tree.File;
import synchmess.tree.OpenFlags;
import synchmess.tree.Reply;
import synchmess.waiting.Parked;

/**
 * {@code batch}: many messages in one call, as {@link Frames}. A write stores all of its messages
 * or none; a read takes as many ready ones as fit.
 */
final class BatchHandle extends StreamHandle {

  BatchHandle(File file, Group group, OpenFlags opened) {
    super(file, group, opened);
  }

  @Override
  public Parked write(byte[] bytes, OpenFlags flags, Reply reply) {
    if (group.removed()) {
      throw new ErrnoException(Errno.ENODEV);
    }
    int count = Frames.count(bytes);
    group.checkRoom(count, bytes.length - (long) count * Frames.HEADER);
    return send(
        new ReplyBatchSender(patienceToSend(flags), bytes.length, reply, Frames.messages(bytes)));
  }

  @Override
  public Parked read(long offset, int size, OpenFlags flags, Reply reply) {
    Receiver receiver = new ReplyBatchReceiver(patience(flags), size, reply);
    group.receive(receiver);
    return receiver;
  }

  /** Answers a read with messages; puts them back when the reply is refused. */
  private void deliver(List<Message> messages, Reply reply) {
    boolean accepted = false;
    try {
      byte[] frames = Frames.of(messages);
      accepted = reply.data(frames, 0, frames.length);
    } finally {
      if (!accepted) {
        group.putBack(messages);
      }
    }
  }

  /** A read that wants messages. */
  private final class ReplyBatchReceiver extends BatchReceiver {
    private final Reply reply;

    ReplyBatchReceiver(int patience, int size, Reply reply) {
      super(patience, size, Frames.HEADER);
      this.reply = reply;
    }

    @Override
    protected void received(List<Message> messages) {
      deliver(messages, reply);
    }

    @Override
    public void failed(Errno why) {
      answerEmpty(why, reply);
    }
  }
}
