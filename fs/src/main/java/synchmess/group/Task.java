package synchmess.group;

import java.util.function.Consumer;
import synchmess.errno.Errno;
import synchmess.waiting.Wakes;

/** What a thread does under a group's lock, for itself: it has no caller to tell. */
abstract class Task extends Operation {

  /** Does it. A failure is thrown in the thread that asked. */
  abstract void run(Mailbox mailbox, Barrier barrier, Wakes wakes);

  @Override
  final void carryOut(Mailbox mailbox, Barrier barrier, Wakes wakes) {
    run(mailbox, barrier, wakes);
  }

  @Override
  protected void completed() {}

  @Override
  public void failed(Errno why) {}

  /** A task that runs after the group's removal too. */
  static Task always(Consumer<Mailbox> what) {
    return new OnMailbox(what, true);
  }

  /** A task that fails with ENODEV after removal. */
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

  /** Looks at the limits, the settings and the time anew. */
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
