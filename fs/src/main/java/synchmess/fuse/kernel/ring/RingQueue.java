package synchmess.fuse.kernel.ring;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
 * The requests of one core's callers: the kernel puts a request into the queue of the core that its
 * caller runs on, and this queue's thread, bound to the same core, carries it out there. So no
 * wake-up crosses cores.
 *
 * <p>Only this thread may submit, so answers that other threads give are handed to it. A request
 * that waits keeps its entry; when few are left, more are added.
 */
final class RingQueue implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(RingQueue.class);

  /** The queue whose thread this is. */
  private static final ThreadLocal<RingQueue> CURRENT = new ThreadLocal<>();

  /** What completes when a thread that has no ring has handed an answer over. */
  private static final long WAKE = -1;

  /** What completes when another queue has. */
  private static final long TOLD = -2;

  /** How many entries are added at least when they run short. */
  private static final int MIN_GROWTH = 64;

  private final int cpu;
  private final RingSetup setup;
  private final RingEntries entries;
  private final Starvation starvation = new Starvation();
  private final CompletableFuture<Void> prepared = new CompletableFuture<>();
  private final CompletableFuture<Void> serving = new CompletableFuture<>();
  private final CompletableFuture<Dispatcher> dispatcher = new CompletableFuture<>();

  /** Answers of other threads, to be committed. */
  private final ConcurrentLinkedQueue<RingEntry> answered = new ConcurrentLinkedQueue<>();

  /** Whether this thread is about to sleep, or asleep: whoever hands it something wakes it. */
  private final AtomicBoolean asleep = new AtomicBoolean();

  private volatile boolean stopping;
  private volatile WakeUp wakeUp;
  private volatile IoUring ring;

  /** How many entries the kernel has, or will have at the next submission, to put requests in. */
  private int free;

  /** Whether there was no memory for more entries. */
  private boolean full;

  /**
   * @param cpu whose requests these are
   */
  RingQueue(int cpu, RingSetup setup) {
    this.cpu = cpu;
    this.setup = setup;
    entries = new RingEntries(this, setup.payloadSize());
  }

  // ---------------------------------------------------------------------- beginning and end

  /** Done when it could serve; failed where the kernel does not let it. */
  CompletableFuture<Void> prepared() {
    return prepared;
  }

  /** Done when the kernel has its entries; failed where it does not take them. */
  CompletableFuture<Void> serving() {
    return serving;
  }

  /** Lets the kernel have its entries: from now on requests arrive. */
  void serve(Dispatcher requests) {
    dispatcher.complete(requests);
  }

  /** Ends it, once the answers that were handed over are committed. */
  void stop() {
    stopping = true;
    dispatcher.complete(null);
    if (wakeUp != null) {
      wakeUp.wake();
    }
  }

  @Override
  public void run() {
    CURRENT.set(this);
    CpuAffinity.bindTo(cpu);
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
    awaitWakeUp();
    grow(setup.depth());
    ring.enter(0);
    look(requests);
    serving.complete(null);
    while (!stopping) {
      sleep();
      look(requests);
      if (free <= setup.depth() / 2 && !full) {
        grow(Math.max(setup.depth(), MIN_GROWTH));
        starvation.grew();
      }
      if (starvation.wantsNudge()) {
        ring.enter(0);
        nudge();
      }
    }
    commitAnswered();
    ring.enter(0);
  }

  /** Where nobody waits, there will be answers without it. */
  private void nudge() {
    boolean sent =
        entries.waiting().filter(entry -> setup.notifications().nudge(entry.nodeid())).isPresent();
    if (!sent) {
      starvation.nudgeFailed();
    }
  }

  /** Submits, and waits until something completes; not when an answer has been handed over. */
  private void sleep() throws IOException {
    asleep.set(true);
    boolean wait = answered.isEmpty() && !stopping;
    ring.enter(wait ? 1 : 0);
    asleep.set(false);
  }

  /** Carries out what has arrived, and commits what others have answered. */
  private void look(Dispatcher requests) throws IOException {
    starvation.look();
    ring.completions((userData, result) -> completed(requests, userData, result));
    commitAnswered();
  }

  private void completed(Dispatcher requests, long userData, int result) throws IOException {
    if (userData == TOLD) {
      return;
    }
    if (userData == WAKE) {
      awaitWakeUp();
    } else if (result < 0) {
      givenBack(-result);
    } else {
      free--;
      starvation.requestCame((int) userData);
      arrived(requests, entries.get((int) userData));
    }
  }

  private void arrived(Dispatcher requests, RingEntry entry) {
    Request request = entry.arrived();
    if (request.opcode() == Opcode.NOTIFY_REPLY) {
      starvation.nudgeCame(entry.index());
      entry.send(0, 0);
    } else {
      requests.dispatch(request, entry);
    }
  }

  /** An entry comes back empty: all do when the mount ends, the first where it is not wanted. */
  private void givenBack(int errno) {
    LOG.debug("queue {}: an entry comes back with errno {}", cpu, errno);
    serving.completeExceptionally(new IoUringRefused("not taken: errno " + errno));
    stopping = true;
  }

  private void awaitWakeUp() throws IOException {
    ring.read(wakeUp.fd(), wakeUp.buffer(), WAKE);
  }

  // -------------------------------------------------------------------------------- entries

  /** Gives the kernel more entries: those that it had are with requests that wait. */
  private void grow(int count) throws IOException {
    entries.trim();
    try {
      for (RingEntry entry : entries.add(count)) {
        Memory submission = submission(entry, FuseFlags.FUSE_IO_URING_CMD_REGISTER);
        submission.putLong(UringSqe.ADDR, entry.vectors().address());
        submission.putInt(UringSqe.LEN, RingEntry.VECTORS);
      }
    } catch (OutOfMemoryError e) {
      full = true;
      LOG.warn("queue {}: no memory for more requests that wait", cpu);
    }
  }

  /** Whether a request may wait: not in the kernel's last entry. */
  boolean mayPark() {
    return free > 0 || !full;
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
    RingQueue current = CURRENT.get();
    if (current == this) {
      commit(entry);
      return;
    }
    answered.add(entry);
    if (asleep.get() && asleep.compareAndSet(true, false)) {
      wake(current);
    }
  }

  /** Wakes this queue's thread; from another's, that goes along with what it submits next. */
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
    for (RingEntry entry = answered.poll(); entry != null; entry = answered.poll()) {
      commit(entry);
    }
  }

  private void commit(RingEntry entry) {
    try {
      Memory submission = submission(entry, FuseFlags.FUSE_IO_URING_CMD_COMMIT_AND_FETCH);
      submission.putLong(UringSqe.CMD + UringCmdReq.COMMIT_ID, entry.commitId());
      entry.committed();
    } catch (IOException e) {
      LOG.error("queue {} ends", cpu, e);
      stopping = true;
    }
  }
}
