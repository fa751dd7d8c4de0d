package synchmess.fuse.kernel.thread;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import synchmess.fuse.kernel.abi.Memory;
import synchmess.syscall.LibC;
import synchmess.waiting.Threads;

/** How the scheduler treats a thread. Source: sched(7). */
enum SchedulingPolicy {
  OTHER(0),
  IDLE(5);

  private static final LibC LIB = LibC.LIBRARY;
  private static final int CALLING_THREAD = 0;

  /** {@code struct sched_param}: these policies know no priority but 0. */
  private static final Memory PARAM = Memory.allocate(Integer.BYTES);

  private final int number;

  SchedulingPolicy(int number) {
    this.number = number;
  }

  /** Puts a thread under it; false when the kernel refuses. */
  boolean set(int tid) {
    return LIB.sched_setscheduler(tid, number, PARAM.address()) == 0;
  }

  /** Whether the calling thread runs under it. */
  boolean isOurs() {
    return LIB.sched_getscheduler(CALLING_THREAD) == number;
  }

  /** The number of the calling thread. */
  static int tid() throws IOException {
    return Integer.parseInt(
        Files.readSymbolicLink(Path.of("/proc/thread-self")).getFileName().toString());
  }

  /**
   * Whether a thread may leave {@link #IDLE} again; needs CAP_SYS_NICE or an RLIMIT_NICE of 20.
   * Tries it on a thread of its own.
   *
   * @throws IOException when the machine has no more threads
   */
  static boolean mayLeaveIdle() throws IOException {
    CompletableFuture<Boolean> left = new CompletableFuture<>();
    Threads.begin(
        new Thread(
            () -> left.complete(IDLE.set(CALLING_THREAD) && OTHER.set(CALLING_THREAD)), "policy"));
    return left.join();
  }
}
