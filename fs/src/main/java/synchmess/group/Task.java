package synchmess.group;

import java.util.function.Consumer;
import synchmess.errno.Errno;
import synchmess.waiting.Wakes;

/** What is done under a group's lock for the thread that asks, which nobody needs to tell. */
abstract class Task extends Operation {

  /** Does it. Failures are those of the thread that asks. */
  abstract void run(Mailbox mailbox, Barrier barrier, Wakes wakes);

  @Override
  final void carryOut(Mailbox mailbox, Barrier barrier, Wakes wakes) {
    run(mailbox, barrier, wakes);
  }

  @Override
  protected void completed() {}

  @Override
  public void failed(Errno why) {}

  /** One that the removal of the group does not keep from being done. */
  static Task always(Consumer<Mailbox> what) {
    return new OnMailbox(what, true);
  }

  /** One that fails with ENODEV after removal. */
  static Task installed(Consumer<Mailbox> what) {
    return new OnMailbox(what, false);
  }

  private static final class OnMailbox extends Task {
    private final Consumer<Mailbox> what;
    private final boolean outlivesGroup;

    OnMailbox(Consumer<Mailbox> what, boolean outlivesGroup) {
      this.what = what;
      this.outlivesGroup = outlivesGroup;
    }

    @Override
    void run(Mailbox mailbox, Barrier barrier, Wakes wakes) {
      what.accept(mailbox);
    }

    @Override
    boolean outlivesGroup() {
      return outlivesGroup;
    }
  }

  /** Looks at the limits and the settings anew; the time is looked at anyway. */
  static Task refresh() {
    return new Task() {
      @Override
      void run(Mailbox mailbox, Barrier barrier, Wakes wakes) {
        barrier.settle(wakes);
        mailbox.dismissHopeless(wakes);
      }

      @Override
      boolean outlivesGroup() {
        return true;
      }
    };
  }

  /** Looks at the oldest ready message. */
  static final class Peek extends Task {
    private Message oldest;

    @Override
    void run(Mailbox mailbox, Barrier barrier, Wakes wakes) {
      oldest = mailbox.peek();
    }

    /** Empty when none is ready. */
    byte[] content() {
      return oldest == null ? new byte[0] : oldest.content;
    }
  }

  /** Looks at the numbers. */
  static final class Count extends Task {
    private Stats stats = Stats.NONE;

    @Override
    void run(Mailbox mailbox, Barrier barrier, Wakes wakes) {
      stats = mailbox.stats(barrier.sleepers());
    }

    @Override
    boolean outlivesGroup() {
      return true;
    }

    Stats stats() {
      return stats;
    }
  }
}
