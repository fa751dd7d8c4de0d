package synchmess.tree.group;

import java.util.Collection;
import synchmess.owner.Owner;
import synchmess.tree.Attributes;
import synchmess.tree.Directory;
import synchmess.tree.FileType;
import synchmess.tree.Node;

/** {@code ctl/}: for each group, a directory of its control files. */
final class ControlRoot implements Directory {
  private static final int PERMISSIONS = 0555;

  private final Owner owner;
  private final GroupFiles groupFiles;
  private final long made = System.currentTimeMillis();

  ControlRoot(Owner owner, GroupFiles groupFiles) {
    this.owner = owner;
    this.groupFiles = groupFiles;
  }

  @Override
  public Node find(String name) {
    GroupFile file = groupFiles.find(name);
    return file == null ? null : file.control();
  }

  @Override
  public Collection<String> names() {
    return groupFiles.names();
  }

  @Override
  public Attributes attributes() {
    return new Attributes(FileType.DIRECTORY, PERMISSIONS, owner, made, made, made);
  }
}
