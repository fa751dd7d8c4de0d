package synchmess.fuse.kernel.ring;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import synchmess.fuse.kernel.abi.FuseFlags;
import synchmess.fuse.kernel.abi.FuseStructs.UringCmdReq;
import synchmess.fuse.kernel.abi.FuseStructs.UringReqHeader;
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
 * <p>Only this thread may submit, so answers that other threads give are handed to it.
 */
final class RingQueue implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(RingQueue.class);

  /** What completes when another thread has handed an answer over. */
  private static final long WAKE = -1;

  private static final int NONE = -1;

  /** How many entries are added at least when they run short. */
  private static final int MIN_GROWTH = 64;

  private final int cpu;
  private final RingSetup setup;
  private final CompletableFuture<Void> prepared = new CompletableFuture<>();
  private final CompletableFuture<Void> serving = new CompletableFuture<>();
  private final CompletableFuture<Dispatcher> dispatcher = new CompletableFuture<>();

  /** Answers of other threads, to be committed. */
  private final ConcurrentLinkedQueue<RingEntry> answered = new ConcurrentLinkedQueue<>();

  /** Whether this thread is about to sleep, or asleep: whoever hands it something wakes it. */
  private final AtomicBoolean asleep = new AtomicBoolean();

  private final List<RingEntry> entries = new ArrayList<>();
  private volatile boolean stopping;
  private volatile Thread thread;
  private WakeUp wakeUp;
  private IoUring ring;

  /** How many entries the kernel has, to put requests in. */
  private int free;

  /** Whether requests may be stuck in the kernel; see {@link #nudgeIfStarved}. */
  private boolean starved;

  /** Whether a nudge is on its way. */
  private boolean nudged;

  /** The entry in which the last nudge came; one that is stuck comes in the same one, at once. */
  private int nudgedEntry = NONE;

  /** The same, while completions are still being looked at. */
  private int nudgeArrivedIn = NONE;

  /**
   * @param cpu whose requests these are
   */
  RingQueue(int cpu, RingSetup setup) {
    this.cpu = cpu;
    this.setup = setup;
  }

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
    thread = Thread.currentThread();
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
      prepared.completeExceptionally(e);
      serving.completeExceptionally(e);
    }
  }

  private void serveUntilStopped(Dispatcher requests) {
    awaitWakeUp();
    grow(setup.depth());
    check(ring.enter(0));
    harvest(requests);
    serving.complete(null);
    while (!stopping) {
      check(sleep());
      harvest(requests);
      if (free <= setup.depth() / 2) {
        grow(Math.max(setup.depth(), MIN_GROWTH));
      }
      nudgeIfStarved();
    }
    commitAnswered();
    ring.enter(0);
  }

  private void harvest(Dispatcher requests) {
    ring.completions((userData, result) -> completed(requests, userData, result));
    nudgedEntry = nudgeArrivedIn;
    nudgeArrivedIn = NONE;
    commitAnswered();
  }

  private void check(int error) {
    if (error != 0) {
      LOG.error("queue {} ends: io_uring_enter: errno {}", cpu, -error);
      stopping = true;
    }
  }

  /** Submits, and waits until something completes; not when an answer has been handed over. */
  private int sleep() {
    asleep.set(true);
    int awaited = answered.isEmpty() && !stopping ? 1 : 0;
    int error = ring.enter(awaited);
    asleep.set(false);
    return error;
  }

  private void completed(Dispatcher requests, long userData, int result) {
    if (userData == WAKE) {
      awaitWakeUp();
    } else if (result < 0) {
      ended(result);
    } else {
      free--;
      starved |= free == 0 || userData == nudgedEntry;
      arrived(requests, entries.get((int) userData));
    }
  }

  private void arrived(Dispatcher requests, RingEntry entry) {
    Request request = entry.arrived();
    if (request.opcode() == Opcode.NOTIFY_REPLY) {
      nudged = false;
      nudgeArrivedIn = entry.index();
      entry.send(0, 0);
    } else {
      requests.dispatch(request, entry);
    }
  }

  /** An entry is given back: all are when the mount ends; the first is when it is not wanted. */
  private void ended(int result) {
    serving.completeExceptionally(new IoUringRefused("not taken: errno " + -result));
    stopping = true;
  }

  private void awaitWakeUp() {
    ring.read(wakeUp.fd(), wakeUp.buffer(), WAKE);
  }

  // ------------------------------------------------------------------------------- entries

  /** Gives the kernel more entries: those that it had are with requests that wait. */
  private void grow(int count) {
    int payloadSize = setup.payloadSize();
    Memory headers = Memory.allocate(count * UringReqHeader.SIZEOF);
    Memory payloads = Memory.allocateUnset(count * payloadSize);
    Memory vectors = Memory.allocate(count * RingEntry.VECTORS_SIZE);
    for (int i = 0; i < count; i++) {
      Memory header = headers.slice((long) i * UringReqHeader.SIZEOF, UringReqHeader.SIZEOF);
      Memory payload = payloads.slice((long) i * payloadSize, payloadSize);
      Memory vector = vectors.slice((long) i * RingEntry.VECTORS_SIZE, RingEntry.VECTORS_SIZE);
      RingEntry entry = new RingEntry(this, entries.size(), header, payload, vector);
      entries.add(entry);
      register(entry);
    }
  }

  private void register(RingEntry entry) {
    Memory submission = submission(entry, FuseFlags.FUSE_IO_URING_CMD_REGISTER);
    submission.putLong(UringSqe.ADDR, entry.vectors().address());
    submission.putInt(UringSqe.LEN, 2);
  }

  /**
   * When requests come while the kernel has no entry left, it keeps them; a new entry does not make
   * it send them, but each answer does, one. So if all others wait, a request is provoked whose
   * answer does it; and, as long as one was stuck, another.
   */
  private void nudgeIfStarved() {
    if (starved && !nudged) {
      starved = false;
      nudged = true;
      check(ring.enter(0));
      setup.notifications().nudge();
    }
  }

  private Memory submission(RingEntry entry, int command) {
    Memory submission = ring.submission();
    submission.putByte(UringSqe.OPCODE, IoUringStructs.IORING_OP_URING_CMD);
    submission.putInt(UringSqe.FD, setup.deviceFd());
    submission.putInt(UringSqe.CMD_OP, command);
    submission.putLong(UringSqe.USER_DATA, entry.index());
    submission.putShort(UringSqe.CMD + UringCmdReq.QID, cpu);
    free++;
    return submission;
  }

  // ------------------------------------------------------------------------------- answers

  /** Takes an answer, from any thread. */
  void answered(RingEntry entry) {
    if (Thread.currentThread() == thread) {
      commit(entry);
      return;
    }
    answered.add(entry);
    if (asleep.get() && asleep.compareAndSet(true, false)) {
      wakeUp.wake();
    }
  }

  private void commitAnswered() {
    for (RingEntry entry = answered.poll(); entry != null; entry = answered.poll()) {
      commit(entry);
    }
  }

  private void commit(RingEntry entry) {
    Memory submission = submission(entry, FuseFlags.FUSE_IO_URING_CMD_COMMIT_AND_FETCH);
    submission.putLong(UringSqe.CMD + UringCmdReq.COMMIT_ID, entry.commitId());
  }
}
