package synchmess.waiting;

/**
 * What poll(2) says of a group.
 *
 * @param readable a message is ready
 * @param writable a message of the largest size would fit
 * @param removed the group is gone
 */
public record Readiness(boolean readable, boolean writable, boolean removed) {}
