package synchmess.linux;

import java.io.IOException;
import synchmess.owner.Owner;

/**
 * The rights of this process. They never change, but in a {@linkplain WorkerIdentity worker
 * process}, once.
 *
 * @param own the user that it is
 * @param capabilities the effective ones, a bit for each
 */
record Identity(Owner own, long capabilities) {
  /** Nobody's number: for the kernel it means that nothing changes, and so root would stay root. */
  private static final int UNCHANGED = -1;

  /**
   * This process's.
   *
   * @throws IOException when /proc does not tell
   */
  static Identity ofThisProcess() throws IOException {
    ProcessStatus self = ProcessStatus.read("self");
    Owner own = new Owner(self.effectiveUid(), self.effectiveGid(), self.groups());
    return new Identity(own, self.capabilities());
  }

  /** Whether it may work for that user. */
  boolean serves(int uid) {
    return uid != UNCHANGED && (own.isRoot() || uid == own.uid());
  }
}
