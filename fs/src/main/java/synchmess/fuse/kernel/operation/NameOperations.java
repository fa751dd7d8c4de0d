package synchmess.fuse.kernel.operation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.function.Supplier;
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

  NameOperations(Tree tree, Nodes nodes, FileOperations files, Notifications notifications) {
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

  /** Tells the kernel a node, which it then knows; fails for a node that is gone again. */
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
  int setattr(Request request, Memory body) {
    KnownNode known = nodes.get(request.nodeid());
    int valid = request.getInt(SetattrIn.VALID);
    if ((valid & FuseFlags.FATTR_MODE) != 0) {
      known.node().chmod(request.getInt(SetattrIn.MODE) & ~S_IFMT);
    }
    int uid = (valid & FuseFlags.FATTR_UID) != 0 ? request.getInt(SetattrIn.UID) : -1;
    int gid = (valid & FuseFlags.FATTR_GID) != 0 ? request.getInt(SetattrIn.GID) : -1;
    if (uid != -1 || gid != -1) {
      known.node().chown(uid, gid);
    }
    return Attr.putBelieved(body, known);
  }

  int readlink(Request request, Memory body) {
    if (!(nodes.get(request.nodeid()).node() instanceof Symlink link)) {
      throw new ErrnoException(Errno.EINVAL);
    }
    byte[] target = link.target().getBytes(UTF_8);
    body.putBytes(0, target, 0, target.length);
    return target.length;
  }

  int mknod(Request request, Memory body) {
    int mode = request.getInt(MknodIn.MODE);
    if ((mode & S_IFMT) != FileType.REGULAR.bits()) {
      throw new ErrnoException(Errno.EPERM);
    }
    KnownNode parent = nodes.get(request.nodeid());
    return entry(parent, request.name(), create(request, parent, mode), body);
  }

  private File create(Request request, KnownNode parent, int mode) {
    return directory(parent).create(request.name(), mode & ~S_IFMT, request.caller());
  }

  /** Makes a file and opens it. */
  int create(Request request, Memory body) {
    KnownNode parent = nodes.get(request.nodeid());
    int flags = request.getInt(CreateIn.FLAGS);
    if ((flags & O_EXCL) != 0 && directory(parent).find(request.name()) != null) {
      throw new ErrnoException(Errno.EEXIST);
    }
    Creation creation = new Creation(request, parent, body);
    int length = EntryOut.SIZEOF;
    try {
      return length + files.open(creation, flags, request, body, length);
    } catch (Throwable thrown) {
      creation.undo();
      throw thrown;
    }
  }

  /** Makes a file as it is opened; the answer to the open tells the kernel of it. */
  private final class Creation implements Supplier<Node> {
    private final Request request;
    private final KnownNode parent;
    private final Memory body;
    private boolean told;

    Creation(Request request, KnownNode parent, Memory body) {
      this.request = request;
      this.parent = parent;
      this.body = body;
    }

    @Override
    public Node get() {
      File file = create(request, parent, request.getInt(CreateIn.MODE));
      entry(parent, request.name(), file, body);
      told = true;
      return file;
    }

    /** Undoes it when the answer failed: the kernel does not know the file. */
    void undo() {
      if (told) {
        nodes.forget(body.getLong(EntryOut.NODEID), 1);
      }
    }
  }

  int unlink(Request request) {
    directory(nodes.get(request.nodeid())).remove(request.name(), request.caller());
    return 0;
  }

  int rmdir(Request request) {
    directory(nodes.get(request.nodeid())).removeDirectory(request.name(), request.caller());
    return 0;
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
