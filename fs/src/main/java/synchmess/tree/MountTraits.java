package synchmess.tree;

import synchmess.owner.Owner;

/**
 * What is fixed for the life of a mount.
 *
 * @param path where it is mounted, absolute
 * @param owner who mounted it
 * @param allowOther whether other users may use it
 * @param version of the daemon
 * @param engine what is below
 */
public record MountTraits(
    String path, Owner owner, boolean allowOther, String version, EngineTraits engine) {}
