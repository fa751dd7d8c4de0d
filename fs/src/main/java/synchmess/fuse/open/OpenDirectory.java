package synchmess.fuse.open;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.List;
import synchmess.tree.Directory;
import synchmess.tree.UserShares;

/** An open directory. An offset in it is a number of names. */
public final class OpenDirectory {
  private final Directory directory;
  private final UserShares.Share place;

  /** The names at the last read from the beginning, as rewinddir(3) wants it. */
  @GuardedBy("this")
  private List<String> names = List.of();

  /**
   * @param place its place among what its opener has open; given back at the close
   */
  public OpenDirectory(Directory directory, UserShares.Share place) {
    this.directory = directory;
    this.place = place;
  }

  /** All its names; a read from the beginning looks them up. */
  public synchronized List<String> names(long offset) {
    if (offset == 0 || names.isEmpty()) {
      List<String> all = new ArrayList<>(List.of(".", ".."));
      all.addAll(directory.names());
      names = all;
    }
    return names;
  }

  public void close() {
    place.giveBack();
  }
}
