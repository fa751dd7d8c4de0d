package synchmess.job;

import synchmess.group.ErrnoException;

/** The machine that jobs run on: its processes and its files. */
public interface Machine {
  /**
   * Looks at a process that waits for the answer to this call, and keeps hold of it.
   *
   * @param uid its user, as the kernel names it
   * @param gid its group, likewise
   * @param tid one of its threads; 0 is one that cannot be seen from here
   * @throws ErrnoException EPERM when this daemon may not work for it: it is in another mount
   *     namespace or root directory, or another user's and this is not root's daemon
   */
  Submitter submitter(int uid, int gid, int tid);

  /** The files, as a user sees them. */
  Workspace workspace(Owner owner);
}
