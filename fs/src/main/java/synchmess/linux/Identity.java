package synchmess.linux;

import java.io.IOException;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import synchmess.job.Owner;

/**
 * Whose rights this process has, and how one of its threads takes on another user's for a moment:
 * effective user and group, and the groups. Real and saved ones stay root's, so that the effective
 * one can come back. The C library's setuid(2) and the like would change all threads; these do not.
 *
 * <p>Invariant: outside of {@link #as}, every thread is {@linkplain #own itself}.
 *
 * <p>Source: setresuid(2), setgroups(2), capabilities(7).
 */
final class Identity {
  private static final Logger LOG = LoggerFactory.getLogger(Identity.class);

  /** With it, who ceases to be root keeps root's rights. */
  private static final int SECBIT_NO_SETUID_FIXUP = 4;

  /** Nobody's number: for the kernel it means that nothing changes, and so root would stay root. */
  private static final int UNCHANGED = -1;

  private static final int EXIT_CODE = 70;

  private final ProcessStatus self;
  private final Owner own;
  private final int[] ownGroups;

  /**
   * @throws IOException when the process cannot be told whose it is, or would keep root's rights
   */
  Identity() throws IOException {
    self = ProcessStatus.read("thread-self");
    own = new Owner(self.effectiveUid(), self.effectiveGid(), self.groups());
    ownGroups = array(own);
    if (own.isRoot() && (Kernel.secureBits() & SECBIT_NO_SETUID_FIXUP) != 0) {
      throw new IOException("the secure bits let no other user's identity be taken on");
    }
    warmUp();
  }

  private void warmUp() throws IOException {
    int result = own.isRoot() ? changed(own, ownGroups, Kernel::warmUp) : Kernel.warmUp();
    if (result != 0) {
      throw new IOException("no other user's identity can be taken on: errno " + -result);
    }
  }

  /** This process itself. */
  Owner own() {
    return own;
  }

  /** The effective capabilities of this process, a bit for each. */
  long capabilities() {
    return self.capabilities();
  }

  /** Whether it may work for that user. */
  boolean serves(int uid) {
    return uid != UNCHANGED && (own.isRoot() || uid == own.uid());
  }

  /**
   * Makes system calls as a user.
   *
   * @param calls calls of {@link Kernel}, and nothing that might have to be loaded, or waits for
   *     another thread
   * @return what they return; a negative error number when the identity cannot be taken on
   */
  int as(Owner owner, IntSupplier calls) {
    if (!serves(owner.uid()) || owner.gid() == UNCHANGED) {
      return Kernel.EPERM;
    }
    if (!own.isRoot() || owner.equals(own)) {
      return calls.getAsInt();
    }
    return changed(owner, array(owner), calls);
  }

  private int changed(Owner owner, int[] groups, IntSupplier calls) {
    try {
      int taken = take(owner, groups);
      return taken < 0 ? taken : calls.getAsInt();
    } finally {
      giveBack();
    }
  }

  private static int take(Owner owner, int[] groups) {
    int taken = Kernel.setGroups(groups, owner.groups().size());
    if (taken == 0) {
      taken = Kernel.setEffectiveGroup(owner.gid());
    }
    if (taken == 0) {
      taken = Kernel.setEffectiveUser(owner.uid());
    }
    return taken;
  }

  /** A thread that cannot become itself again must not go on, and so nobody does. */
  private void giveBack() {
    boolean given = false;
    try {
      given =
          Kernel.setEffectiveUser(own.uid()) == 0
              && Kernel.setEffectiveGroup(own.gid()) == 0
              && Kernel.setGroups(ownGroups, own.groups().size()) == 0;
    } finally {
      if (!given) {
        halt();
      }
    }
  }

  private static void halt() {
    try {
      LOG.error("a thread could not become itself again: the process ends");
    } finally {
      Runtime.getRuntime().halt(EXIT_CODE);
    }
  }

  /** Never empty, since there is no pointer to nothing. */
  private static int[] array(Owner owner) {
    int[] groups = new int[Math.max(1, owner.groups().size())];
    for (int i = 0; i < owner.groups().size(); i++) {
      groups[i] = owner.groups().get(i);
    }
    return groups;
  }
}
