package synchmess.tree;

/** A further name of a group, as SYMLINK in the udev rules asks for. */
public final class Symlink implements Node {
  private final GroupFile target;

  Symlink(GroupFile target) {
    this.target = target;
  }

  /** What readlink(2) says: the group's name. */
  public String target() {
    return target.group().name();
  }

  @Override
  public Attributes attributes() {
    Attributes its = target.attributes();
    return new Attributes(
        FileType.SYMLINK, 0777, its.owner(), its.changed(), its.changed(), its.changed());
  }
}
