package synchmess.fuse.kernel.operation;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import synchmess.errno.Errno;
import synchmess.errno.ErrnoException;
import synchmess.errno.Fault;
import synchmess.fuse.Numbered;
import synchmess.fuse.PollEvents;
import synchmess.fuse.kernel.abi.FuseFlags;
import synchmess.fuse.kernel.abi.FuseStructs.FsyncIn;
import synchmess.fuse.kernel.abi.FuseStructs.IoctlIn;
import synchmess.fuse.kernel.abi.FuseStructs.IoctlOut;
import synchmess.fuse.kernel.abi.FuseStructs.OpenIn;
import synchmess.fuse.kernel.abi.FuseStructs.OpenOut;
import synchmess.fuse.kernel.abi.FuseStructs.PollIn;
import synchmess.fuse.kernel.abi.FuseStructs.PollOut;
import synchmess.fuse.kernel.abi.FuseStructs.ReadIn;
import synchmess.fuse.kernel.abi.FuseStructs.ReleaseIn;
import synchmess.fuse.kernel.abi.FuseStructs.WriteIn;
import synchmess.fuse.kernel.abi.Memory;
import synchmess.ioctl.Ioctl;
import synchmess.tree.File;
import synchmess.tree.Handle;
import synchmess.tree.IoctlHandle;
import synchmess.tree.OpenFlags;
import synchmess.tree.PollableHandle;
import synchmess.tree.ReadableHandle;
import synchmess.tree.SyncableHandle;
import synchmess.tree.Tree;
import synchmess.tree.UserShares;
import synchmess.tree.WritableHandle;
import synchmess.waiting.Parked;
import synchmess.waiting.Readiness;

/** Requests that open a file, or use an open one. */
final class FileOperations {
  private static final Logger LOG = LoggerFactory.getLogger(FileOperations.class);

  private final Nodes nodes;
  private final Notifications notifications;
  private final ParkedRequests parkedRequests;

  /** What each user has open. */
  private final UserShares opens;

  /** The most bytes that one request surely carries, however they lie in memory. */
  private final int largestWhole;

  private final Numbered<OpenFile> open = new Numbered<>();

  FileOperations(
      Nodes nodes, Notifications notifications, ParkedRequests parkedRequests, Tree tree) {
    this.nodes = nodes;
    this.notifications = notifications;
    this.parkedRequests = parkedRequests;
    this.opens = tree.opens();
    this.largestWhole = tree.mount().engine().maxMessageSizeCeiling();
  }

  // --------------------------------------------------------------------- opening and closing

  int open(Request request, Memory body) {
    if (!(nodes.get(request.nodeid()).node() instanceof File file)) {
      throw new ErrnoException(Errno.EISDIR);
    }
    UserShares.Share place = admit(request.uid());
    try {
      return open(file, request.getInt(OpenIn.FLAGS), request, place, body, 0);
    } catch (Throwable thrown) {
      place.giveBack();
      throw thrown;
    }
  }

  /**
   * Takes a place for one more that a user has open; to be given back if that fails.
   *
   * @throws ErrnoException EMFILE when he has as many as he may
   */
  UserShares.Share admit(int uid) {
    UserShares.Share place = opens.take(uid);
    if (place == null) {
      throw new ErrnoException(Errno.EMFILE);
    }
    return place;
  }

  /**
   * Opens a file, and lays {@code struct fuse_open_out} out at an offset; returns its length.
   *
   * @param place which is taken over, unless it fails
   */
  int open(File file, int flags, Request request, UserShares.Share place, Memory body, int at) {
    Handle handle = file.open(new OpenFlags(flags), request.caller(), request.pid());
    body.putZeros(at, OpenOut.SIZEOF);
    body.putLong(at + OpenOut.FH, keep(handle, request.uid(), place));
    body.putInt(at + OpenOut.OPEN_FLAGS, openFlags(handle));
    return OpenOut.SIZEOF;
  }

  private long keep(Handle handle, int uid, UserShares.Share place) {
    try {
      return open.add(new OpenFile(handle, uid, place, notifications));
    } catch (Throwable thrown) {
      handle.close();
      throw thrown;
    }
  }

  private static int openFlags(Handle handle) {
    int flags = FuseFlags.FOPEN_DIRECT_IO | FuseFlags.FOPEN_PARALLEL_DIRECT_WRITES;
    return handle.isStream() ? flags | FuseFlags.FOPEN_STREAM : flags;
  }

  int release(Request request) {
    open.remove(request.getLong(ReleaseIn.FH)).close();
    return 0;
  }

  // ------------------------------------------------------------------- what may have to wait

  int read(Request request, Answer answer) {
    OpenFile file = open.get(request.getLong(ReadIn.FH));
    if (isForPageCache(request)) {
      return readPages(file);
    }
    file.pageReads().interrupted();
    Handle handle = file.handle();
    if (!(handle instanceof ReadableHandle readable)) {
      throw new ErrnoException(Errno.EINVAL);
    }
    long offset = request.getPosition(ReadIn.OFFSET);
    int size = request.getSize(ReadIn.SIZE, answer.capacity());
    OpenFlags flags = new OpenFlags(request.getInt(ReadIn.FLAGS));
    CallReply reply = new CallReply(request, answer, parkedRequests);
    return call(reply, () -> readable.read(offset, size, flags, reply));
  }

  /** A read that a program asked for names the owner of its locks. */
  private static boolean isForPageCache(Request request) {
    return (request.getInt(ReadIn.READ_FLAGS) & FuseFlags.FUSE_READ_LOCKOWNER) == 0;
  }

  /**
   * @throws ErrnoException EINVAL
   */
  private static int readPages(OpenFile file) {
    if (file.pageReads().refuseNext()) {
      throw new ErrnoException(Errno.EINVAL);
    }
    return 0;
  }

  int write(Request request, Answer answer) {
    OpenFile file = open.get(request.getLong(WriteIn.FH));
    Handle handle = file.handle();
    if (!(handle instanceof WritableHandle writable)) {
      throw new ErrnoException(Errno.EINVAL);
    }
    file.checkWriter(request.uid());
    checkWhole(request, file);
    byte[] bytes = request.payload(0, request.getInt(WriteIn.SIZE));
    OpenFlags flags = new OpenFlags(request.getInt(WriteIn.FLAGS));
    CallReply reply = new WriteReply(request, answer, parkedRequests);
    return call(reply, () -> writable.write(bytes, flags, reply));
  }

  /**
   * Refuses what is left of a write that the kernel has split: what begins where one of the largest
   * size has just ended. Whoever gives offsets of his own (AIO, io_uring) may give any other.
   *
   * @throws ErrnoException EMSGSIZE
   */
  private void checkWhole(Request request, OpenFile file) {
    long offset = request.getLong(WriteIn.OFFSET);
    int size = request.getInt(WriteIn.SIZE);
    if (file.handle().isStream() && file.splitWrite().isContinued(offset, size, largestWhole)) {
      throw new ErrnoException(Errno.EMSGSIZE);
    }
  }

  int ioctl(Request request, Answer answer) {
    int command = request.getInt(IoctlIn.CMD);
    Ioctl ioctl = Ioctl.of(command).orElseThrow(() -> new ErrnoException(Errno.ENOTTY));
    if ((request.getInt(IoctlIn.FLAGS) & FuseFlags.FUSE_IOCTL_DIR) != 0) {
      throw new ErrnoException(Errno.ENOTTY);
    }
    Handle handle = open.get(request.getLong(IoctlIn.FH)).handle();
    if (!(handle instanceof IoctlHandle controllable)) {
      throw new ErrnoException(Errno.ENOTTY);
    }
    byte[] argument = new byte[Ioctl.size(command)];
    int inSize = Math.min(request.getInt(IoctlIn.IN_SIZE), argument.length);
    System.arraycopy(request.payload(0, inSize), 0, argument, 0, inSize);
    int outSize = request.getSize(IoctlIn.OUT_SIZE, answer.capacity() - IoctlOut.SIZEOF);
    CallReply reply = new IoctlReply(request, answer, parkedRequests, argument, outSize);
    return call(reply, () -> controllable.ioctl(ioctl, argument, reply));
  }

  int fsync(Request request, Answer answer) {
    if (!(open.get(request.getLong(FsyncIn.FH)).handle() instanceof SyncableHandle syncable)) {
      return 0;
    }
    CallReply reply = new CallReply(request, answer, parkedRequests);
    return call(reply, () -> syncable.sync(reply));
  }

  /** A call on a handle: answers, or returns what is parked. */
  private interface Call {
    Parked carryOut();
  }

  /** Has it answered by its reply, whatever happens, now or when it need not wait any more. */
  private static int call(CallReply reply, Call call) {
    Parked parked = null;
    try {
      parked = call.carryOut();
      if (parked != null && !reply.answered()) {
        reply.park(parked);
      }
    } catch (Throwable thrown) {
      fail(reply, parked, thrown);
    }
    return Dispatcher.NO_ANSWER;
  }

  /** Answers with an error, if no answer was given; what waits does not wait any more. */
  private static void fail(CallReply reply, Parked parked, Throwable thrown) {
    Errno why = Fault.errno(thrown);
    try {
      if (parked != null) {
        parked.cancel(why);
      }
    } catch (Throwable alsoThrown) {
      Fault.log(LOG, "a wait could not be ended", alsoThrown);
    }
    if (!reply.answered()) {
      reply.failed(why);
    }
    if (!(thrown instanceof ErrnoException)) {
      Fault.log(LOG, "a request failed", thrown);
    }
  }

  // --------------------------------------------------------------------------------- polling

  int poll(Request request, Memory body) {
    OpenFile file = open.get(request.getLong(PollIn.FH));
    body.putZeros(0, PollOut.SIZEOF);
    body.putInt(PollOut.REVENTS, poll(request, file));
    return PollOut.SIZEOF;
  }

  private static int poll(Request request, OpenFile file) {
    if (!(file.handle() instanceof PollableHandle pollable)) {
      return PollEvents.always();
    }
    boolean waits = (request.getInt(PollIn.FLAGS) & FuseFlags.FUSE_POLL_SCHEDULE_NOTIFY) != 0;
    Readiness readiness = pollable.poll(waits ? file.watcher(request.getLong(PollIn.KH)) : null);
    return PollEvents.of(readiness);
  }
}
