package synchmess.tree;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Limits what each user takes of something shared, such as places for open files. Root and the
 * mount's owner may take any number.
 *
 * <p>Giving back needs no memory, so it never fails.
 */
public final class UserShares {
  private static final int ROOT = 0;

  /** The uncounted share of root and the mount's owner. */
  private static final Share UNCOUNTED =
      new Share() {
        @Override
        public void giveBack() {}
      };

  private final int owner;
  private final ConcurrentMap<Integer, Counted> byUser = new ConcurrentHashMap<>();
  private volatile int most;

  /** One place, taken by a user. */
  public interface Share {
    /** Gives it back; called once. */
    void giveBack();
  }

  /**
   * @param owner the uid of the mount's owner
   * @param most how many each other user may have at a time
   */
  public UserShares(int owner, int most) {
    this.owner = owner;
    this.most = most;
  }

  /** How many each user may have at a time. */
  public int most() {
    return most;
  }

  /** Applies to later takes. */
  public void setMost(int count) {
    most = count;
  }

  /** Takes one more for a user; null when he has the most already. */
  public Share take(int uid) {
    if (uid == ROOT || uid == owner) {
      return UNCOUNTED;
    }
    Counted his;
    Answer answer;
    do {
      his = byUser.computeIfAbsent(uid, Counted::new);
      answer = his.take();
    } while (answer == Answer.GONE);
    return answer == Answer.TAKEN ? his : null;
  }

  /** How many users have some. */
  int users() {
    return byUser.size();
  }

  private enum Answer {
    TAKEN,
    REFUSED,
    GONE
  }

  /** All that one user has. It is in the table until he has none. */
  private final class Counted implements Share {
    private final Integer uid;

    @GuardedBy("this")
    private int count;

    /** Whether it has left the table. */
    @GuardedBy("this")
    private boolean gone;

    Counted(Integer uid) {
      this.uid = uid;
    }

    synchronized Answer take() {
      if (gone) {
        return Answer.GONE;
      }
      if (count >= most) {
        leaveIfEmpty();
        return Answer.REFUSED;
      }
      count++;
      return Answer.TAKEN;
    }

    @Override
    public synchronized void giveBack() {
      count--;
      leaveIfEmpty();
    }

    @GuardedBy("this")
    private void leaveIfEmpty() {
      if (count == 0) {
        gone = true;
        byUser.remove(uid, this);
      }
    }
  }
}
