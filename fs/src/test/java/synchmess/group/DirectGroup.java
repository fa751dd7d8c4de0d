package synchmess.group;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import synchmess.errno.Errno;
import synchmess.errno.ErrnoException;
import synchmess.waiting.Readiness;
import synchmess.waiting.Watcher;

/** A group as one thread sees it whose operations end at once: they return, or throw. */
public final class DirectGroup implements Group {
  /** Wall time of changes; no test looks at it. */
  private static final long NOW = 0;

  public final Group group;

  public DirectGroup(Group group) {
    this.group = group;
  }

  /**
   * Sends, and waits for no room.
   *
   * @throws ErrnoException when they are not stored
   */
  public void send(byte[]... contents) {
    Ending ending = new Ending();
    group.send(
        new BatchSender(Patience.NONE, contents) {
          @Override
          protected void sent() {
            ending.happened();
          }

          @Override
          public void failed(Errno why) {
            ending.failed(why);
          }
        });
    ending.check();
  }

  /** Sends as one who may wait. */
  @Override
  public void send(Sender sender) {
    group.send(sender);
  }

  /** Likewise; throws what refuses it at once. */
  void send(RecordingSender sender) {
    sender.begin(group);
  }

  /** The oldest ready message; null when none is ready. */
  public Message receive() {
    Ending ending = new Ending();
    List<Message> received = new ArrayList<>();
    group.receive(
        new MessageReceiver(Receiver.AT_ONCE, false) {
          @Override
          protected void received(Message message) {
            received.add(message);
            ending.happened();
          }

          @Override
          public void failed(Errno why) {
            ending.failed(why);
          }
        });
    return ending.isEmpty() ? null : received.get(0);
  }

  /** The oldest ready messages that fit; none when none is ready. */
  public List<Message> receive(int room, int header) {
    Ending ending = new Ending();
    List<Message> received = new ArrayList<>();
    group.receive(
        new BatchReceiver(Receiver.AT_ONCE, room, header) {
          @Override
          protected void received(List<Message> messages) {
            received.addAll(messages);
            ending.happened();
          }

          @Override
          public void failed(Errno why) {
            ending.failed(why);
          }
        });
    return ending.isEmpty() ? List.of() : received;
  }

  /** Receives as one who may wait. */
  @Override
  public void receive(Receiver receiver) {
    group.receive(receiver);
  }

  /** Likewise; throws what refuses it at once. */
  void receive(RecordingReceiver receiver) {
    receiver.begin(group);
  }

  /** Likewise. */
  void receive(RecordingBatchReceiver receiver) {
    receiver.begin(group);
  }

  /** Likewise. */
  void sleep(RecordingSleeper sleeper) {
    sleeper.begin(group);
  }

  public int flush() {
    return change(Change.Kind.FLUSH);
  }

  public int revoke() {
    return change(Change.Kind.REVOKE);
  }

  public int purge() {
    return change(Change.Kind.PURGE);
  }

  public int awake() {
    return change(Change.Kind.AWAKE);
  }

  @Override
  public void change(Change change) {
    group.change(change);
  }

  private int change(Change.Action action) {
    Changed changed = new Changed(action);
    group.change(changed);
    changed.ending.check();
    return changed.count;
  }

  /** Discards the message of that number; returns 1. */
  public int cancel(long id) {
    return change(Change.cancel(id));
  }

  /** Sends one with a delay of its own, in ms; returns its number. */
  public long sendAfter(int delay, byte[] content) {
    Ending ending = new Ending();
    long[] id = new long[1];
    group.send(
        new MessageSender(Patience.NONE, delay, content) {
          @Override
          protected void sent() {
            id[0] = lastId();
            ending.happened();
          }

          @Override
          public void failed(Errno why) {
            ending.failed(why);
          }
        });
    ending.check();
    return id[0];
  }

  /** Gives the group another owner. */
  public void setOwner(int uid) {
    Changed changed = new Changed(its -> its.setOwnership(its.ownership().with(-1, uid, -1, NOW)));
    group.change(changed);
    changed.ending.check();
  }

  /** A change that must end at once. */
  private static final class Changed extends Change {
    final Ending ending = new Ending();
    int count;

    Changed(Action action) {
      super(action);
    }

    Changed(Consumer<Settings> setter) {
      super(setter);
    }

    @Override
    protected void done(int its) {
      count = its;
      ending.happened();
    }

    @Override
    public void failed(Errno why) {
      ending.failed(why);
    }
  }

  /** The oldest ready message, left in place; empty without one. */
  public byte[] peek() {
    Ending ending = new Ending();
    List<byte[]> seen = new ArrayList<>();
    group.peek(
        new Peeker() {
          @Override
          protected void seen(byte[] oldest) {
            seen.add(oldest);
            ending.happened();
          }

          @Override
          public void failed(Errno why) {
            ending.failed(why);
          }
        });
    ending.check();
    return seen.get(0);
  }

  @Override
  public void peek(Peeker peeker) {
    group.peek(peeker);
  }

  @Override
  public void confirm(Confirmation confirmation) {
    group.confirm(confirmation);
  }

  /** How an operation has ended, which it must have done. */
  private static final class Ending {
    private boolean ended;
    private Errno failure;

    void happened() {
      failed(null);
    }

    void failed(Errno why) {
      if (ended) {
        throw new AssertionError("ended twice");
      }
      ended = true;
      failure = why;
    }

    /** Whether nothing was ready. */
    boolean isEmpty() {
      if (failure == Errno.EAGAIN) {
        return true;
      }
      check();
      return false;
    }

    void check() {
      if (!ended) {
        throw new AssertionError("has not ended");
      }
      if (failure != null) {
        throw new ErrnoException(failure);
      }
    }
  }

  // ------------------------------------------------------------------- as the group has them

  @Override
  public String name() {
    return group.name();
  }

  @Override
  public Settings settings() {
    return group.settings();
  }

  @Override
  public Stats stats() {
    return group.stats();
  }

  @Override
  public boolean removed() {
    return group.removed();
  }

  @Override
  public long lastSent() {
    return group.lastSent();
  }

  @Override
  public long lastReceived() {
    return group.lastReceived();
  }

  @Override
  public void sleep(Sleeper sleeper) {
    group.sleep(sleeper);
  }

  @Override
  public void putBack(List<Message> messages) {
    group.putBack(messages);
  }

  @Override
  public void keep(byte[] content) {
    group.keep(content);
  }

  @Override
  public void letGo(byte[] content) {
    group.letGo(content);
  }

  @Override
  public void checkRoom(int count, long size) {
    group.checkRoom(count, size);
  }

  @Override
  public Draft draft() {
    return group.draft();
  }

  @Override
  public Readiness poll(Watcher watcher) {
    return group.poll(watcher);
  }

  @Override
  public boolean unwatch(Watcher watcher) {
    return group.unwatch(watcher);
  }

  public void refresh() {
    ((MemoryGroup) group).refresh();
  }
}
