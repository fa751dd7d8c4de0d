package synchmess.group;

import synchmess.owner.Owner;

/**
 * Whose a group is, and who may use it.
 *
 * @param permissions the permission bits of its file
 * @param changed when any was last set: wall time in ms since the epoch
 */
public record Ownership(int permissions, int uid, int gid, long changed) {
  private static final int PERMISSIONS = 07777;

  /** Drops all bits but the permissions. */
  public Ownership {
    permissions &= PERMISSIONS;
  }

  public Ownership(int permissions, Owner owner, long changed) {
    this(permissions, owner.uid(), owner.gid(), changed);
  }

  public Owner owner() {
    return new Owner(uid, gid);
  }

  /**
   * With other bits or another owner; −1 leaves what it stands for.
   *
   * @param now wall time, likewise
   */
  public Ownership with(int newPermissions, int newUid, int newGid, long now) {
    return new Ownership(
        newPermissions == -1 ? permissions : newPermissions,
        newUid == -1 ? uid : newUid,
        newGid == -1 ? gid : newGid,
        now);
  }
}
