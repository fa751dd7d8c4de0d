package synchmess.tree;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * What each user has taken of something that all users share, such as places for open files: of it
 * each may have so much, and no more. Root and the mount's owner may have any number.
 *
 * <p>Giving back needs no memory, so that it never fails.
 */
public final class UserShares {
  private static final int ROOT = 0;

  /** What root and the mount's owner take, which nobody counts. */
  private static final Share UNCOUNTED =
      new Share() {
        @Override
        public void giveBack() {}
      };

  private final int owner;
  private final ConcurrentMap<Integer, Counted> byUser = new ConcurrentHashMap<>();
  private volatile int most;

  /** One place, of the user who took it. */
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

  /** Applies to what is taken from now on. */
  public void setMost(int count) {
    most = count;
  }

  /** Takes one more for a user; null when he has as many as he may. */
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

  /** All that one user has. It is in the table while that is anything. */
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
