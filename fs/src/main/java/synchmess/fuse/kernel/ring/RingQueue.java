package synchmess.fuse.kernel.ring;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import synchmess.errno.Fault;
import synchmess.fuse.kernel.abi.FuseFlags;
import synchmess.fuse.kernel.abi.FuseStructs.UringCmdReq;
import synchmess.fuse.kernel.abi.IoUringStructs;
import synchmess.fuse.kernel.abi.IoUringStructs.UringSqe;
import synchmess.fuse.kernel.abi.Memory;
import synchmess.fuse.kernel.abi.Opcode;
import synchmess.fuse.kernel.operation.Dispatcher;
import synchmess.fuse.kernel.operation.Request;
import synchmess.fuse.kernel.thread.CpuAffinity;

/**
 * The requests of one core's callers: the kernel puts a request into the queue of its caller's
 * core. The queue's thread, bound to the same core, carries it out. So no wake-up crosses cores.
 *
 * <p>Only this thread may submit, so other threads hand their answers to it. A parked request keeps
 * its entry; when few are left, the queue adds more.
 */
final class RingQueue implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(RingQueue.class);

  /** Completes when a thread without a ring has handed an answer over. */
  private static final long WAKE = -1;

  /** Completes when another queue has. */
  private static final long TOLD = -2;

  /** Completes at the end of a round. */
  private static final long ROUND = -3;

  private static final int ROUND_SECONDS = 1;

  /** {@code struct __kernel_timespec}. */
  private static final int TIMESPEC_SIZE = 16;

  /** How often the thread binds itself to its core while awake. */
  private static final long BIND_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** How long to wait before trying again to add entries. */
  private static final long FULL_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final int ENODEV = 19;
  private static final int ECONNABORTED = 103;
  private static final int ENOTCONN = 107;

  /** The fewest entries to add when they run short. */
  private static final int MIN_GROWTH = 64;

  private final int cpu;
  private final RingSetup setup;
  private final CpuAffinity affinity;
  private final RingEntries entries;
  private final Memory roundTime = Memory.allocate(TIMESPEC_SIZE);
  private final Starvation starvation = new Starvation();
  private final CompletableFuture<Void> prepared = new CompletableFuture<>();
  private final CompletableFuture<Void> serving = new CompletableFuture<>();
  private final CompletableFuture<Dispatcher> dispatcher = new CompletableFuture<>();

  /** Other threads' answers, not committed yet. */
  private final Answered answered = new Answered();

  /**
   * Whether this thread sleeps or is about to. Then a thread that hands it something must wake it.
   */
  private final AtomicBoolean asleep = new AtomicBoolean();

  private volatile boolean stopping;
  private volatile WakeUp wakeUp;
  private volatile IoUring ring;

  /** How many entries the kernel has, or will have at the next submission, to put requests in. */
  private int free;

  /** Whether there was no memory for more entries, and when. */
  private boolean full;

  private long fullSince;

  /** When it last bound itself to its core. */
  private long boundAt;

  /** Whether {@link #ROUND} will complete. */
  private boolean inRound;

  /** Whether a round is over, so that unused payloads go back. */
  private boolean roundOver;

  /** Takes completions; made once. */
  private IoUring.Completed completed;

  /**
   * @param cpu the core of its callers
   */
  RingQueue(int cpu, RingSetup setup) {
    this.cpu = cpu;
    this.setup = setup;
    affinity = new CpuAffinity(cpu);
    roundTime.putLong(0, ROUND_SECONDS);
    entries = new RingEntries(this, setup.payloadSize());
  }

  // ---------------------------------------------------------------------- beginning and end

  /** Completes when it could serve; fails when the kernel does not let it. */
  CompletableFuture<Void> prepared() {
    return prepared;
  }

  /** Completes when the kernel has its entries; fails when it does not take them. */
  CompletableFuture<Void> serving() {
    return serving;
  }

  /** Gives the kernel its entries: from now on requests arrive. */
  void serve(Dispatcher requests) {
    dispatcher.complete(requests);
  }

  /** Ends it, after committing the answers handed over. */
  void stop() {
    stopping = true;
    dispatcher.complete(null);
    if (wakeUp != null) {
      wakeUp.wake();
    }
  }

  @Override
  public void run() {
    bind();
    try (WakeUp own = new WakeUp();
        IoUring made = new IoUring()) {
      wakeUp = own;
      ring = made;
      prepared.complete(null);
      Dispatcher requests = dispatcher.join();
      if (requests != null) {
        serveUntilStopped(requests);
      }
    } catch (IOException e) {
      if (serving.isDone()) {
        LOG.error("queue {} ends", cpu, e);
      }
      fail(e);
    } catch (Throwable e) {
      LOG.error("queue {} ends", cpu, e);
      fail(new IoUringRefused(e.toString()));
    } finally {
      setup.onEnd().run();
    }
  }

  private void fail(IOException why) {
    prepared.completeExceptionally(why);
    serving.completeExceptionally(why);
  }

  // ------------------------------------------------------------------------------- requests

  private void serveUntilStopped(Dispatcher requests) throws IOException {
    completed = (userData, result) -> completed(requests, userData, result);
    awaitWakeUp();
    grow(setup.depth());
    ring.enter(0);
    look();
    serving.complete(null);
    while (!stopping) {
      serve();
    }
    commitAnswered();
    ring.enter(0);
  }

  /**
   * Sleeps until something happens, then acts on it. A throwable does not end the thread, unless
   * the kernel fails it.
   */
  private void serve() throws IOException {
    try {
      sleep();
      bindNowAndThen();
      look();
      if (free <= setup.depth() / 2 && mayGrow()) {
        grow(Math.max(setup.depth(), MIN_GROWTH));
        starvation.grew();
      }
      if (starvation.wantsNudge()) {
        ring.enter(0);
        nudge();
      }
    } catch (IOException e) {
      throw e;
    } catch (Throwable thrown) {
      Fault.survive(LOG, "a queue failed, and goes on", thrown);
    }
  }

  private void bindNowAndThen() {
    if (System.nanoTime() - boundAt >= BIND_NANOS) {
      bind();
    }
  }

  private void bind() {
    affinity.bind();
    boundAt = System.nanoTime();
  }

  /** Without a parked call no nudge is needed: answers will come anyway. */
  private void nudge() {
    boolean sent = false;
    try {
      sent =
          entries
              .waiting()
              .filter(entry -> setup.notifications().nudge(entry.nodeid()))
              .isPresent();
    } finally {
      if (!sent) {
        starvation.nudgeFailed();
      }
    }
  }

  /** Submits, and waits for a completion unless an answer was handed over. */
  private void sleep() throws IOException {
    asleep.set(true);
    boolean wait = answered.isEmpty() && !stopping;
    ring.enter(wait ? 1 : 0);
    asleep.set(false);
  }

  /** Carries out what has arrived, and commits others' answers. */
  private void look() throws IOException {
    starvation.look();
    boolean taken = ring.allTaken();
    boolean all = ring.completions(completed);
    if (roundOver) {
      endRound(taken && all);
    }
    commitAnswered();
  }

  private void completed(Dispatcher requests, long userData, int result) throws IOException {
    if (userData == TOLD) {
      return;
    }
    if (userData == WAKE) {
      awaitWakeUp();
    } else if (userData == ROUND) {
      roundOver = true;
    } else if (result < 0) {
      givenBack(-result);
    } else {
      free--;
      starvation.requestCame((int) userData);
      arrived(requests, entries.get((int) userData));
    }
  }

  private void arrived(Dispatcher requests, RingEntry entry) throws IOException {
    Request request = entry.arrived(entries.round());
    beginRound(entry);
    if (request.opcode() == Opcode.NOTIFY_REPLY) {
      starvation.nudgeCame(entry.index());
      entry.send(0, 0);
    } else {
      requests.dispatch(request, entry);
    }
  }

  /**
   * An entry comes back empty: all at the end of the mount, the first one if the kernel refuses
   * rings. An entry whose answer the kernel refuses is still the kernel's.
   */
  private void givenBack(int errno) {
    if (isEnd(errno) || !serving.isDone()) {
      LOG.debug("queue {}: an entry comes back with errno {}", cpu, errno);
      serving.completeExceptionally(new IoUringRefused("not taken: errno " + errno));
      stopping = true;
      return;
    }
    free--;
    LOG.warn("queue {}: the kernel refused an answer, errno {}", cpu, errno);
  }

  private static boolean isEnd(int errno) {
    return errno == ENOTCONN || errno == ECONNABORTED || errno == ENODEV;
  }

  private void awaitWakeUp() throws IOException {
    ring.read(wakeUp.fd(), wakeUp.buffer(), WAKE);
  }

  // -------------------------------------------------------------------------------- entries

  /** Whether it is worth trying to have more entries. */
  private boolean mayGrow() {
    return !full || System.nanoTime() - fullSince >= FULL_NANOS;
  }

  /** Gives the kernel more entries: parked requests keep the old ones. */
  private void grow(int count) throws IOException {
    entries.trim();
    try {
      for (RingEntry entry : entries.add(count)) {
        Memory submission = submission(entry, FuseFlags.FUSE_IO_URING_CMD_REGISTER);
        submission.putLong(UringSqe.ADDR, entry.vectors().address());
        submission.putInt(UringSqe.LEN, RingEntry.VECTORS);
      }
      full = false;
    } catch (OutOfMemoryError e) {
      full = true;
      fullSince = System.nanoTime();
      LOG.warn("queue {}: no memory for more requests that wait", cpu);
    }
  }

  /** Whether a request may be parked: not in the kernel's last entry. */
  boolean mayPark() {
    return free > 0 || !full;
  }

  // ------------------------------------------------------------------------- memory of payloads

  /** Begins a round, after which unused large payloads go back. */
  private void beginRound(RingEntry entry) throws IOException {
    if (!inRound && entry.isLarge()) {
      ring.timeout(roundTime, ROUND);
      inRound = true;
    }
  }

  /**
   * Gives back what was unused in this round. Another round follows while large payloads are left.
   *
   * @param safe whether the kernel has taken all commits before this look, and all arrivals are
   *     known; nearly always true
   */
  private void endRound(boolean safe) throws IOException {
    roundOver = false;
    inRound = false;
    if (!safe || entries.trimIdle()) {
      ring.timeout(roundTime, ROUND);
      inRound = true;
    }
  }

  private Memory submission(RingEntry entry, int command) throws IOException {
    Memory submission = ring.submission();
    submission.putByte(UringSqe.OPCODE, IoUringStructs.IORING_OP_URING_CMD);
    submission.putInt(UringSqe.FD, setup.deviceFd());
    submission.putInt(UringSqe.CMD_OP, command);
    submission.putLong(UringSqe.USER_DATA, entry.index());
    submission.putShort(UringSqe.CMD + UringCmdReq.QID, cpu);
    free++;
    return submission;
  }

  // -------------------------------------------------------------------------------- answers

  /** Takes an answer, from any thread. */
  void answered(RingEntry entry) {
    RingQueue current = RingThread.queue();
    if (current == this) {
      commit(entry);
      return;
    }
    answered.add(entry);
    if (asleep.get() && asleep.compareAndSet(true, false)) {
      wake(current);
    }
  }

  /** Wakes this queue's thread; another queue's thread does so with its next submission. */
  private void wake(RingQueue waker) {
    if (waker == null) {
      wakeUp.wake();
      return;
    }
    try {
      waker.ring.tell(ring, TOLD);
    } catch (IOException e) {
      wakeUp.wake();
    }
  }

  private void commitAnswered() {
    RingEntry entry = answered.takeAll();
    while (entry != null) {
      RingEntry next = entry.next;
      entry.next = null;
      commit(entry);
      entry = next;
    }
  }

  private void commit(RingEntry entry) {
    try {
      Memory submission = submission(entry, FuseFlags.FUSE_IO_URING_CMD_COMMIT_AND_FETCH);
      submission.putLong(UringSqe.CMD + UringCmdReq.COMMIT_ID, entry.commitId());
      entry.committed(entries.round());
      beginRound(entry);
    } catch (IOException e) {
      LOG.error("queue {} ends", cpu, e);
      stopping = true;
    }
  }
}
