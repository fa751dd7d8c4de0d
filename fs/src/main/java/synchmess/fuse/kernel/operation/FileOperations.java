package synchmess.fuse.kernel.operation;

import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import synchmess.errno.Errno;
import synchmess.errno.ErrnoException;
import synchmess.errno.Fault;
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
import synchmess.fuse.open.OpenFile;
import synchmess.fuse.open.OpenFiles;
import synchmess.fuse.open.Poller;
import synchmess.ioctl.Ioctl;
import synchmess.tree.Handle;
import synchmess.tree.IoctlHandle;
import synchmess.tree.Node;
import synchmess.tree.OpenFlags;
import synchmess.tree.PollableHandle;
import synchmess.tree.ReadableHandle;
import synchmess.tree.SyncableHandle;
import synchmess.tree.WritableHandle;
import synchmess.waiting.Parked;

/** Requests that open a file, or use an open one. */
final class FileOperations {
  private static final Logger LOG = LoggerFactory.getLogger(FileOperations.class);

  private final Nodes nodes;
  private final Notifications notifications;
  private final ParkedRequests parkedRequests;

  private final int largestWhole;

  private final OpenFiles open;

  /**
   * @param largestWhole the most bytes that one request always carries, however they lie in memory
   */
  FileOperations(
      Nodes nodes,
      OpenFiles open,
      Notifications notifications,
      ParkedRequests parkedRequests,
      int largestWhole) {
    this.nodes = nodes;
    this.notifications = notifications;
    this.parkedRequests = parkedRequests;
    this.open = open;
    this.largestWhole = largestWhole;
  }

  // --------------------------------------------------------------------- opening and closing

  int open(Request request, Memory body) {
    Node node = nodes.get(request.nodeid()).node();
    return open(() -> node, request.getInt(OpenIn.FLAGS), request, body, 0);
  }

  /**
   * Opens a file, and lays {@code struct fuse_open_out} out at an offset; returns its length.
   *
   * @param node as {@link OpenFiles#open} wants it
   */
  int open(Supplier<Node> node, int flags, Request request, Memory body, int at) {
    long fh = open.open(node, new OpenFlags(flags), request.caller(), request.pid());
    try {
      body.putZeros(at, OpenOut.SIZEOF);
      body.putLong(at + OpenOut.FH, fh);
      body.putInt(at + OpenOut.OPEN_FLAGS, openFlags(open.file(fh).handle()));
      return OpenOut.SIZEOF;
    } catch (Throwable thrown) {
      open.release(fh);
      throw thrown;
    }
  }

  private static int openFlags(Handle handle) {
    int flags = FuseFlags.FOPEN_DIRECT_IO | FuseFlags.FOPEN_PARALLEL_DIRECT_WRITES;
    return handle.isStream() ? flags | FuseFlags.FOPEN_STREAM : flags;
  }

  int release(Request request) {
    open.release(request.getLong(ReleaseIn.FH));
    return 0;
  }

  // ------------------------------------------------------------------- what may have to wait

  int read(Request request, Answer answer) {
    OpenFile file = open.file(request.getLong(ReadIn.FH));
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
    OpenFlags flags = file.flags(request.getInt(ReadIn.FLAGS));
    CallReply reply = new CallReply(request, answer, parkedRequests);
    Parked parked = null;
    try {
      parked = readable.read(offset, size, flags, reply);
      park(reply, parked);
    } catch (Throwable thrown) {
      fail(reply, parked, thrown);
    }
    return Dispatcher.NO_ANSWER;
  }

  /** A read by a program names a lock owner; a read for the page cache does not. */
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
    OpenFile file = open.file(request.getLong(WriteIn.FH));
    Handle handle = file.handle();
    if (!(handle instanceof WritableHandle writable)) {
      throw new ErrnoException(Errno.EINVAL);
    }
    file.checkWriter(request.uid());
    checkWhole(request, file);
    byte[] bytes = request.payload(0, request.getInt(WriteIn.SIZE));
    OpenFlags flags = file.flags(request.getInt(WriteIn.FLAGS));
    CallReply reply = new WriteReply(request, answer, parkedRequests);
    Parked parked = null;
    try {
      parked = writable.write(bytes, flags, reply);
      park(reply, parked);
    } catch (Throwable thrown) {
      fail(reply, parked, thrown);
    }
    return Dispatcher.NO_ANSWER;
  }

  /**
   * Refuses the rest of a write that the kernel split: it begins where one of the largest size just
   * ended. A caller with his own offsets (AIO, io_uring) may give any other.
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
    Handle handle = open.file(request.getLong(IoctlIn.FH)).handle();
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
    if (!(open.file(request.getLong(FsyncIn.FH)).handle() instanceof SyncableHandle syncable)) {
      return 0;
    }
    CallReply reply = new CallReply(request, answer, parkedRequests);
    return call(reply, () -> syncable.sync(reply));
  }

  /**
   * A call on a handle: answers, or returns what is parked. Reads and writes do without it: it
   * would make a third of their garbage.
   */
  private interface Call {
    Parked carryOut();
  }

  /** Makes the call. Whatever happens, the reply answers it, now or after the wait. */
  private static int call(CallReply reply, Call call) {
    Parked parked = null;
    try {
      parked = call.carryOut();
      park(reply, parked);
    } catch (Throwable thrown) {
      fail(reply, parked, thrown);
    }
    return Dispatcher.NO_ANSWER;
  }

  private static void park(CallReply reply, Parked parked) {
    if (parked != null && !reply.answered()) {
      reply.park(parked);
    }
  }

  /** Answers with an error, unless answered; cancels what is parked. */
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
    OpenFile file = open.file(request.getLong(PollIn.FH));
    body.putZeros(0, PollOut.SIZEOF);
    body.putInt(PollOut.REVENTS, poll(request, file));
    return PollOut.SIZEOF;
  }

  private int poll(Request request, OpenFile file) {
    if (!(file.handle() instanceof PollableHandle pollable)) {
      return PollEvents.always();
    }
    boolean waits = (request.getInt(PollIn.FLAGS) & FuseFlags.FUSE_POLL_SCHEDULE_NOTIFY) != 0;
    return PollEvents.of(file.poll(pollable, waits ? poller(request, file) : null));
  }

  /** One poller for each open file: the kernel's number for it never changes. */
  private Poller poller(Request request, OpenFile file) {
    long kh = request.getLong(PollIn.KH);
    return file.poller(() -> () -> notifications.poll(kh));
  }
}
