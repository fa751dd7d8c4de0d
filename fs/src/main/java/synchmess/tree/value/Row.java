package synchmess.tree.value;

import java.util.function.BiFunction;
import synchmess.tree.Caller;
import synchmess.tree.File;
import synchmess.tree.Handle;
import synchmess.tree.OpenFlags;

/**
 * A line of a table of files: a new file is a new line.
 *
 * @param <T> what the files of the table are about
 * @param access what the file is for
 * @param permissions its mode, of which its directory may take some away
 * @param isStream whether it is a stream of messages
 * @param opener opens it, for what it is for
 */
public record Row<T>(Access access, int permissions, boolean isStream, Opener<T> opener) {

  /** Makes the handle of a file that is being opened by somebody. */
  public interface Opener<T> {
    Handle open(File file, T subject, OpenFlags flags, Caller caller);
  }

  /** A file that is opened in one way, by whomever. */
  public static <T> Row<T> of(Access access, int permissions, BiFunction<File, T, Handle> opener) {
    return new Row<>(
        access, permissions, false, (file, subject, flags, caller) -> opener.apply(file, subject));
  }
}
