package synchmess.fuse.jnrfuse;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import jnr.ffi.Pointer;
import jnr.ffi.Struct;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import ru.serce.jnrfuse.FuseFillDir;
import ru.serce.jnrfuse.FuseStubFS;
import ru.serce.jnrfuse.struct.FileStat;
import ru.serce.jnrfuse.struct.FuseContext;
import ru.serce.jnrfuse.struct.FuseFileInfo;
import ru.serce.jnrfuse.struct.Statvfs;
import ru.serce.jnrfuse.struct.Timespec;
import synchmess.errno.Errno;
import synchmess.errno.ErrnoException;
import synchmess.errno.Fault;
import synchmess.fuse.PollEvents;
import synchmess.fuse.open.OpenFile;
import synchmess.fuse.open.OpenFiles;
import synchmess.group.GroupName;
import synchmess.ioctl.Ioctl;
import synchmess.owner.Owner;
import synchmess.tree.Attributes;
import synchmess.tree.File;
import synchmess.tree.Handle;
import synchmess.tree.IoctlHandle;
import synchmess.tree.Node;
import synchmess.tree.OpenFlags;
import synchmess.tree.PollableHandle;
import synchmess.tree.ReadableHandle;
import synchmess.tree.Reply;
import synchmess.tree.Symlink;
import synchmess.tree.SyncableHandle;
import synchmess.tree.Tree;
import synchmess.tree.WritableHandle;
import synchmess.waiting.Parked;
import synchmess.waiting.Readiness;

/**
 * The tree as libfuse sees it: each callback becomes a call on a node or on an open file.
 *
 * <p>Callbacks on a path get one. The others (read, write, ioctl …) go by the number of the open
 * file: the mount has {@code nopath}.
 *
 * <p>Return values are those of libfuse: 0 or a count, or minus errno. An unexpected failure is EIO
 * to that caller, ENOMEM when memory is short, and a line in the log.
 */
public class FileSystem extends FuseStubFS {
  private static final Logger LOG = LoggerFactory.getLogger(FileSystem.class);

  private static final long MILLIS_PER_SECOND = 1000;
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final int S_IFMT = 0170000;

  private final Tree tree;
  private final OpenFiles open;
  private final PollHandle.Gate gate = new PollHandle.Gate();

  /** jnr-fuse's own {@code mount()} may mount it too; the benchmark compares with that. */
  public FileSystem(Tree tree) {
    this.tree = tree;
    open = new OpenFiles(tree.opens());
    replaceFrequentCallbacks();
  }

  /** {@code struct fuse_operations}, filled. */
  Pointer operations() {
    return Struct.getMemory(fuseOperations);
  }

  int operationsSize() {
    return Struct.size(fuseOperations);
  }

  /** Without jnr-fuse's wrappers, which make an object with many parts for each argument. */
  private void replaceFrequentCallbacks() {
    fuseOperations.read.set(
        (path, buffer, size, offset, info) -> call(() -> read(info, buffer, size, offset)));
    fuseOperations.write.set(
        (path, buffer, size, offset, info) -> call(() -> write(info, buffer, size)));
    fuseOperations.poll.set((path, info, handle, events) -> call(() -> poll(info, handle, events)));
    fuseOperations.ioctl.set(
        (path, command, argument, info, flags, data) -> call(() -> ioctl(info, command, data)));
  }

  /** Notifies no poller from now on. */
  void close() {
    gate.close();
  }

  private static int call(IntSupplier callback) {
    try {
      return callback.getAsInt();
    } catch (ErrnoException e) {
      return -e.errno().number();
    } catch (Throwable e) {
      Fault.log(LOG, "a request failed", e);
      return -Fault.errno(e).number();
    }
  }

  private static int call(Runnable callback) {
    return call(
        () -> {
          callback.run();
          return 0;
        });
  }

  private static int refuse(Errno why) {
    return -why.number();
  }

  private Owner caller() {
    return caller(getContext());
  }

  private static Owner caller(FuseContext context) {
    return new Owner(context.uid.intValue(), context.gid.intValue());
  }

  // ---------------------------------------------------------------------------------- names

  @Override
  public int getattr(String path, FileStat stat) {
    return call(() -> fill(stat, tree.resolve(path).attributes()));
  }

  @Override
  public int fgetattr(String path, FileStat stat, FuseFileInfo info) {
    return call(() -> fill(stat, open.file(info.fh.get()).handle().file().attributes()));
  }

  private static void fill(FileStat stat, Attributes attributes) {
    stat.st_mode.set(attributes.mode());
    stat.st_nlink.set(attributes.links());
    stat.st_uid.set(attributes.owner().uid());
    stat.st_gid.set(attributes.owner().gid());
    stat.st_size.set(FileSize.of(attributes));
    fill(stat.st_atim, attributes.accessed());
    fill(stat.st_mtim, attributes.modified());
    fill(stat.st_ctim, attributes.changed());
  }

  private static void fill(Timespec time, long millis) {
    time.tv_sec.set(millis / MILLIS_PER_SECOND);
    time.tv_nsec.set(millis % MILLIS_PER_SECOND * NANOS_PER_MILLI);
  }

  @Override
  public int opendir(String path, FuseFileInfo info) {
    return call(
        () -> {
          info.fh.set(open.openDirectory(tree.resolve(path), caller()));
        });
  }

  @Override
  public int readdir(
      String path, Pointer buffer, FuseFillDir filler, long offset, FuseFileInfo info) {
    return call(
        () -> {
          List<String> names = open.directory(info.fh.get()).names(offset);
          long next = offset;
          while (next < names.size() && fill(filler, buffer, names.get((int) next), next + 1)) {
            next++;
          }
        });
  }

  /**
   * Hands a name over, with its terminating NUL; jnr-fuse's own way lacks it.
   *
   * @param next the offset of the name after it
   * @return false when there is no room for it
   */
  private static boolean fill(FuseFillDir filler, Pointer buffer, String name, long next) {
    return filler.apply(buffer, ByteBuffer.wrap((name + "\0").getBytes(UTF_8)), null, next) == 0;
  }

  @Override
  public int releasedir(String path, FuseFileInfo info) {
    return call(() -> open.releaseDirectory(info.fh.get()));
  }

  @Override
  public int readlink(String path, Pointer buffer, long size) {
    return call(
        () -> {
          if (!(tree.resolve(path) instanceof Symlink link)) {
            throw new ErrnoException(Errno.EINVAL);
          }
          buffer.putString(0, link.target(), (int) size, UTF_8);
        });
  }

  @Override
  public int chmod(String path, long mode) {
    return change(path, (int) mode & ~S_IFMT, -1, -1);
  }

  @Override
  public int chown(String path, long uid, long gid) {
    return change(path, -1, (int) uid, (int) gid);
  }

  private int change(String path, int permissions, int uid, int gid) {
    return call(
        () -> carryOut(call -> tree.resolve(path).change(permissions, uid, gid, call)).result());
  }

  @Override
  public int truncate(String path, long size) {
    return 0;
  }

  @Override
  public int ftruncate(String path, long size, FuseFileInfo info) {
    return 0;
  }

  /** Accepted without effect: the times are those of the last send and the last receive. */
  @Override
  public int utimens(String path, Timespec[] times) {
    return 0;
  }

  @Override
  public int unlink(String path) {
    return call(
        () -> carryOut(its -> tree.parent(path).remove(Tree.name(path), caller(), its)).result());
  }

  @Override
  public int mknod(String path, long mode, long device) {
    if ((mode & S_IFMT) != FileStat.S_IFREG) {
      return refuse(Errno.EPERM);
    }
    return call(() -> carryOut(create(path, mode)::confirm).result());
  }

  @Override
  public int mkdir(String path, long mode) {
    return refuse(Errno.EPERM);
  }

  @Override
  public int rmdir(String path) {
    return call(
        () ->
            carryOut(its -> tree.parent(path).removeDirectory(Tree.name(path), caller(), its))
                .result());
  }

  @Override
  public int symlink(String target, String path) {
    return refuse(Errno.EPERM);
  }

  @Override
  public int rename(String path, String newName) {
    return refuse(Errno.EPERM);
  }

  @Override
  public int link(String path, String newPath) {
    return refuse(Errno.EPERM);
  }

  @Override
  public int statfs(String path, Statvfs stat) {
    return call(
        () -> {
          long total = tree.limits().maxTotalSize();
          long free = Math.max(0, total - tree.bytes());
          stat.f_bsize.set(1);
          stat.f_frsize.set(1);
          stat.f_blocks.set(total);
          stat.f_bfree.set(free);
          stat.f_bavail.set(free);
          stat.f_namemax.set(GroupName.MAX_LENGTH);
        });
  }

  // ----------------------------------------------------------------------------- open files

  @Override
  public int open(String path, FuseFileInfo info) {
    return call(() -> open(() -> tree.resolve(path), info));
  }

  @Override
  public int create(String path, long mode, FuseFileInfo info) {
    return call(
        () -> {
          open(() -> create(path, mode), info);
          return confirm(info.fh.get());
        });
  }

  private File create(String path, long mode) {
    return tree.parent(path).create(Tree.name(path), (int) mode & ~S_IFMT, caller());
  }

  /** Answers for a new file that is open; closes it when that failed. */
  private int confirm(long number) {
    int result = carryOut(open.file(number).handle().file()::confirm).result();
    if (result < 0) {
      open.release(number);
    }
    return result;
  }

  private void open(Supplier<Node> node, FuseFileInfo info) {
    FuseContext context = getContext();
    OpenFlags flags = new OpenFlags(info.flags.intValue());
    long number = open.open(node, flags, caller(context), context.pid.intValue());
    info.fh.set(number);
    if (open.file(number).handle().isStream()) {
      FileInfo.refuseSeeks(Struct.getMemory(info));
    }
  }

  @Override
  public int release(String path, FuseFileInfo info) {
    return call(() -> open.release(info.fh.get()));
  }

  @Override
  public int flush(String path, FuseFileInfo info) {
    return 0;
  }

  @Override
  public int fsync(String path, int dataOnly, FuseFileInfo info) {
    return call(
        () -> {
          if (open.file(info.fh.get()).handle() instanceof SyncableHandle syncable) {
            return carryOut(syncable::sync).result();
          }
          return 0;
        });
  }

  private int read(Pointer info, Pointer buffer, long size, long offset) {
    OpenFile file = open.file(FileInfo.number(info));
    if (SessionLoop.readsPages()) {
      return file.pageReads().refuseNext() ? refuse(Errno.EINVAL) : 0;
    }
    file.pageReads().interrupted();
    if (!(file.handle() instanceof ReadableHandle readable)) {
      throw new ErrnoException(Errno.EINVAL);
    }
    SessionLoop.checkInterrupted();
    OpenFlags flags = file.flags(FileInfo.flags(info));
    return carryOut(call -> readable.read(offset, (int) size, flags, call)).result(buffer);
  }

  private int write(Pointer info, Pointer buffer, long size) {
    OpenFile file = open.file(FileInfo.number(info));
    if (!(file.handle() instanceof WritableHandle writable)) {
      throw new ErrnoException(Errno.EINVAL);
    }
    if (writable.file().isBoundToOpener()) {
      file.checkWriter(getContext().uid.intValue());
    }
    byte[] bytes = new byte[(int) size];
    buffer.get(0, bytes, 0, bytes.length);
    OpenFlags flags = file.flags(FileInfo.flags(info));
    return carryOut(call -> writable.write(bytes, flags, call)).result();
  }

  private int ioctl(Pointer info, int command, Pointer data) {
    Ioctl ioctl = Ioctl.of(command).orElseThrow(() -> new ErrnoException(Errno.ENOTTY));
    if (!(handle(info) instanceof IoctlHandle controllable)) {
      throw new ErrnoException(Errno.ENOTTY);
    }
    SessionLoop.checkInterrupted();
    byte[] argument = new byte[Ioctl.size(command)];
    if (argument.length > 0) {
      data.get(0, argument, 0, argument.length);
    }
    int result = carryOut(call -> controllable.ioctl(ioctl, argument, call)).result();
    if (result >= 0 && Ioctl.handsOut(command)) {
      data.put(0, argument, 0, argument.length);
    }
    return result;
  }

  /**
   * Returns the answered call; waits if need be. A call that fails takes no later answer.
   *
   * @param request answers the call, or returns what is parked
   */
  private static Call carryOut(Function<Reply, Parked> request) {
    Call call = new Call();
    try {
      Parked parked = request.apply(call);
      if (parked != null) {
        SessionLoop.await(call, parked);
      }
      return call;
    } catch (Throwable thrown) {
      call.abandon();
      throw thrown;
    }
  }

  private int poll(Pointer info, Pointer pollHandle, Pointer events) {
    OpenFile file = open.file(FileInfo.number(info));
    if (!(file.handle() instanceof PollableHandle pollable)) {
      events.putInt(0, PollEvents.always());
      return 0;
    }
    boolean waits = pollHandle != null && pollHandle.address() != 0;
    Readiness readiness = file.poll(pollable, waits ? new PollHandle(gate, pollHandle) : null);
    events.putInt(0, PollEvents.of(readiness));
    return 0;
  }

  private Handle handle(Pointer info) {
    return open.file(FileInfo.number(info)).handle();
  }
}
