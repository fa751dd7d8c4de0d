package synchmess.fuse;

import java.io.IOException;
import synchmess.mounting.MountTable;
import synchmess.tree.EngineTraits;
import synchmess.tree.Tree;

/** What carries the kernel's requests to a tree. It is mounted once, and ends once. */
public interface Engine {

  /** What it can do on this machine, known before it is mounted. */
  EngineTraits traits();

  /**
   * Mounts, and returns when the mount answers.
   *
   * @return the mount, as the kernel's table has it
   * @throws IOException when it cannot be mounted; the message says why
   */
  MountTable.Mount mount(Tree tree) throws IOException;

  /**
   * Waits until it is unmounted, by {@link #unmount} or from outside, and nothing of it is left.
   *
   * @throws InterruptedException when the waiting thread is interrupted; the mount stays
   * @throws IOException when it has ended though nobody unmounted it
   */
  void awaitEnd() throws InterruptedException, IOException;

  /**
   * Tells that a job begins, which may want all cores for itself. Called by the thread that runs
   * it; for jobs side by side as often.
   */
  default void jobBegins() {}

  /** Tells that a job has ended. */
  default void jobEnded() {}

  /** Starts to unmount: whoever waits is woken with ENODEV. Safe to call once it is mounted. */
  void unmount();
}
