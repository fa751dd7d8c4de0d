package synchmess.linux;

import java.io.IOException;
import synchmess.owner.Owner;

/**
 * The rights of this process. They never change, except once in a {@linkplain WorkerIdentity worker
 * process}.
 *
 * @param own its user
 * @param capabilities the effective ones, a bit for each
 */
record Identity(Owner own, long capabilities) {
  /** Nobody's number. To the kernel it says: change nothing. So root would stay root. */
  private static final int UNCHANGED = -1;

  /**
   * This process's.
   *
   * @throws IOException when /proc cannot be read
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
