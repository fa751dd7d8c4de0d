package synchmess.fuse.kernel.ring;

/**
 * What all queues have in common.
 *
 * @param deviceFd the descriptor of /dev/fuse
 * @param payloadSize the most bytes that one request carries
 * @param depth how many requests a queue takes at a time, besides those that wait
 */
record RingSetup(int deviceFd, int payloadSize, int depth) {}
