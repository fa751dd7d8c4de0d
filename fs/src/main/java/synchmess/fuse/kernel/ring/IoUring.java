package synchmess.fuse.kernel.ring;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import jnr.ffi.LastError;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;
import synchmess.fuse.kernel.abi.IoUringStructs;
import synchmess.fuse.kernel.abi.IoUringStructs.CqringOffsets;
import synchmess.fuse.kernel.abi.IoUringStructs.SqringOffsets;
import synchmess.fuse.kernel.abi.IoUringStructs.UringCqe;
import synchmess.fuse.kernel.abi.IoUringStructs.UringParams;
import synchmess.fuse.kernel.abi.IoUringStructs.UringSqe;
import synchmess.fuse.kernel.abi.Memory;
import synchmess.syscall.LibC;

/**
 * An io_uring: a ring of submissions, of 128 bytes each, and a ring of completions. One thread
 * alone makes and uses it; the kernel insists.
 *
 * <p>Invariant: {@code sqTail} and {@code cqHead} are what this thread has written, ahead of what
 * the kernel has seen until the next {@link #enter}.
 *
 * <p>Source: io_uring_setup(2), io_uring_enter(2) and {@code include/uapi/linux/io_uring.h}.
 */
final class IoUring implements AutoCloseable {
  private static final LibC LIB = LibC.LIBRARY;

  private static final Runtime RUNTIME = Runtime.getSystemRuntime();
  private static final int SQE_SIZE = 128;
  private static final int SUBMISSIONS = 512;
  private static final int COMPLETIONS = 4096;
  private static final int PROT_READ_WRITE = 3;
  private static final int MAP_SHARED_POPULATE = 0x8001;
  private static final int EINTR = 4;
  private static final int EAGAIN = 11;
  private static final int ENOMEM = 12;
  private static final int EBUSY = 16;
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  /** How often to ask the kernel to take submissions before it counts as broken. */
  private static final int MAX_ATTEMPTS = 1000;

  private static final int FLAGS =
      IoUringStructs.IORING_SETUP_CQSIZE
          | IoUringStructs.IORING_SETUP_SQE128
          | IoUringStructs.IORING_SETUP_SINGLE_ISSUER
          | IoUringStructs.IORING_SETUP_DEFER_TASKRUN
          | IoUringStructs.IORING_SETUP_NO_SQARRAY;

  private final int fd;
  private final Memory rings;
  private final Memory submissions;

  /** Its parts, one for each submission. */
  private final Memory[] slots;

  private final int sqHeadAt;
  private final int sqTailAt;
  private final int sqMask;
  private final int cqHeadAt;
  private final int cqTailAt;
  private final int cqesAt;
  private final int cqMask;
  private int sqTail;
  private int cqHead;
  private int unsubmitted;

  /** What to do with a completion. */
  interface Completed {
    void accept(long userData, int result) throws IOException;
  }

  /**
   * @throws IOException when the kernel has none, or refuses one
   */
  IoUring() throws IOException {
    Memory params = Memory.allocate(UringParams.SIZEOF);
    params.putInt(UringParams.FLAGS, FLAGS);
    params.putInt(UringParams.CQ_ENTRIES, COMPLETIONS);
    fd = (int) LIB.syscall(IoUringStructs.SYS_IO_URING_SETUP, SUBMISSIONS, params.address());
    if (fd < 0) {
      throw new IOException("io_uring_setup: errno " + LastError.getLastError(RUNTIME));
    }
    int sqEntries = params.getInt(UringParams.SQ_ENTRIES);
    int cqEntries = params.getInt(UringParams.CQ_ENTRIES);
    sqMask = sqEntries - 1;
    cqMask = cqEntries - 1;
    sqHeadAt = params.getInt(UringParams.SQ_OFF + SqringOffsets.HEAD);
    sqTailAt = params.getInt(UringParams.SQ_OFF + SqringOffsets.TAIL);
    cqHeadAt = params.getInt(UringParams.CQ_OFF + CqringOffsets.HEAD);
    cqTailAt = params.getInt(UringParams.CQ_OFF + CqringOffsets.TAIL);
    cqesAt = params.getInt(UringParams.CQ_OFF + CqringOffsets.CQES);
    rings = map(cqesAt + cqEntries * UringCqe.SIZEOF, IoUringStructs.IORING_OFF_SQ_RING);
    submissions = map(sqEntries * SQE_SIZE, IoUringStructs.IORING_OFF_SQES);
    slots = new Memory[sqEntries];
    for (int i = 0; i < sqEntries; i++) {
      slots[i] = submissions.slice((long) i * SQE_SIZE, SQE_SIZE);
    }
  }

  private Memory map(int size, int offset) throws IOException {
    Pointer mapped = LIB.mmap(null, size, PROT_READ_WRITE, MAP_SHARED_POPULATE, fd, offset);
    if (mapped == null || mapped.address() == -1) {
      close();
      throw new IOException("mmap of io_uring: errno " + LastError.getLastError(RUNTIME));
    }
    return Memory.at(mapped.address(), size);
  }

  /**
   * Room for one more submission, filled with zeros; it is the kernel's at the next enter. Needs no
   * memory.
   *
   * @throws IOException when the kernel does not take the ones before
   */
  Memory submission() throws IOException {
    for (int attempt = 0; isFull(); attempt++) {
      if (attempt == MAX_ATTEMPTS) {
        throw new IOException("io_uring takes no submissions");
      }
      enter(0);
    }
    Memory submission = slots[sqTail & sqMask];
    submission.putZeros(0, SQE_SIZE);
    sqTail++;
    unsubmitted++;
    return submission;
  }

  private boolean isFull() {
    return sqTail - rings.getIntAcquire(sqHeadAt) > sqMask;
  }

  /** Whether the kernel has taken all submissions; true after most enters. */
  boolean allTaken() {
    return unsubmitted == 0;
  }

  /** Submits a read of a descriptor's next 8 bytes into memory. */
  void read(int source, Memory target, long userData) throws IOException {
    Memory submission = submission();
    submission.putByte(UringSqe.OPCODE, IoUringStructs.IORING_OP_READ);
    submission.putInt(UringSqe.FD, source);
    submission.putLong(UringSqe.ADDR, target.address());
    submission.putInt(UringSqe.LEN, Long.BYTES);
    submission.putLong(UringSqe.USER_DATA, userData);
  }

  /** Submits a timeout. */
  void timeout(Memory timespec, long userData) throws IOException {
    Memory submission = submission();
    submission.putByte(UringSqe.OPCODE, IoUringStructs.IORING_OP_TIMEOUT);
    submission.putLong(UringSqe.ADDR, timespec.address());
    submission.putInt(UringSqe.LEN, 1);
    submission.putLong(UringSqe.USER_DATA, userData);
  }

  /** Makes another ring complete something that it did not submit. */
  void tell(IoUring other, long userData) throws IOException {
    Memory submission = submission();
    submission.putByte(UringSqe.OPCODE, IoUringStructs.IORING_OP_MSG_RING);
    submission.putByte(UringSqe.FLAGS, IoUringStructs.IOSQE_CQE_SKIP_SUCCESS);
    submission.putInt(UringSqe.FD, other.fd);
    submission.putLong(UringSqe.OFF, userData);
    submission.putLong(UringSqe.USER_DATA, userData);
  }

  /**
   * Submits, and waits for that many completions; for fewer when a signal comes, or when the kernel
   * is short of something for the moment.
   *
   * @throws IOException when the kernel refuses it
   */
  void enter(int completions) throws IOException {
    rings.putIntRelease(sqTailAt, sqTail);
    long submitted =
        LIB.syscall(
            IoUringStructs.SYS_IO_URING_ENTER,
            fd,
            unsubmitted,
            completions,
            IoUringStructs.IORING_ENTER_GETEVENTS,
            null);
    if (submitted >= 0) {
      unsubmitted -= (int) submitted;
      return;
    }
    int errno = LastError.getLastError(RUNTIME);
    switch (errno) {
      case EINTR -> {}
      case EAGAIN, ENOMEM, EBUSY -> LockSupport.parkNanos(PAUSE_NANOS);
      default -> throw new IOException("io_uring_enter: errno " + errno);
    }
  }

  /**
   * Hands over what has completed, one by one, until none is left.
   *
   * @return whether that was all; after a full ring there may be more
   */
  boolean completions(Completed completed) throws IOException {
    int tail = rings.getIntAcquire(cqTailAt);
    boolean all = tail - cqHead <= cqMask;
    try {
      while (cqHead != tail) {
        long at = cqesAt + (long) (cqHead & cqMask) * UringCqe.SIZEOF;
        long userData = rings.getLong(at + UringCqe.USER_DATA);
        int result = rings.getInt(at + UringCqe.RES);
        cqHead++;
        completed.accept(userData, result);
      }
    } finally {
      rings.putIntRelease(cqHeadAt, cqHead);
    }
    return all;
  }

  @Override
  public void close() {
    if (submissions != null) {
      LIB.munmap(submissions.address(), submissions.size());
    }
    if (rings != null) {
      LIB.munmap(rings.address(), rings.size());
    }
    LIB.close(fd);
  }
}
