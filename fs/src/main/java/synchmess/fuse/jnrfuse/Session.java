package synchmess.fuse.jnrfuse;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import synchmess.errno.Errno;
import synchmess.errno.Fault;
import synchmess.mounting.LibFuse2;
import synchmess.syscall.LibC;
import synchmess.tree.UserShares;

/**
 * The threads that serve a libfuse session.
 *
 * <p>libfuse 2 has no asynchronous reply: a call that blocks keeps its thread. So a few loops
 * serve. A loop that is about to wait first starts another in its place. A loop that comes back
 * leaves if enough others serve. Threads in excess stay in the pool for a while, since callers
 * often block again.
 *
 * <p>Invariant: until the session ends, {@link #MIN_SERVING} loops or more are receiving requests
 * or carrying out ones that do not wait.
 */
final class Session {
  private static final Logger LOG = LoggerFactory.getLogger(Session.class);

  /** The fewest loops that serve; more are slower, because of the kernel's wake-ups. */
  private static final int MIN_SERVING = 2;

  /** The most that serve. With some in excess, an occasional blocked call needs no hand-over. */
  private static final int MAX_SERVING = 4;

  /** Enough for libfuse, a callback into Java and the path of a message. */
  private static final long STACK_BYTES = 256 * 1024;

  private static final int KEEP_IDLE_SECONDS = 5;
  private static final int REPLY_HEADER_SIZE = 16;

  /** With {@code struct fuse_notify_inval_inode_out}. */
  private static final int INVALIDATION_SIZE = 40;

  private static final int FUSE_NOTIFY_INVAL_INODE = 2;
  private static final int PROT_READ_WRITE = 3;
  private static final int MAP_PRIVATE_ANONYMOUS_NORESERVE = 0x4022;

  private final LibFuse2 lib = LibFuse2.LIBRARY;
  private final Runtime runtime = Runtime.getSystemRuntime();
  private final Pointer session;
  private final Pointer channel;
  private final int fd;
  private final int bufferSize;
  private final int maxBlocked;
  private final ThreadPoolExecutor pool;
  private final Set<SessionLoop> loops = ConcurrentHashMap.newKeySet();
  private final AtomicInteger serving = new AtomicInteger();
  private final AtomicInteger blocked = new AtomicInteger();
  private final UserShares users;
  private final Runnable onEnd;

  /**
   * @param maxBlocked how many calls may block at a time; the next one gets EAGAIN
   * @param users each user's share of those calls
   * @param onEnd called when the kernel has no more requests; more than once
   */
  Session(Pointer fuse, int maxBlocked, UserShares users, Runnable onEnd) {
    this.users = users;
    this.onEnd = onEnd;
    session = lib.fuse_get_session(fuse);
    channel = lib.fuse_session_next_chan(session, null);
    fd = lib.fuse_chan_fd(channel);
    bufferSize = (int) lib.fuse_chan_bufsize(channel);
    this.maxBlocked = maxBlocked;
    pool =
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            KEEP_IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            threads());
  }

  private static ThreadFactory threads() {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      String name = "session-" + number.incrementAndGet();
      Thread thread = new Thread(null, task, name, STACK_BYTES);
      thread.setDaemon(true);
      return thread;
    };
  }

  void start() {
    serving.set(MIN_SERVING);
    for (int i = 0; i < MIN_SERVING; i++) {
      startLoop();
    }
  }

  /**
   * Starts a loop that is already counted: {@link #wantsLoop} must never see one too many. Its
   * memory is allocated before its thread starts.
   */
  private void startLoop() {
    SessionLoop loop = new SessionLoop(this, new Room());
    try {
      loops.add(loop);
      pool.execute(loop);
    } catch (Throwable thrown) {
      loops.remove(loop);
      loop.free();
      throw thrown;
    }
  }

  // ------------------------------------------------------------------------- for its loops

  /** Memory of one loop. The end of the loop frees it, not the garbage collector. */
  final class Room {
    private final Pointer buffer;
    private final Pointer channelSlot;
    private final Pointer reply;

    /**
     * @throws OutOfMemoryError when there is none
     */
    Room() {
      channelSlot = Memory.allocateDirect(runtime, runtime.addressSize());
      channelSlot.putPointer(0, channel);
      reply = Memory.allocateDirect(runtime, INVALIDATION_SIZE);
      buffer =
          LibC.LIBRARY.mmap(
              null, bufferSize, PROT_READ_WRITE, MAP_PRIVATE_ANONYMOUS_NORESERVE, -1, 0);
      if (buffer == null || buffer.address() == -1) {
        throw new OutOfMemoryError("no buffer for a loop");
      }
    }

    /** Takes the largest request. Its pages cost no memory until they are used. */
    Pointer buffer() {
      return buffer;
    }

    /** Holds the channel's address: libfuse may write to it. */
    Pointer channelSlot() {
      return channelSlot;
    }

    /** Takes an error or a notification. */
    Pointer reply() {
      return reply;
    }

    void free() {
      LibC.LIBRARY.munmap(buffer.address(), bufferSize);
    }
  }

  void left(SessionLoop loop) {
    loops.remove(loop);
  }

  /** Whether to receive again; if not, the loop is no longer counted. */
  boolean wantsLoop() {
    return !leaveIfMoreThan(MAX_SERVING);
  }

  private boolean leaveIfMoreThan(int enough) {
    int now = serving.get();
    while (now > enough) {
      if (serving.compareAndSet(now, now - 1)) {
        return true;
      }
      now = serving.get();
    }
    return false;
  }

  /** Waits for a request: its length, 0 at the end, or minus errno. */
  int receive(Pointer channelSlot, Pointer buffer) {
    return lib.fuse_chan_recv(channelSlot, buffer, bufferSize);
  }

  void process(Pointer buffer, int length) {
    lib.fuse_session_process(session, buffer, length, channel);
  }

  /** The kernel has no more requests. */
  void ended() {
    onEnd.run();
  }

  /**
   * Interrupts the request that the kernel names. If no loop knows it, it is just being received or
   * is answered: EAGAIN makes the kernel send the interrupt again if it still matters.
   */
  void interrupt(SessionLoop receiver, long target, long unique) {
    if (!isInterrupted(target)) {
      receiver.refuse(unique, Errno.EAGAIN);
      Thread.onSpinWait();
    }
  }

  private boolean isInterrupted(long target) {
    try {
      for (SessionLoop loop : loops) {
        if (loop.interrupt(target)) {
          return true;
        }
      }
    } catch (Throwable thrown) {
      Fault.survive(LOG, "an interrupt failed, and will come again", thrown);
    }
    return false;
  }

  /** Answers a request with an error, past libfuse. Needs no memory but {@code reply}. */
  void refuse(Pointer reply, long unique, Errno why) {
    reply.putInt(0, REPLY_HEADER_SIZE);
    reply.putInt(4, -why.number());
    reply.putLong(8, unique);
    LibC.LIBRARY.write(fd, reply.address(), REPLY_HEADER_SIZE);
  }

  /**
   * Makes the kernel forget the attributes of a node, and not believe those that it asks for now.
   */
  void invalidateInode(Pointer reply, long nodeid) {
    reply.putInt(0, INVALIDATION_SIZE);
    reply.putInt(4, FUSE_NOTIFY_INVAL_INODE);
    reply.putLong(8, 0);
    reply.putLong(16, nodeid);
    reply.putLong(24, -1);
    reply.putLong(32, 0);
    LibC.LIBRARY.write(fd, reply.address(), INVALIDATION_SIZE);
  }

  // ------------------------------------------------------------------------------- waiting

  /**
   * Stops counting this thread as serving while it waits. If too few are left, another takes its
   * place.
   *
   * @param uid of the caller; each user may have only so many waiting calls
   * @return what {@link #endWait} takes; null when it may not wait
   */
  UserShares.Share beginWait(int uid) {
    UserShares.Share place = users.take(uid);
    if (place == null) {
      return null;
    }
    if (blocked.incrementAndGet() <= maxBlocked && standIn()) {
      return place;
    }
    blocked.decrementAndGet();
    place.giveBack();
    return null;
  }

  /** Finds a stand-in: a loop in excess, or a new one, counted in place of this thread. */
  private boolean standIn() {
    if (leaveIfMoreThan(MIN_SERVING)) {
      return true;
    }
    try {
      startLoop();
      return true;
    } catch (Throwable noMoreThreads) {
      Fault.log(LOG, "no further thread for a blocked call", noMoreThreads);
      return false;
    }
  }

  void endWait(UserShares.Share place) {
    place.giveBack();
    blocked.decrementAndGet();
    serving.incrementAndGet();
  }

  // ------------------------------------------------------------------------------- the end

  /** Waits until the session has ended and no thread is left; false after the time limit. */
  boolean join(long millis) throws InterruptedException {
    pool.shutdown();
    return pool.awaitTermination(millis, TimeUnit.MILLISECONDS);
  }
}
