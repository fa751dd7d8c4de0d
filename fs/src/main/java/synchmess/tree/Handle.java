package synchmess.tree;

/**
 * A file that is open: what is behind a descriptor and its duplicates. What it can do, it says by
 * the interfaces it implements: {@link ReadableHandle}, {@link WritableHandle}, {@link
 * IoctlHandle}, {@link SyncableHandle}, {@link PollableHandle}.
 */
public interface Handle {

  /** The file it was opened from. */
  File file();

  /**
   * Whether it is a stream, where offsets mean nothing: an engine that can then spares its callers
   * the lock of the file position, and refuses lseek(2) with ESPIPE.
   */
  default boolean isStream() {
    return false;
  }

  /** Called once, after the last descriptor was closed. */
  default void close() {}
}
