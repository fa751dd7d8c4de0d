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
import synchmess.fuse.LibC;
import synchmess.fuse.LibFuse2;
import synchmess.group.Errno;

/**
 * The threads that serve a libfuse session.
 *
 * <p>libfuse 2 has no asynchronous reply: a call that blocks keeps its thread. So a few loops
 * serve; one that is about to wait has another take its place first, and one that comes back while
 * enough others serve leaves. Threads in excess stay in the pool for a while, since who blocked
 * once will do so again.
 *
 * <p>Invariant: until the session ends, {@link #MIN_SERVING} loops or more are receiving requests
 * or carrying out ones that do not wait.
 */
final class Session {
  private static final Logger LOG = LoggerFactory.getLogger(Session.class);

  /** How many loops serve at least; the kernel's wake-ups make more of them slower, not faster. */
  private static final int MIN_SERVING = 2;

  /** How many serve at most: some in excess spare callers who block now and then a hand-over. */
  private static final int MAX_SERVING = 4;

  /** Enough for libfuse, a callback into Java and the path of a message. */
  private static final long STACK_BYTES = 256 * 1024;

  private static final int KEEP_IDLE_SECONDS = 5;
  private static final int REPLY_HEADER_SIZE = 16;

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
  private final Runnable onEnd;

  /**
   * @param maxBlocked how many calls may block at a time; the next one gets EAGAIN
   * @param onEnd called when the kernel has no more requests; more than once
   */
  Session(Pointer fuse, int maxBlocked, Runnable onEnd) {
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

  /** Starts a loop that is counted already: {@link #wantsLoop} must never see one too many. */
  private void startLoop() {
    pool.execute(new SessionLoop(this));
  }

  // ------------------------------------------------------------------------- for its loops

  /** A buffer that takes the largest request. Its pages cost no memory until they are used. */
  Pointer buffer() {
    return Memory.allocateDirect(runtime, bufferSize, false);
  }

  void entered(SessionLoop loop) {
    loops.add(loop);
  }

  void left(SessionLoop loop) {
    loops.remove(loop);
  }

  /** Whether a loop shall receive another request; where not, it is counted out. */
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

  /** A place that holds the channel's address, of one thread: libfuse may write to it. */
  Pointer channelSlot() {
    Pointer slot = Memory.allocateDirect(runtime, runtime.addressSize());
    slot.putPointer(0, channel);
    return slot;
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
   * Interrupts the request that the kernel names. One that no loop knows is just being received, or
   * has been answered: EAGAIN has the kernel send the interrupt again if it still matters.
   */
  void interrupt(long target, long unique) {
    for (SessionLoop loop : loops) {
      if (loop.interrupt(target)) {
        return;
      }
    }
    refuse(unique, Errno.EAGAIN);
    Thread.onSpinWait();
  }

  /** Answers a request with an error, past libfuse. */
  void refuse(long unique, Errno why) {
    Pointer reply = Memory.allocateDirect(runtime, REPLY_HEADER_SIZE);
    reply.putInt(0, REPLY_HEADER_SIZE);
    reply.putInt(4, -why.number());
    reply.putLong(8, unique);
    LibC.LIBRARY.write(fd, reply.address(), REPLY_HEADER_SIZE);
  }

  // ------------------------------------------------------------------------------- waiting

  /**
   * Takes this thread out of those that serve, while it waits; if too few are left, another takes
   * its place.
   *
   * @return false when it may not wait
   */
  boolean beginWait() {
    if (blocked.incrementAndGet() > maxBlocked || !standIn()) {
      blocked.decrementAndGet();
      return false;
    }
    return true;
  }

  /** A loop in excess is the stand-in, or a new one, which is counted in this thread's stead. */
  private boolean standIn() {
    if (leaveIfMoreThan(MIN_SERVING)) {
      return true;
    }
    try {
      startLoop();
      return true;
    } catch (OutOfMemoryError noMoreThreads) {
      LOG.warn("no further thread for a blocked call: {}", noMoreThreads.getMessage());
      return false;
    }
  }

  void endWait() {
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
