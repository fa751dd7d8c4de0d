package synchmess.fuse.kernel.abi;

/**
 * Where the fields of io_uring's structures are, and its numbers, as far as the engine uses them:
 * {@code IoUringStructs.UringSqe.FD} is {@code offsetof(struct io_uring_sqe, fd)}, and {@code
 * SIZEOF} is the size of a structure. A test asks the C compiler for the same.
 *
 * <p>Source: {@code include/uapi/linux/io_uring.h}.
 */
public final class IoUringStructs {
  public static final int IORING_OP_TIMEOUT = 11;
  public static final int IORING_OP_READ = 22;
  public static final int IORING_OP_MSG_RING = 40;
  public static final int IORING_OP_URING_CMD = 46;

  /** Bit of {@code sqe.flags}: completes only when it fails. */
  public static final int IOSQE_CQE_SKIP_SUCCESS = 1 << 6;

  public static final int IORING_SETUP_CQSIZE = 1 << 3;
  public static final int IORING_SETUP_SQE128 = 1 << 10;
  public static final int IORING_SETUP_SINGLE_ISSUER = 1 << 12;
  public static final int IORING_SETUP_DEFER_TASKRUN = 1 << 13;
  public static final int IORING_SETUP_NO_SQARRAY = 1 << 16;

  public static final int IORING_ENTER_GETEVENTS = 1;

  public static final int IORING_OFF_SQ_RING = 0;
  public static final int IORING_OFF_SQES = 0x10000000;

  /** The same number on all architectures. Source: {@code asm-generic/unistd.h}. */
  public static final int SYS_IO_URING_SETUP = 425;

  public static final int SYS_IO_URING_ENTER = 426;

  private IoUringStructs() {}

  public interface UringParams {
    int SQ_ENTRIES = 0;
    int CQ_ENTRIES = 4;
    int FLAGS = 8;
    int SQ_OFF = 40;
    int CQ_OFF = 80;
    int SIZEOF = 120;
  }

  public interface SqringOffsets {
    int HEAD = 0;
    int TAIL = 4;
  }

  public interface CqringOffsets {
    int HEAD = 0;
    int TAIL = 4;
    int CQES = 20;
  }

  public interface UringSqe {
    int OPCODE = 0;
    int FLAGS = 1;
    int FD = 4;
    int OFF = 8;
    int CMD_OP = 8;
    int ADDR = 16;
    int LEN = 24;
    int USER_DATA = 32;
    int CMD = 48;
  }

  public interface UringCqe {
    int USER_DATA = 0;
    int RES = 8;
    int SIZEOF = 16;
  }
}
