package synchmess.fuse.kernel.ring;

import synchmess.fuse.kernel.abi.FuseStructs.InHeader;
import synchmess.fuse.kernel.abi.FuseStructs.OutHeader;
import synchmess.fuse.kernel.abi.FuseStructs.UringEntInOut;
import synchmess.fuse.kernel.abi.FuseStructs.UringReqHeader;
import synchmess.fuse.kernel.abi.Memory;
import synchmess.fuse.kernel.abi.Opcode;
import synchmess.fuse.kernel.operation.Answer;
import synchmess.fuse.kernel.operation.Request;

/**
 * A place for one request and its answer, which the kernel and the engine hand to and fro. It is
 * the kernel's until a request arrives in it, and again once the answer is committed. A request
 * that waits keeps its entry.
 */
final class RingEntry implements Answer {
  /** How many {@code struct iovec} tell the kernel where an entry is, and their bytes. */
  static final int VECTORS = 2;

  static final int VECTORS_SIZE = 32;

  private final RingQueue queue;
  private final int index;
  private final Memory headers;
  private final Memory payload;

  /** Tells the kernel where headers and payload are. */
  private final Memory vectors;

  private final Request request;

  /** Of the request that it holds. */
  private long unique;

  /** Whether it holds a request that is not answered. Its queue's thread alone uses this. */
  private boolean held;

  /**
   * Whether the payload's room may be given back: a request has come and its answer is not begun.
   * Set to true by its queue's thread alone; changed while holding this.
   */
  private volatile boolean trimmable;

  /**
   * @param index by which its queue knows it
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

  /** The request that has arrived. */
  Request arrived() {
    held = true;
    trimmable = true;
    unique = headers.getLong(UringReqHeader.IN_OUT + InHeader.UNIQUE);
    request.arrived(headers.getInt(UringReqHeader.RING_ENT_IN_OUT + UringEntInOut.PAYLOAD_SZ));
    return request;
  }

  /** Gives the payload's room back, if its request waits: what came with it has been taken. */
  synchronized void trim() {
    if (trimmable) {
      trimmable = false;
      payload.discardPages();
    }
  }

  private synchronized void keep() {
    trimmable = false;
  }

  /** Whether its request, which is about an open file, waits. */
  boolean holdsCall() {
    Opcode opcode = request.opcode();
    return held && (opcode == Opcode.READ || opcode == Opcode.WRITE || opcode == Opcode.IOCTL);
  }

  /** The node that its request is about. */
  long nodeid() {
    return request.nodeid();
  }

  /** The kernel has it again. */
  void committed() {
    held = false;
    trimmable = false;
  }

  /** By which the kernel finds the request that is answered. */
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

  /** The kernel tells nobody whether it took an answer from a ring; so it always did. */
  @Override
  public boolean send(int error, int length) {
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
