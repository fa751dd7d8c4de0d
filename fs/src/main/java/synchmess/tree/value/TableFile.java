package synchmess.tree.value;

import synchmess.owner.Owner;
import synchmess.tree.Attributes;
import synchmess.tree.File;
import synchmess.tree.Handle;
import synchmess.tree.OpenFlags;

/**
 * A file that a row of a table describes.
 *
 * @param directory where it is
 */
record TableFile<T>(Row<T> row, TableDirectory<T> directory) implements File {

  @Override
  public Attributes attributes() {
    return directory.attributesOfFile(row.permissions());
  }

  @Override
  public boolean isStream() {
    return row.isStream();
  }

  @Override
  public boolean throttlesWriters() {
    return isStream() && directory.throttlesWriters();
  }

  @Override
  public boolean isBoundToOpener() {
    return row.access() != Access.READ && directory.bindsToOpener();
  }

  @Override
  public Handle open(OpenFlags flags, Owner caller, int tid) {
    row.access().check(flags);
    return row.opener().open(this, directory.subject(), flags, caller, tid);
  }
}
