package synchmess.fuse.kernel.ring;

import synchmess.fuse.kernel.thread.IdleThreads;

/** The thread of a queue; gives its queue without memory. */
final class RingThread extends Thread {
  private final RingQueue queue;

  RingThread(String name, RingQueue queue, IdleThreads idleThreads) {
    super(() -> idleThreads.during(queue), name);
    this.queue = queue;
  }

  /** The queue whose thread this is; null on any other thread. */
  static RingQueue queue() {
    return Thread.currentThread() instanceof RingThread its ? its.queue : null;
  }
}
