package synchmess.group;

/** What a write to a full group does. */
public enum FullPolicy {
  /** It fails with ENOSPC. */
  FAIL,
  /** It is throttled: it waits until there is room. */
  BLOCK
}
