package synchmess.group;

/**
 * The heap that one group takes, on the account of its owner: stored messages, those of parked
 * senders, drafts, and received messages that open files keep. What drafts and open files take
 * counts until they give it back, even after {@link #close}.
 *
 * <p>Plain and single-threaded; its group's lock guards it.
 */
final class Room {
  private final MemoryGroup group;
  private final Storage storage;
  private Account account;

  /** All that it takes. */
  private long taken;

  /** What of it senders took beyond a limit. */
  private long owed;

  /**
   * @param group refreshed once room is there that it waits for
   * @param owner the uid of its owner
   */
  Room(MemoryGroup group, Storage storage, int owner) {
    this.group = group;
    this.storage = storage;
    this.account = storage.open(owner);
  }

  /** Takes that much; takes nothing and returns false beyond a limit. */
  boolean reserve(long cost) {
    boolean fits = storage.reserve(account, cost);
    if (fits) {
      taken += cost;
    }
    return fits;
  }

  /** Takes that much whatever the limits. */
  void take(long cost) {
    account = storage.take(account, cost);
    taken += cost;
  }

  /** Gives that much back. */
  void release(long cost) {
    taken -= cost;
    storage.release(account, cost);
  }

  /** Takes room for a sender; one of endless patience may owe it. False beyond a limit. */
  boolean reserve(Sender sender) {
    if (reserve(sender.cost())) {
      return true;
    }
    if (sender.patience != Patience.ENDLESS) {
      return false;
    }
    storage.takeOwing(account, sender.cost());
    taken += sender.cost();
    owed += sender.cost();
    sender.owes = true;
    return true;
  }

  /** Whether the sender owes nothing any more. If not, refreshes the group once that may be. */
  boolean settleDebt(Sender sender) {
    if (!sender.owes) {
      return true;
    }
    if (!storage.settleOrTell(group, account, sender.cost())) {
      return false;
    }
    owed -= sender.cost();
    sender.owes = false;
    return true;
  }

  /** Gives back the room of a sender that has left without being stored. */
  void release(Sender sender) {
    if (!sender.owes) {
      release(sender.cost());
      return;
    }
    owed -= sender.cost();
    taken -= sender.cost();
    storage.releaseOwed(account, sender.cost());
  }

  /** Whether that much would fit. */
  boolean has(long cost) {
    return storage.hasRoom(account, cost);
  }

  /** Whether that much would fit; if not, refreshes the group once it does. */
  boolean hasOrTell(long cost) {
    return storage.hasRoomOrTell(group, account, cost);
  }

  /** Moves all that it takes to that user's account; its limit does not apply. */
  void setOwner(int uid) {
    if (uid == account.uid) {
      return;
    }
    Account former = account;
    account = storage.open(uid);
    storage.move(former, account, taken, owed);
    storage.close(former);
  }

  /** The group is gone. */
  void close() {
    storage.close(account);
  }
}
