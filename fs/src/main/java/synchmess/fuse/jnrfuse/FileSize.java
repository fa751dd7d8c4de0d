package synchmess.fuse.jnrfuse;

import synchmess.tree.Attributes;
import synchmess.tree.FileType;

/** The size that an answer names; see docs/decisions/0016-large-and-empty.md. */
final class FileSize {
  /** The size that the kernel believes a file has. So copies fail instead of being empty. */
  private static final long LARGE = 1_000_000_000_000L;

  private FileSize() {}

  /**
   * The size to answer. A directory's is 0: the kernel must believe that answer, its rights above
   * all.
   */
  static long of(Attributes attributes) {
    if (attributes.type() != FileType.REGULAR) {
      return 0;
    }
    if (SessionLoop.isSizeBelieved()) {
      return LARGE;
    }
    SessionLoop.show();
    return 0;
  }
}
