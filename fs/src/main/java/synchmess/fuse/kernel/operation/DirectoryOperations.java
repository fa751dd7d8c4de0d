package synchmess.fuse.kernel.operation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import synchmess.errno.Errno;
import synchmess.errno.ErrnoException;
import synchmess.fuse.Numbered;
import synchmess.fuse.OpenDirectory;
import synchmess.fuse.kernel.abi.FuseStructs.Dirent;
import synchmess.fuse.kernel.abi.FuseStructs.OpenOut;
import synchmess.fuse.kernel.abi.FuseStructs.ReadIn;
import synchmess.fuse.kernel.abi.FuseStructs.ReleaseIn;
import synchmess.fuse.kernel.abi.Memory;
import synchmess.tree.Directory;
import synchmess.tree.UserShares;

/** Requests on open directories. */
final class DirectoryOperations {
  /** The types of the names are not told: who wants them asks. */
  private static final int DT_UNKNOWN = 0;

  private final Nodes nodes;
  private final FileOperations files;
  private final Numbered<Listing> open = new Numbered<>();

  /** An open directory, and by what number it is known. */
  private record Listing(KnownNode known, OpenDirectory directory) {}

  /**
   * @param files which know how much each user has open
   */
  DirectoryOperations(Nodes nodes, FileOperations files) {
    this.nodes = nodes;
    this.files = files;
  }

  int open(Request request, Memory body) {
    KnownNode known = nodes.get(request.nodeid());
    if (!(known.node() instanceof Directory directory)) {
      throw new ErrnoException(Errno.ENOTDIR);
    }
    UserShares.Share place = files.admit(request.uid());
    try {
      body.putZeros(0, OpenOut.SIZEOF);
      body.putLong(OpenOut.FH, open.add(new Listing(known, new OpenDirectory(directory, place))));
      return OpenOut.SIZEOF;
    } catch (Throwable thrown) {
      place.giveBack();
      throw thrown;
    }
  }

  int read(Request request, Memory body) {
    Listing listing = open.get(request.getLong(ReadIn.FH));
    long offset = request.getPosition(ReadIn.OFFSET);
    int size = request.getSize(ReadIn.SIZE, body.size());
    List<String> names = listing.directory.names(offset);
    int at = 0;
    for (long next = offset; next < names.size(); next++) {
      String name = names.get((int) next);
      byte[] bytes = name.getBytes(UTF_8);
      int end = at + align(Dirent.NAME + bytes.length);
      if (end > size) {
        break;
      }
      body.putZeros(at, end - at);
      body.putLong(at + Dirent.INO, KnownNode.inode(listing.known.inode(), name));
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
    open.remove(request.getLong(ReleaseIn.FH)).directory.close();
    return 0;
  }
}
