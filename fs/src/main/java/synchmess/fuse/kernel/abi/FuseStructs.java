package synchmess.fuse.kernel.abi;

/**
 * Where the fields of the FUSE protocol's structures are, as far as the engine uses them: {@code
 * FuseStructs.ReadIn.OFFSET} is {@code offsetof(struct fuse_read_in, offset)}, and {@code SIZEOF}
 * is the size of a structure. A test asks the C compiler for the same.
 *
 * <p>Source: {@code include/uapi/linux/fuse.h}.
 */
public final class FuseStructs {
  private FuseStructs() {}

  public interface InHeader {
    int LEN = 0;
    int OPCODE = 4;
    int UNIQUE = 8;
    int NODEID = 16;
    int UID = 24;
    int GID = 28;
    int PID = 32;
    int SIZEOF = 40;
  }

  public interface OutHeader {
    int LEN = 0;
    int ERROR = 4;
    int UNIQUE = 8;
    int SIZEOF = 16;
  }

  public interface Attr {
    int INO = 0;
    int SIZE = 8;
    int ATIME = 24;
    int MTIME = 32;
    int CTIME = 40;
    int ATIMENSEC = 48;
    int MTIMENSEC = 52;
    int CTIMENSEC = 56;
    int MODE = 60;
    int NLINK = 64;
    int UID = 68;
    int GID = 72;
    int BLKSIZE = 80;
    int SIZEOF = 88;
  }

  public interface EntryOut {
    int NODEID = 0;
    int ATTR = 40;
    int SIZEOF = 128;
  }

  public interface AttrOut {
    int ATTR = 16;
    int SIZEOF = 104;
  }

  public interface ForgetIn {
    int NLOOKUP = 0;
    int SIZEOF = 8;
  }

  public interface ForgetOne {
    int NODEID = 0;
    int NLOOKUP = 8;
    int SIZEOF = 16;
  }

  public interface BatchForgetIn {
    int COUNT = 0;
    int SIZEOF = 8;
  }

  public interface GetattrIn {
    int GETATTR_FLAGS = 0;
    int SIZEOF = 16;
  }

  public interface SetattrIn {
    int VALID = 0;
    int FH = 8;
    int SIZE = 16;
    int MODE = 68;
    int UID = 76;
    int GID = 80;
    int SIZEOF = 88;
  }

  public interface MknodIn {
    int MODE = 0;
    int SIZEOF = 16;
  }

  public interface OpenIn {
    int FLAGS = 0;
    int SIZEOF = 8;
  }

  public interface CreateIn {
    int FLAGS = 0;
    int MODE = 4;
    int SIZEOF = 16;
  }

  public interface OpenOut {
    int FH = 0;
    int OPEN_FLAGS = 8;
    int SIZEOF = 16;
  }

  public interface ReadIn {
    int FH = 0;
    int OFFSET = 8;
    int SIZE = 16;
    int READ_FLAGS = 20;
    int FLAGS = 32;
    int SIZEOF = 40;
  }

  public interface WriteIn {
    int FH = 0;
    int OFFSET = 8;
    int SIZE = 16;
    int FLAGS = 32;
    int SIZEOF = 40;
  }

  public interface WriteOut {
    int SIZE = 0;
    int SIZEOF = 8;
  }

  public interface ReleaseIn {
    int FH = 0;
    int SIZEOF = 24;
  }

  public interface FsyncIn {
    int FH = 0;
    int SIZEOF = 16;
  }

  public interface Kstatfs {
    int BLOCKS = 0;
    int BFREE = 8;
    int BAVAIL = 16;
    int BSIZE = 40;
    int NAMELEN = 44;
    int FRSIZE = 48;
    int SIZEOF = 80;
  }

  public interface InitIn {
    int MAJOR = 0;
    int MINOR = 4;
    int MAX_READAHEAD = 8;
    int FLAGS = 12;
    int FLAGS2 = 16;
    int SIZEOF = 64;
  }

  public interface InitOut {
    int MAJOR = 0;
    int MINOR = 4;
    int MAX_READAHEAD = 8;
    int FLAGS = 12;
    int MAX_BACKGROUND = 16;
    int CONGESTION_THRESHOLD = 18;
    int MAX_WRITE = 20;
    int TIME_GRAN = 24;
    int MAX_PAGES = 28;
    int FLAGS2 = 32;
    int SIZEOF = 64;
  }

  public interface InterruptIn {
    int UNIQUE = 0;
    int SIZEOF = 8;
  }

  public interface IoctlIn {
    int FH = 0;
    int FLAGS = 8;
    int CMD = 12;
    int IN_SIZE = 24;
    int OUT_SIZE = 28;
    int SIZEOF = 32;
  }

  public interface IoctlOut {
    int RESULT = 0;
    int SIZEOF = 16;
  }

  public interface PollIn {
    int FH = 0;
    int KH = 8;
    int FLAGS = 16;
    int SIZEOF = 24;
  }

  public interface PollOut {
    int REVENTS = 0;
    int SIZEOF = 8;
  }

  public interface NotifyPollWakeupOut {
    int KH = 0;
    int SIZEOF = 8;
  }

  public interface NotifyInvalInodeOut {
    int INO = 0;
    int OFF = 8;
    int LEN = 16;
    int SIZEOF = 24;
  }

  public interface NotifyRetrieveOut {
    int NOTIFY_UNIQUE = 0;
    int NODEID = 8;
    int OFFSET = 16;
    int SIZE = 24;
    int SIZEOF = 32;
  }

  public interface NotifyRetrieveIn {
    int SIZEOF = 40;
  }

  public interface Dirent {
    int INO = 0;
    int OFF = 8;
    int NAMELEN = 16;
    int TYPE = 20;
    int NAME = 24;
    int SIZEOF = 24;
  }

  /** The beginning of a ring's entry, from Linux 6.14 on. */
  public interface UringReqHeader {
    int IN_OUT = 0;
    int OP_IN = 128;
    int RING_ENT_IN_OUT = 256;
    int SIZEOF = 288;
  }

  public interface UringEntInOut {
    int COMMIT_ID = 8;
    int PAYLOAD_SZ = 16;
    int SIZEOF = 32;
  }

  /** What a submission carries in its {@code cmd}. */
  public interface UringCmdReq {
    int COMMIT_ID = 8;
    int QID = 16;
    int SIZEOF = 24;
  }
}
