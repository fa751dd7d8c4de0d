package synchmess.group;

/** What a read of an empty group does. */
public enum ReadMode {
  /** It returns 0, end of file, as the original device does. */
  EOF,
  /** It waits until a message is ready. */
  BLOCK
}
