package synchmess.tree;

import java.util.Collection;
import java.util.SortedMap;

/** {@code sys/}: the parameters of the whole mount. */
final class SysDirectory implements Directory {
  private static final int PERMISSIONS = 0555;

  private final Caller owner;
  private final SortedMap<String, ? extends Node> files;
  private final long made = System.currentTimeMillis();

  SysDirectory(Caller owner, SortedMap<String, ? extends Node> files) {
    this.owner = owner;
    this.files = files;
  }

  @Override
  public Node find(String name) {
    return files.get(name);
  }

  @Override
  public Collection<String> names() {
    return files.keySet();
  }

  @Override
  public Attributes attributes() {
    return new Attributes(FileType.DIRECTORY, PERMISSIONS, owner, made, made, made);
  }
}
