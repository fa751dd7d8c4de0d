package synchmess.group;

/** What the messages of one user's groups take. Its {@link Storage} guards it. */
final class Account {
  final int uid;

  /** Whether the limit for each user does not apply. */
  final boolean exempt;

  /** Bytes taken. */
  long used;

  /** Of these, what was taken beyond a limit by senders who insist and wait for room. */
  long owed;

  /** The groups that are counted here. */
  int groups;

  Account(int uid, boolean exempt) {
    this.uid = uid;
    this.exempt = exempt;
  }

  boolean isIdle() {
    return groups == 0 && used == 0;
  }
}
