package synchmess.fuse.jnrfuse;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import jnr.ffi.Pointer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import synchmess.errno.Errno;
import synchmess.errno.ErrnoException;
import synchmess.errno.Fault;
import synchmess.tree.UserShares;
import synchmess.waiting.Parked;

/**
 * One thread's loop: receives a request from the kernel and has libfuse carry it out.
 *
 * <p>It reads each request's header before libfuse does, so it knows which request its thread
 * carries out. When the caller of a blocked call gets a signal, the kernel sends an INTERRUPT that
 * names the request, and the call ends. See docs/decisions/0002-interrupts.md.
 *
 * <p>Source of the offsets: {@code struct fuse_in_header}, {@code struct fuse_interrupt_in}, {@code
 * struct fuse_getattr_in} and {@code struct fuse_read_in} in {@code include/uapi/linux/fuse.h}.
 */
final class SessionLoop implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(SessionLoop.class);

  private static final int OPCODE = 4;
  private static final int UNIQUE = 8;
  private static final int NODEID = 16;
  private static final int UID = 24;
  private static final int HEADER_SIZE = 40;
  private static final int FUSE_GETATTR = 3;
  private static final int FUSE_READ = 15;
  private static final int FUSE_INTERRUPT = 36;
  private static final int GETATTR_FLAGS = HEADER_SIZE;
  private static final int FUSE_GETATTR_FH = 1;
  private static final int READ_FLAGS = HEADER_SIZE + 20;
  private static final int FUSE_READ_LOCKOWNER = 2;
  private static final int EINTR = -Errno.EINTR.number();
  private static final int EAGAIN = -Errno.EAGAIN.number();

  private static final ThreadLocal<SessionLoop> CURRENT = new ThreadLocal<>();

  private final Session session;
  private final Session.Room room;

  /** The caller's uid; used by its own thread alone. */
  private int uid;

  /** Whether the request is a GETATTR; used by its own thread alone. */
  private boolean isGetattr;

  /** The node that stat(2) asks for; 0 with any other request. Used by its own thread alone. */
  private long shown;

  /** Whether pages are read for the kernel's cache; used by its own thread alone. */
  private boolean isForPageCache;

  /** The current request; 0 between two. */
  @GuardedBy("this")
  private long unique;

  @GuardedBy("this")
  private boolean interrupted;

  /** The parked operation of the request; null while it does not wait. */
  @GuardedBy("this")
  private Parked parked;

  /**
   * @param room for what it receives; freed when it ends
   */
  SessionLoop(Session session, Session.Room room) {
    this.session = session;
    this.room = room;
  }

  /** A throwable does not end the loop: it is counted as serving. */
  @Override
  public void run() {
    boolean serves = true;
    while (serves) {
      try {
        CURRENT.set(this);
        serve(room.channelSlot(), room.buffer());
        serves = false;
      } catch (Throwable thrown) {
        Fault.survive(LOG, "a loop failed, and goes on", thrown);
      }
    }
    CURRENT.remove();
    session.left(this);
    room.free();
  }

  /** Frees the room of a loop that was never run. */
  void free() {
    room.free();
  }

  private void serve(Pointer channelSlot, Pointer buffer) {
    while (session.wantsLoop()) {
      int length = session.receive(channelSlot, buffer);
      if (length == EINTR || length == EAGAIN) {
        continue;
      }
      if (length <= 0) {
        session.ended();
        return;
      }
      carryOut(buffer, length);
    }
  }

  private void carryOut(Pointer buffer, int length) {
    if (buffer.getInt(OPCODE) == FUSE_INTERRUPT) {
      session.interrupt(this, buffer.getLong(HEADER_SIZE), buffer.getLong(UNIQUE));
      return;
    }
    uid = buffer.getInt(UID);
    isForPageCache = isForPageCache(buffer);
    isGetattr = buffer.getInt(OPCODE) == FUSE_GETATTR;
    shown = isGetattr && !isForSeek(buffer) ? buffer.getLong(NODEID) : 0;
    begin(buffer.getLong(UNIQUE));
    session.process(buffer, length);
    begin(0);
  }

  /** Answers a request with an error, past libfuse. Its own thread alone calls this. */
  void refuse(long request, Errno why) {
    session.refuse(room.reply(), request, why);
  }

  /** A read by a program names a lock owner; a read for the page cache does not. */
  private static boolean isForPageCache(Pointer request) {
    return request.getInt(OPCODE) == FUSE_READ
        && (request.getInt(READ_FLAGS) & FUSE_READ_LOCKOWNER) == 0;
  }

  /**
   * Whether a GETATTR is for SEEK_END of lseek(2): it names the open file, which stat(2) never
   * does.
   */
  private static boolean isForSeek(Pointer getattr) {
    return (getattr.getInt(GETATTR_FLAGS) & FUSE_GETATTR_FH) != 0;
  }

  /** Whether the request reads pages for the kernel's cache, despite direct_io: see PageReads. */
  static boolean readsPages() {
    SessionLoop loop = CURRENT.get();
    return loop != null && loop.isForPageCache;
  }

  /**
   * Whether the kernel believes the answered size and shows it to nobody: with all requests but
   * GETATTR.
   */
  static boolean isSizeBelieved() {
    SessionLoop loop = CURRENT.get();
    return loop != null && !loop.isGetattr;
  }

  /** Tells the kernel not to believe the answer that follows, if it is for stat(2). */
  static void show() {
    SessionLoop loop = CURRENT.get();
    if (loop != null && loop.shown != 0) {
      loop.session.invalidateInode(loop.room.reply(), loop.shown);
    }
  }

  private synchronized void begin(long unique) {
    this.unique = unique;
    interrupted = false;
    parked = null;
  }

  /** Interrupts that request, whose caller got a signal; false when this loop has another. */
  boolean interrupt(long unique) {
    Parked waiting;
    synchronized (this) {
      if (this.unique != unique) {
        return false;
      }
      interrupted = true;
      waiting = parked;
    }
    if (waiting != null) {
      waiting.cancel(Errno.EINTR);
    }
    return true;
  }

  private synchronized boolean isInterrupted() {
    return interrupted;
  }

  /**
   * Refuses a request whose caller is already interrupted.
   *
   * @throws ErrnoException EINTR
   */
  static void checkInterrupted() {
    SessionLoop loop = CURRENT.get();
    if (loop != null && loop.isInterrupted()) {
      throw new ErrnoException(Errno.EINTR);
    }
  }

  /**
   * Waits for a request's answer, on its thread. A signal to the caller cancels the call. A limit
   * on waiting calls cancels it too, with EAGAIN. A thread of libfuse's own just waits.
   */
  static void await(Call call, Parked parked) {
    SessionLoop loop = CURRENT.get();
    if (loop != null && !call.answered()) {
      loop.waitFor(call, parked);
    } else {
      call.await();
    }
  }

  private void waitFor(Call call, Parked waiting) {
    UserShares.Share place = beginWait();
    if (place == null) {
      waiting.cancel(Errno.EAGAIN);
      call.await();
      return;
    }
    try {
      interruptible(waiting);
      call.await();
    } finally {
      session.endWait(place);
    }
  }

  /** Null when it may not wait, for any reason. */
  private UserShares.Share beginWait() {
    try {
      return session.beginWait(uid);
    } catch (Throwable thrown) {
      Fault.log(LOG, "a call cannot wait", thrown);
      return null;
    }
  }

  /** Lets signals end the wait; an earlier one ends it now. */
  private void interruptible(Parked waiting) {
    boolean late;
    synchronized (this) {
      parked = waiting;
      late = interrupted;
    }
    if (late) {
      waiting.cancel(Errno.EINTR);
    }
  }
}
