package synchmess.tree;

/**
 * An open file: what is behind a descriptor and its duplicates. The interfaces it implements say
 * what it can do: {@link ReadableHandle}, {@link WritableHandle}, {@link IoctlHandle}, {@link
 * SyncableHandle}, {@link PollableHandle}.
 */
public interface Handle {

  /** The file it was opened from. */
  File file();

  /**
   * Whether it is a stream, where offsets mean nothing. If it can, the engine then spares callers
   * the lock of the file position, and refuses lseek(2) with ESPIPE.
   */
  default boolean isStream() {
    return false;
  }

  /** Called once, after the last descriptor is closed. */
  default void close() {}
}
