package synchmess.tree.sys;

import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeSet;
import synchmess.tree.Attributes;
import synchmess.tree.Directory;
import synchmess.tree.FileType;
import synchmess.tree.MountTraits;
import synchmess.tree.Node;
import synchmess.tree.value.Row;
import synchmess.tree.value.TableDirectory;

/**
 * {@code sys/}: the parameters of the whole mount. All may read them; its owner may write those
 * that can change.
 */
final class SysDirectory implements TableDirectory<MountTraits> {
  private static final int PERMISSIONS = 0555;

  private final MountTraits mount;
  private final SortedMap<String, Row<MountTraits>> table;
  private final Map<String, Directory> below;
  private final Attributes attributes;

  /**
   * @param below further directories in it
   */
  SysDirectory(
      MountTraits mount, SortedMap<String, Row<MountTraits>> table, Map<String, Directory> below) {
    this.mount = mount;
    this.table = table;
    this.below = below;
    long made = System.currentTimeMillis();
    this.attributes =
        new Attributes(FileType.DIRECTORY, PERMISSIONS, mount.owner(), made, made, made);
  }

  @Override
  public SortedMap<String, Row<MountTraits>> table() {
    return table;
  }

  @Override
  public MountTraits subject() {
    return mount;
  }

  @Override
  public Node find(String name) {
    Directory directory = below.get(name);
    return directory == null ? TableDirectory.super.find(name) : directory;
  }

  @Override
  public Collection<String> names() {
    Collection<String> names = new TreeSet<>(table.keySet());
    names.addAll(below.keySet());
    return names;
  }

  @Override
  public Attributes attributes() {
    return attributes;
  }
}
