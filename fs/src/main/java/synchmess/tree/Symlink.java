package synchmess.tree;

/** A further name of a file at the top of the mount, from SYMLINK in the udev rules. */
public final class Symlink implements Node {
  private final String target;
  private final File file;

  public Symlink(String target, File file) {
    this.target = target;
    this.file = file;
  }

  /** What readlink(2) says: the file's own name. */
  public String target() {
    return target;
  }

  @Override
  public Attributes attributes() {
    Attributes its = file.attributes();
    return new Attributes(
        FileType.SYMLINK, 0777, its.owner(), its.changed(), its.changed(), its.changed());
  }
}
