package synchmess.group;

/** What the messages of one user's groups take. Its {@link Storage} guards it. */
final class Account {
  final int uid;

  /** Whether the limit for each user does not apply. */
  final boolean exempt;

  /** Bytes taken. */
  long used;

  /** The part that insisting senders took beyond a limit, while they wait for room. */
  long owed;

  /** How many groups count here. */
  int groups;

  Account(int uid, boolean exempt) {
    this.uid = uid;
    this.exempt = exempt;
  }

  boolean isIdle() {
    return groups == 0 && used == 0;
  }
}
