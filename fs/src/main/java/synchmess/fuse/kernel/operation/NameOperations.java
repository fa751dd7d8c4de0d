package synchmess.fuse.kernel.operation;

import static java.nio.charset.StandardCharsets.UTF_8;

import synchmess.errno.Errno;
import synchmess.errno.ErrnoException;
import synchmess.errno.Fault;
import synchmess.fuse.kernel.abi.FuseFlags;
import synchmess.fuse.kernel.abi.FuseStructs.CreateIn;
import synchmess.fuse.kernel.abi.FuseStructs.EntryOut;
import synchmess.fuse.kernel.abi.FuseStructs.GetattrIn;
import synchmess.fuse.kernel.abi.FuseStructs.Kstatfs;
import synchmess.fuse.kernel.abi.FuseStructs.MknodIn;
import synchmess.fuse.kernel.abi.FuseStructs.SetattrIn;
import synchmess.fuse.kernel.abi.Memory;
import synchmess.group.GroupName;
import synchmess.tree.Directory;
import synchmess.tree.File;
import synchmess.tree.FileType;
import synchmess.tree.Node;
import synchmess.tree.Symlink;
import synchmess.tree.Tree;

/** Requests on names and nodes, whether open or not. */
final class NameOperations {
  private static final int S_IFMT = 0170000;
  private static final int O_EXCL = 0200;

  private final Tree tree;
  private final Nodes nodes;
  private final FileOperations files;
  private final Notifications notifications;
  private final ParkedRequests parkedRequests;

  NameOperations(
      Tree tree,
      Nodes nodes,
      FileOperations files,
      Notifications notifications,
      ParkedRequests parkedRequests) {
    this.parkedRequests = parkedRequests;
    this.tree = tree;
    this.nodes = nodes;
    this.files = files;
    this.notifications = notifications;
  }

  private Directory directory(KnownNode known) {
    if (!(known.node() instanceof Directory directory)) {
      throw new ErrnoException(Errno.ENOTDIR);
    }
    return directory;
  }

  int lookup(Request request, Memory body) {
    KnownNode parent = nodes.get(request.nodeid());
    String name = request.name();
    Node node = directory(parent).find(name);
    if (node == null) {
      GroupName.checkLength(name);
      throw new ErrnoException(Errno.ENOENT);
    }
    return entry(parent, name, node, body);
  }

  /** Makes a node known to the kernel; fails if the node is gone again. */
  private int entry(KnownNode parent, String name, Node node, Memory body) {
    KnownNode known = nodes.lookedUp(parent, name, node);
    try {
      return Attr.putEntry(body, known);
    } catch (Throwable thrown) {
      nodes.forget(known.id(), 1);
      if (Fault.errno(thrown) == Errno.ENODEV) {
        throw new ErrnoException(Errno.ENOENT);
      }
      throw thrown;
    }
  }

  /**
   * To stat(2) a file is empty; a notification just before tells the kernel not to believe that. A
   * request that names an open file is for SEEK_END of lseek(2), which gets the believed size.
   */
  int getattr(Request request, Memory body) {
    KnownNode known = nodes.get(request.nodeid());
    boolean forSeek = (request.getInt(GetattrIn.GETATTR_FLAGS) & FuseFlags.FUSE_GETATTR_FH) != 0;
    if (Attr.isFile(known) && !forSeek) {
      notifications.invalidateInode(known.id());
    }
    return Attr.putShown(body, known);
  }

  /** Accepts sizes and times without effect. */
  int setattr(Request request, Answer answer) {
    KnownNode known = nodes.get(request.nodeid());
    int valid = request.getInt(SetattrIn.VALID);
    boolean mode = (valid & FuseFlags.FATTR_MODE) != 0;
    int permissions = mode ? request.getInt(SetattrIn.MODE) & ~S_IFMT : -1;
    int uid = (valid & FuseFlags.FATTR_UID) != 0 ? request.getInt(SetattrIn.UID) : -1;
    int gid = (valid & FuseFlags.FATTR_GID) != 0 ? request.getInt(SetattrIn.GID) : -1;
    if (!mode && uid == -1 && gid == -1) {
      return Attr.putBelieved(answer.body(), known);
    }
    CallReply reply =
        new CallReply(request, answer, parkedRequests) {
          @Override
          int result(Memory body, int value) {
            return Attr.putBelieved(body, known);
          }
        };
    return reply.carryOut(() -> known.node().change(permissions, uid, gid, reply));
  }

  int readlink(Request request, Memory body) {
    if (!(nodes.get(request.nodeid()).node() instanceof Symlink link)) {
      throw new ErrnoException(Errno.EINVAL);
    }
    byte[] target = link.target().getBytes(UTF_8);
    body.putBytes(0, target, 0, target.length);
    return target.length;
  }

  int mknod(Request request, Answer answer) {
    int mode = request.getInt(MknodIn.MODE);
    if ((mode & S_IFMT) != FileType.REGULAR.bits()) {
      throw new ErrnoException(Errno.EPERM);
    }
    KnownNode parent = nodes.get(request.nodeid());
    String name = request.name();
    File file = create(request, parent, mode);
    CallReply reply =
        new CallReply(request, answer, parkedRequests) {
          @Override
          int result(Memory body, int value) {
            return entry(parent, name, file, body);
          }
        };
    return reply.carryOut(() -> file.confirm(reply));
  }

  private File create(Request request, KnownNode parent, int mode) {
    return directory(parent).create(request.name(), mode & ~S_IFMT, request.caller());
  }

  /** Makes a file and opens it. */
  int create(Request request, Answer answer) {
    KnownNode parent = nodes.get(request.nodeid());
    int flags = request.getInt(CreateIn.FLAGS);
    if ((flags & O_EXCL) != 0 && directory(parent).find(request.name()) != null) {
      throw new ErrnoException(Errno.EEXIST);
    }
    int mode = request.getInt(CreateIn.MODE);
    long fh = files.open(() -> create(request, parent, mode), flags, request);
    CreateReply reply = new CreateReply(request, answer, parent, fh);
    return reply.carryOut(() -> files.file(fh).confirm(reply));
  }

  /** Tells the kernel of a new file that is open. */
  private final class CreateReply extends CallReply {
    private final KnownNode parent;
    private final String name;
    private final long fh;

    /** The kernel's number of the file; 0 until it is laid out. */
    private long nodeid;

    CreateReply(Request request, Answer answer, KnownNode parent, long fh) {
      super(request, answer, parkedRequests);
      this.parent = parent;
      this.name = request.name();
      this.fh = fh;
    }

    @Override
    int result(Memory body, int value) {
      int length = entry(parent, name, files.file(fh), body);
      nodeid = body.getLong(EntryOut.NODEID);
      return length + files.putOpened(body, length, fh);
    }

    /** The kernel does not know the file. */
    @Override
    void undo() {
      if (nodeid != 0) {
        nodes.forget(nodeid, 1);
      }
      files.close(fh);
    }
  }

  int unlink(Request request, Answer answer) {
    Directory parent = directory(nodes.get(request.nodeid()));
    CallReply reply = new CallReply(request, answer, parkedRequests);
    return reply.carryOut(() -> parent.remove(request.name(), request.caller(), reply));
  }

  int rmdir(Request request, Answer answer) {
    Directory parent = directory(nodes.get(request.nodeid()));
    CallReply reply = new CallReply(request, answer, parkedRequests);
    return reply.carryOut(() -> parent.removeDirectory(request.name(), request.caller(), reply));
  }

  int statfs(Memory body) {
    long total = tree.limits().maxTotalSize();
    long free = Math.max(0, total - tree.bytes());
    body.putZeros(0, Kstatfs.SIZEOF);
    body.putInt(Kstatfs.BSIZE, 1);
    body.putInt(Kstatfs.FRSIZE, 1);
    body.putLong(Kstatfs.BLOCKS, total);
    body.putLong(Kstatfs.BFREE, free);
    body.putLong(Kstatfs.BAVAIL, free);
    body.putInt(Kstatfs.NAMELEN, GroupName.MAX_LENGTH);
    return Kstatfs.SIZEOF;
  }
}
