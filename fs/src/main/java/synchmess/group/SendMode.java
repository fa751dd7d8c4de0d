package synchmess.group;

/** Which writes to an open group file make one message. */
public enum SendMode {
  /** Each write. */
  WRITE,
  /** All writes until the last close, as with a {@link Draft}. */
  CLOSE
}
