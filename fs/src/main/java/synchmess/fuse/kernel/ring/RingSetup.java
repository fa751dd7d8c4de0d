package synchmess.fuse.kernel.ring;

import synchmess.fuse.kernel.operation.Notifications;
import synchmess.fuse.kernel.thread.IdleThreads;

/**
 * What all queues have in common.
 *
 * @param deviceFd the descriptor of /dev/fuse
 * @param payloadSize the most bytes that one request carries
 * @param depth how many requests a queue takes at a time, besides parked ones
 * @param notifications tells the kernel something
 * @param idleThreads the queues' threads belong to these
 * @param onEnd called when a queue has ended, for whatever reason
 */
public record RingSetup(
    int deviceFd,
    int payloadSize,
    int depth,
    Notifications notifications,
    IdleThreads idleThreads,
    Runnable onEnd) {}
