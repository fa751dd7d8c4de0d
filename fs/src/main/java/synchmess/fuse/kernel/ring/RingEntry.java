package synchmess.fuse.kernel.ring;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import synchmess.errno.Fault;
import synchmess.fuse.kernel.abi.FuseStructs.InHeader;
import synchmess.fuse.kernel.abi.FuseStructs.OutHeader;
import synchmess.fuse.kernel.abi.FuseStructs.UringEntInOut;
import synchmess.fuse.kernel.abi.FuseStructs.UringReqHeader;
import synchmess.fuse.kernel.abi.Memory;
import synchmess.fuse.kernel.abi.Opcode;
import synchmess.fuse.kernel.operation.Answer;
import synchmess.fuse.kernel.operation.Request;

/**
 * A place for one request and its answer. It is the kernel's until a request arrives in it, and
 * again once the answer is committed. A parked request keeps its entry.
 */
final class RingEntry implements Answer {
  /** How many {@code struct iovec} tell the kernel where an entry is, and their bytes. */
  static final int VECTORS = 2;

  static final int VECTORS_SIZE = 32;

  private static final Logger LOG = LoggerFactory.getLogger(RingEntry.class);

  private static final AtomicIntegerFieldUpdater<RingEntry> AWAITED =
      AtomicIntegerFieldUpdater.newUpdater(RingEntry.class, "awaited");

  /** The bytes of a payload that are always kept: most messages are small. */
  private static final int KEPT = 4096;

  private final RingQueue queue;
  private final int index;
  private final Memory headers;
  private final Memory payload;

  /** Tells the kernel where headers and payload are. */
  private final Memory vectors;

  private final Request request;

  /** The number of its request. */
  private long unique;

  /** Whether it is ours, not the kernel's. Used by its queue's thread alone. */
  private boolean held;

  /** 1 while it holds an unanswered request: the first to make it 0 answers. */
  private volatile int awaited;

  /** The next answered entry; used by {@link Answered} alone. */
  RingEntry next;

  /** The bytes of the payload used since the last trim. Its queue's thread's. */
  private int touched;

  /** When it was last used, in rounds of {@link RingEntries#trimIdle}. Its queue's thread's. */
  private int lastUsed;

  /**
   * Whether the payload's room may be given back: a request has come and its answer is not begun.
   * Set to true by its queue's thread alone; changed while holding this.
   */
  private volatile boolean trimmable;

  /**
   * @param index its place in its queue
   * @param headers {@code struct fuse_uring_req_header}
   * @param vectors room for two {@code struct iovec}
   */
  RingEntry(RingQueue queue, int index, Memory headers, Memory payload, Memory vectors) {
    this.queue = queue;
    this.index = index;
    this.headers = headers;
    this.payload = payload;
    this.vectors = vectors;
    vectors.putLong(0, headers.address());
    vectors.putLong(8, headers.size());
    vectors.putLong(16, payload.address());
    vectors.putLong(24, payload.size());
    this.request = Request.inTwoPieces(headers, UringReqHeader.OP_IN, payload);
  }

  int index() {
    return index;
  }

  Memory vectors() {
    return vectors;
  }

  /**
   * The request that has arrived.
   *
   * @param round the current one
   */
  Request arrived(int round) {
    int length = headers.getInt(UringReqHeader.RING_ENT_IN_OUT + UringEntInOut.PAYLOAD_SZ);
    held = true;
    use(round, length);
    trimmable = true;
    unique = headers.getLong(UringReqHeader.IN_OUT + InHeader.UNIQUE);
    awaited = 1;
    request.arrived(length);
    return request;
  }

  private void use(int round, int length) {
    lastUsed = round;
    touched = Math.max(touched, length);
  }

  /** Whether its payload takes more room than is always kept. */
  boolean isLarge() {
    return touched > KEPT;
  }

  /**
   * Gives back the room of a large payload unused since a round began, if the entry is the kernel's
   * or its request is parked.
   */
  void trimIdle(int round) {
    if (isLarge() && lastUsed < round && (held ? trim() : trimFree())) {
      touched = 0;
    }
  }

  /** The kernel writes a request's number last: while that is the old one, nothing has arrived. */
  private boolean trimFree() {
    if (headers.getLong(UringReqHeader.IN_OUT + InHeader.UNIQUE) != unique) {
      return false;
    }
    payload.discardPages(KEPT);
    return true;
  }

  /**
   * Gives the payload's room back if its request is parked: its data has been taken.
   *
   * @return whether it did
   */
  synchronized boolean trim() {
    if (!trimmable) {
      return false;
    }
    trimmable = false;
    payload.discardPages();
    return true;
  }

  private synchronized void keep() {
    trimmable = false;
  }

  /** Whether it holds a parked request on an open file. */
  boolean holdsCall() {
    Opcode opcode = request.opcode();
    return held && (opcode == Opcode.READ || opcode == Opcode.WRITE || opcode == Opcode.IOCTL);
  }

  /** The node that its request is about. */
  long nodeid() {
    return request.nodeid();
  }

  /**
   * The kernel has it again, at the next submission.
   *
   * @param round the current one
   */
  void committed(int round) {
    held = false;
    trimmable = false;
    use(round, headers.getInt(UringReqHeader.RING_ENT_IN_OUT + UringEntInOut.PAYLOAD_SZ));
  }

  /** The kernel's number for the commit of the answer. */
  long commitId() {
    return headers.getLong(UringReqHeader.RING_ENT_IN_OUT + UringEntInOut.COMMIT_ID);
  }

  @Override
  public long unique() {
    return unique;
  }

  @Override
  public long capacity() {
    return payload.size();
  }

  @Override
  public Memory body() {
    if (trimmable) {
      keep();
    }
    return payload;
  }

  /** Always true: the kernel does not tell whether it took an answer from a ring. */
  @Override
  public boolean send(int error, int length) {
    if (awaited == 0 || !AWAITED.compareAndSet(this, 1, 0)) {
      Fault.note(LOG, "a second answer to a request is dropped");
      return false;
    }
    headers.putInt(UringReqHeader.IN_OUT + OutHeader.LEN, OutHeader.SIZEOF + length);
    headers.putInt(UringReqHeader.IN_OUT + OutHeader.ERROR, error);
    headers.putLong(UringReqHeader.IN_OUT + OutHeader.UNIQUE, unique);
    headers.putInt(UringReqHeader.RING_ENT_IN_OUT + UringEntInOut.PAYLOAD_SZ, length);
    queue.answered(this);
    return true;
  }

  @Override
  public boolean mayPark() {
    return queue.mayPark();
  }
}
