package synchmess.fuse;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.List;
import synchmess.tree.Directory;

/** An open directory. An offset in it is a number of names. */
public final class OpenDirectory {
  private final Directory directory;

  /** As of the last time that it was read from the beginning, as rewinddir(3) wants it. */
  @GuardedBy("this")
  private List<String> names = List.of();

  public OpenDirectory(Directory directory) {
    this.directory = directory;
  }

  /** All its names; they are looked up when it is read from the beginning. */
  public synchronized List<String> names(long offset) {
    if (offset == 0 || names.isEmpty()) {
      List<String> all = new ArrayList<>(List.of(".", ".."));
      all.addAll(directory.names());
      names = all;
    }
    return names;
  }
}
