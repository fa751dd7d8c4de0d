package synchmess.fuse.kernel.operation;

import java.util.function.Supplier;
import synchmess.errno.Errno;
import synchmess.errno.ErrnoException;
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
import synchmess.tree.File;
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
    long fh = open(() -> node, request.getInt(OpenIn.FLAGS), request);
    try {
      return putOpened(body, 0, fh);
    } catch (Throwable thrown) {
      open.release(fh);
      throw thrown;
    }
  }

  /**
   * Opens a file; returns its number.
   *
   * @param node as {@link OpenFiles#open} wants it
   */
  long open(Supplier<Node> node, int flags, Request request) {
    return open.open(node, new OpenFlags(flags), request.caller(), request.pid());
  }

  /** Lays {@code struct fuse_open_out} out at an offset; returns its length. */
  int putOpened(Memory body, int at, long fh) {
    body.putZeros(at, OpenOut.SIZEOF);
    body.putLong(at + OpenOut.FH, fh);
    body.putInt(at + OpenOut.OPEN_FLAGS, openFlags(open.file(fh).handle()));
    return OpenOut.SIZEOF;
  }

  /** The open file of that number. */
  File file(long fh) {
    return open.file(fh).handle().file();
  }

  /** Closes a file that the kernel does not know. */
  void close(long fh) {
    open.release(fh);
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
      reply.parkUnlessAnswered(parked);
    } catch (Throwable thrown) {
      reply.failed(parked, thrown);
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
      reply.parkUnlessAnswered(parked);
    } catch (Throwable thrown) {
      reply.failed(parked, thrown);
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
    return reply.carryOut(() -> controllable.ioctl(ioctl, argument, reply));
  }

  int fsync(Request request, Answer answer) {
    if (!(open.file(request.getLong(FsyncIn.FH)).handle() instanceof SyncableHandle syncable)) {
      return 0;
    }
    CallReply reply = new CallReply(request, answer, parkedRequests);
    return reply.carryOut(() -> syncable.sync(reply));
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
