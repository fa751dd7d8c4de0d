package synchmess.tree;

import java.util.Collection;

/** {@code ctl/<group>/}: the control files of one group. */
final class ControlDirectory implements Directory {
  private static final int PERMISSIONS = 0555;

  private final GroupFile groupFile;

  ControlDirectory(GroupFile groupFile) {
    this.groupFile = groupFile;
  }

  @Override
  public Node find(String name) {
    ControlFiles.Line line = ControlFiles.TABLE.get(name);
    return line == null ? null : new ControlFile(line, groupFile);
  }

  @Override
  public Collection<String> names() {
    return ControlFiles.TABLE.keySet();
  }

  @Override
  public Attributes attributes() {
    Attributes its = groupFile.attributes();
    return new Attributes(
        FileType.DIRECTORY, PERMISSIONS, its.owner(), its.changed(), its.changed(), its.changed());
  }
}
