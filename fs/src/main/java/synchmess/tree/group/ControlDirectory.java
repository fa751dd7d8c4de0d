package synchmess.tree.group;

import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeSet;
import synchmess.group.Group;
import synchmess.tree.Attributes;
import synchmess.tree.FileType;
import synchmess.tree.Node;
import synchmess.tree.value.Row;
import synchmess.tree.value.TableDirectory;

/** {@code ctl/<group>/}: the control files of one group. They follow its owner and mode. */
final class ControlDirectory implements TableDirectory<Group> {
  private static final int PERMISSIONS = 0555;

  private final GroupFile groupFile;
  private final AfterDirectory after = new AfterDirectory(this);

  ControlDirectory(GroupFile groupFile) {
    this.groupFile = groupFile;
  }

  @Override
  public SortedMap<String, Row<Group>> table() {
    return ControlFiles.TABLE;
  }

  @Override
  public Node find(String name) {
    return name.equals(AfterDirectory.NAME) ? after : TableDirectory.super.find(name);
  }

  @Override
  public Collection<String> names() {
    Collection<String> names = new TreeSet<>(TableDirectory.super.names());
    names.add(AfterDirectory.NAME);
    return names;
  }

  @Override
  public Group subject() {
    return groupFile.group();
  }

  @Override
  public boolean throttlesWriters() {
    return groupFile.throttlesWriters();
  }

  @Override
  public Attributes attributesOfFile(int permissions) {
    Attributes its = groupFile.attributes();
    return its.as(FileType.REGULAR, its.permissions() & permissions);
  }

  @Override
  public Attributes attributes() {
    Attributes its = groupFile.attributes();
    return new Attributes(
        FileType.DIRECTORY, PERMISSIONS, its.owner(), its.changed(), its.changed(), its.changed());
  }
}
