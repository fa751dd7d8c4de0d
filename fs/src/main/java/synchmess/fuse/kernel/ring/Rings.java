package synchmess.fuse.kernel.ring;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import synchmess.fuse.kernel.operation.Dispatcher;
import synchmess.fuse.kernel.operation.LostInterrupts;
import synchmess.fuse.kernel.thread.CpuAffinity;
import synchmess.fuse.kernel.thread.IdleThreads;
import synchmess.waiting.Threads;

/** FUSE over io_uring: a queue and a thread for each core. */
public final class Rings {
  private final List<RingQueue> queues = new ArrayList<>();
  private final Threads threads = new Threads();
  private final IdleThreads idleThreads;

  /** Null until requests arrive. */
  private volatile LostInterrupts lostInterrupts;

  private Rings(IdleThreads idleThreads) {
    this.idleThreads = idleThreads;
  }

  /**
   * Prepares the queues, without a word to FUSE yet.
   *
   * @throws IoUringRefused when the kernel has no io_uring, or refuses it
   */
  public static Rings prepare(RingSetup setup) throws IOException {
    Rings rings = new Rings(setup.idleThreads());
    rings.start(setup);
    rings.await(RingQueue::prepared);
    return rings;
  }

  private void start(RingSetup setup) throws IOException {
    try {
      if (idleThreads.isPossible()) {
        threads.start("idle-threads", idleThreads);
      }
      for (int cpu = 0; cpu < CpuAffinity.possible(); cpu++) {
        RingQueue queue = new RingQueue(cpu, setup);
        queues.add(queue);
        threads.start(new RingThread("ring-" + cpu, queue, idleThreads));
      }
    } catch (IOException e) {
      stop();
      throw new IoUringRefused(e.getMessage());
    }
  }

  /**
   * Gives the kernel all queues: requests arrive from now on.
   *
   * @throws IoUringRefused when it does not take them
   */
  public void serve(Dispatcher dispatcher) throws IoUringRefused {
    queues.forEach(queue -> queue.serve(dispatcher));
    await(RingQueue::serving);
    lostInterrupts = dispatcher.lostInterrupts();
    try {
      threads.start("lost-interrupts", lostInterrupts);
    } catch (IOException e) {
      stop();
      throw new IoUringRefused(e.getMessage());
    }
  }

  private void await(Function<RingQueue, CompletableFuture<Void>> step) throws IoUringRefused {
    try {
      queues.forEach(queue -> step.apply(queue).join());
    } catch (CompletionException e) {
      stop();
      throw new IoUringRefused(e.getCause().getMessage());
    }
  }

  /** Ends all queues, after committing their answers. */
  public void stop() {
    queues.forEach(RingQueue::stop);
    idleThreads.stop();
    if (lostInterrupts != null) {
      lostInterrupts.stop();
    }
  }

  /** Waits until no thread is left; false after the time limit. */
  public boolean join(long millis) {
    return threads.join(millis);
  }
}
