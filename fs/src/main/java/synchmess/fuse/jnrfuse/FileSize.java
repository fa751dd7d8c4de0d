package synchmess.fuse.jnrfuse;

import synchmess.tree.Attributes;
import synchmess.tree.FileType;

/** The size that an answer names; see docs/decisions/0016-large-and-empty.md. */
final class FileSize {
  /** What the kernel is to believe of a file, so that copies are refused instead of being empty. */
  private static final long LARGE = 1_000_000_000_000L;

  private FileSize() {}

  static long of(Attributes attributes) {
    return attributes.type() == FileType.REGULAR && SessionLoop.isSizeBelieved() ? LARGE : 0;
  }
}
