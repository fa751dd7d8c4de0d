package synchmess.tree.value;

import java.util.function.BiFunction;
import synchmess.owner.Owner;
import synchmess.tree.File;
import synchmess.tree.Handle;
import synchmess.tree.OpenFlags;

/**
 * A line of a table of files: a new file is a new line.
 *
 * @param <T> what the files of the table are about
 * @param access what the file is for
 * @param permissions its mode; the directory may take bits away
 * @param isStream whether it is a stream of messages
 * @param opener makes its handle
 */
public record Row<T>(Access access, int permissions, boolean isStream, Opener<T> opener) {

  /** Makes the handle of a file, see {@link File#open}. */
  public interface Opener<T> {
    Handle open(File file, T subject, OpenFlags flags, Owner caller, int tid);
  }

  /** A file that opens the same way for everybody. */
  public static <T> Row<T> of(Access access, int permissions, BiFunction<File, T, Handle> opener) {
    return new Row<>(
        access,
        permissions,
        false,
        (file, subject, flags, caller, tid) -> opener.apply(file, subject));
  }
}
