package synchmess.fuse.jnrfuse;

import synchmess.tree.Attributes;
import synchmess.tree.FileType;

/** The size that an answer names; see docs/decisions/0016-large-and-empty.md. */
final class FileSize {
  /** What the kernel is to believe of a file, so that copies are refused instead of being empty. */
  private static final long LARGE = 1_000_000_000_000L;

  private FileSize() {}

  /** Of a directory all is to be believed, its rights above all. */
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
