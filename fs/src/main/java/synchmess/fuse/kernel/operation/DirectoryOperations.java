package synchmess.fuse.kernel.operation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import synchmess.fuse.kernel.abi.FuseStructs.Dirent;
import synchmess.fuse.kernel.abi.FuseStructs.OpenOut;
import synchmess.fuse.kernel.abi.FuseStructs.ReadIn;
import synchmess.fuse.kernel.abi.FuseStructs.ReleaseIn;
import synchmess.fuse.kernel.abi.Memory;
import synchmess.fuse.open.OpenFiles;

/** Requests on open directories. */
final class DirectoryOperations {
  /** Names come without types. Programs ask for a type by stat(2). */
  private static final int DT_UNKNOWN = 0;

  private final Nodes nodes;
  private final OpenFiles open;

  DirectoryOperations(Nodes nodes, OpenFiles open) {
    this.nodes = nodes;
    this.open = open;
  }

  int open(Request request, Memory body) {
    long fh = open.openDirectory(nodes.get(request.nodeid()).node(), request.caller());
    try {
      body.putZeros(0, OpenOut.SIZEOF);
      body.putLong(OpenOut.FH, fh);
      return OpenOut.SIZEOF;
    } catch (Throwable thrown) {
      open.releaseDirectory(fh);
      throw thrown;
    }
  }

  int read(Request request, Memory body) {
    long inode = nodes.get(request.nodeid()).inode();
    long offset = request.getPosition(ReadIn.OFFSET);
    int size = request.getSize(ReadIn.SIZE, body.size());
    List<String> names = open.directory(request.getLong(ReadIn.FH)).names(offset);
    int at = 0;
    for (long next = offset; next < names.size(); next++) {
      String name = names.get((int) next);
      byte[] bytes = name.getBytes(UTF_8);
      int end = at + align(Dirent.NAME + bytes.length);
      if (end > size) {
        break;
      }
      body.putZeros(at, end - at);
      body.putLong(at + Dirent.INO, KnownNode.inode(inode, name));
      body.putLong(at + Dirent.OFF, next + 1);
      body.putInt(at + Dirent.NAMELEN, bytes.length);
      body.putInt(at + Dirent.TYPE, DT_UNKNOWN);
      body.putBytes(at + Dirent.NAME, bytes, 0, bytes.length);
      at = end;
    }
    return at;
  }

  /** FUSE_DIRENT_ALIGN. */
  private static int align(int size) {
    return size + Long.BYTES - 1 & -Long.BYTES;
  }

  int release(Request request) {
    open.releaseDirectory(request.getLong(ReleaseIn.FH));
    return 0;
  }
}
