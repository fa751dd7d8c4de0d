package synchmess.tree.group;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.Arrays;
import synchmess.errno.Errno;
import synchmess.group.Group;
import synchmess.group.MessageSender;
import synchmess.group.Patience;
import synchmess.tree.File;
import synchmess.tree.OpenFlags;
import synchmess.tree.ReadableHandle;
import synchmess.tree.Reply;
import synchmess.tree.WritableHandle;
import synchmess.tree.value.ValueHandle;
import synchmess.waiting.Parked;

/**
 * {@code send} and {@code after/MS}: each write is a message. A read gives the id of the one that
 * was sent last, once.
 */
final class SendHandle implements ReadableHandle, WritableHandle {
  private final File file;
  private final Group group;
  private final int delay;

  /** What is left to read of the last id and its newline. */
  @GuardedBy("this")
  private byte[] unread = {};

  /**
   * @param delay of its messages, as {@link MessageSender} has it
   */
  SendHandle(File file, Group group, int delay) {
    this.file = file;
    this.group = group;
    this.delay = delay;
  }

  @Override
  public File file() {
    return file;
  }

  @Override
  public boolean isStream() {
    return true;
  }

  @Override
  public Parked write(byte[] bytes, OpenFlags flags, Reply reply) {
    Sending sending = new Sending(StreamHandle.patienceToSend(flags), bytes, reply);
    group.send(sending);
    return sending;
  }

  @Override
  public synchronized Parked read(long offset, int size, OpenFlags flags, Reply reply) {
    int length = Math.min(size, unread.length);
    if (reply.data(unread, 0, length)) {
      unread = Arrays.copyOfRange(unread, length, unread.length);
    }
    return null;
  }

  private synchronized void sent(long id) {
    unread = ValueHandle.bytes(id + "\n");
  }

  /** A write. */
  private final class Sending extends MessageSender {
    private final Reply reply;

    Sending(Patience patience, byte[] message, Reply reply) {
      super(patience, delay, message);
      this.reply = reply;
    }

    @Override
    protected void sent() {
      SendHandle.this.sent(lastId());
      reply.value((int) size());
    }

    @Override
    public void failed(Errno why) {
      reply.failed(why);
    }
  }
}
