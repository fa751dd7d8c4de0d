package synchmess.group;

/** What of the bytes that are written to an open group file is one message. */
public enum SendMode {
  /** Each write. */
  WRITE,
  /** All that is written until the last close, as with a {@link Draft}. */
  CLOSE
}
