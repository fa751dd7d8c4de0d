package synchmess.tree;

/**
 * A file that is open: what is behind a descriptor and its duplicates. What it can do, it says by
 * the interfaces it implements: {@link ReadableHandle}, {@link WritableHandle}, {@link
 * IoctlHandle}, {@link SyncableHandle}, {@link PollableHandle}.
 */
public interface Handle {

  /** The file it was opened from. */
  File file();

  /** Called once, after the last descriptor was closed. */
  default void close() {}
}
