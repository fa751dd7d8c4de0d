package synchmess.group;

import java.util.function.Consumer;
import synchmess.waiting.Wakes;

/** A caller that changes a group as a whole. */
public abstract class Change extends Operation {
  private final Action action;
  private int count;

  /** A change that concerns many at a time. */
  public enum Kind implements Action {
    /** Makes every delayed message ready, in the order of sending. Counts them. */
    FLUSH {
      @Override
      public int apply(Mailbox mailbox, Barrier barrier, Wakes wakes) {
        return mailbox.contents.flush();
      }
    },
    /** Discards every message that is not due yet. Counts them. */
    REVOKE {
      @Override
      public int apply(Mailbox mailbox, Barrier barrier, Wakes wakes) {
        return mailbox.contents.revoke();
      }
    },
    /** Discards every message that is ready. Counts them. */
    PURGE {
      @Override
      public int apply(Mailbox mailbox, Barrier barrier, Wakes wakes) {
        return mailbox.contents.purge();
      }
    },
    /** Awakes all sleepers. Counts them. */
    AWAKE {
      @Override
      public int apply(Mailbox mailbox, Barrier barrier, Wakes wakes) {
        return barrier.awake(wakes);
      }
    }
  }

  /** Discards the message of that number; fails with ENOENT when it is not there any more. */
  public static Action cancel(long id) {
    return (mailbox, barrier, wakes) -> {
      mailbox.contents.cancel(id);
      return 1;
    };
  }

  /** What a change does, under the group's lock. */
  public interface Action {
    /** Returns how many messages or sleepers it concerned. */
    int apply(Mailbox mailbox, Barrier barrier, Wakes wakes);
  }

  protected Change(Action action) {
    this.action = action;
  }

  /**
   * A change of settings. The group then looks at parked senders and sleepers anew.
   *
   * @param setter throws ErrnoException, and changes nothing, for a bad value
   */
  protected Change(Consumer<Settings> setter) {
    this.action =
        (mailbox, barrier, wakes) -> {
          mailbox.contents.set(setter);
          mailbox.dismissHopeless(wakes);
          barrier.settle(wakes);
          return 0;
        };
  }

  /**
   * Tells the caller how many messages or sleepers it concerned; 0 for a setting. Called without
   * any lock.
   */
  protected abstract void done(int count);

  @Override
  final void carryOut(Mailbox mailbox, Barrier barrier, Wakes wakes) {
    count = action.apply(mailbox, barrier, wakes);
    wakes.end(this);
  }

  @Override
  protected final void completed() {
    done(count);
  }
}
