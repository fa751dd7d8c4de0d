package synchmess.waiting;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Threads that end together. They do not keep the Java machine from ending. */
public final class Threads {
  private final List<Thread> threads = new ArrayList<>();

  /**
   * @throws IOException when the machine has no more threads
   */
  public void start(String name, Runnable task) throws IOException {
    start(new Thread(task, name));
  }

  /** Likewise, a given thread. */
  public void start(Thread thread) throws IOException {
    thread.setDaemon(true);
    begin(thread);
    threads.add(thread);
  }

  /**
   * Starts a thread.
   *
   * @throws IOException when the machine has no more threads
   */
  public static void begin(Thread thread) throws IOException {
    try {
      thread.start();
    } catch (OutOfMemoryError e) {
      throw new IOException("no thread " + thread.getName() + ": " + e.getMessage(), e);
    }
  }

  /** Waits until none is left; false after the time limit, or when the wait is interrupted. */
  public boolean join(long millis) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    try {
      for (Thread thread : threads) {
        thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return threads.stream().noneMatch(Thread::isAlive);
  }
}
