package synchmess.tree;

import synchmess.owner.Owner;

/**
 * What stat(2) says of a node. Sizes are always 0, so that tools read until end of file.
 *
 * @param type its type
 * @param permissions the low twelve bits of its mode
 * @param owner who owns it
 * @param accessed atime, in ms since the epoch
 * @param modified mtime, likewise
 * @param changed ctime, likewise
 */
public record Attributes(
    FileType type, int permissions, Owner owner, long accessed, long modified, long changed) {

  /** For another node, with the same owner and times. */
  public Attributes as(FileType itsType, int itsPermissions) {
    return new Attributes(itsType, itsPermissions, owner, accessed, modified, changed);
  }

  /** Type and permissions, as in {@code st_mode}. */
  public int mode() {
    return type.bits() | permissions;
  }

  /** How many names it has. */
  public int links() {
    return type == FileType.DIRECTORY ? 2 : 1;
  }
}
