package synchmess.tree.value;

import java.util.Collection;
import java.util.SortedMap;
import synchmess.tree.Attributes;
import synchmess.tree.Directory;
import synchmess.tree.File;
import synchmess.tree.FileType;
import synchmess.tree.Node;

/**
 * A directory whose files are rows of a table, and what they have in common.
 *
 * @param <T> what they are about
 */
public interface TableDirectory<T> extends Directory {

  /** The files by name. */
  SortedMap<String, Row<T>> table();

  T subject();

  /** What stat(2) says of a file in it with those permissions. */
  default Attributes attributesOfFile(int permissions) {
    return attributes().as(FileType.REGULAR, permissions);
  }

  /** Whether a write to a stream in it may be throttled now. */
  default boolean throttlesWriters() {
    return false;
  }

  /** Whether its writable files are bound to their openers, see {@link File}. */
  default boolean bindsToOpener() {
    return false;
  }

  @Override
  default Node find(String name) {
    Row<T> row = table().get(name);
    return row == null ? null : new TableFile<>(row, this);
  }

  @Override
  default Collection<String> names() {
    return table().keySet();
  }
}
