package synchmess.fuse;

import java.io.IOException;
import synchmess.mounting.MountTable;
import synchmess.tree.EngineTraits;
import synchmess.tree.Tree;

/**
 * Carries the kernel's requests to a tree. Mounts once, and ends once: {@link #unmount}, then
 * {@link #close}, after a mount that failed too. The tree is not its to end.
 */
public interface Engine {

  /** What it can do on this machine; known before the mount. */
  EngineTraits traits();

  /**
   * Mounts, and returns when the mount answers.
   *
   * @return the mount, as in the kernel's table
   * @throws IOException when it cannot mount; the message says why
   */
  MountTable.Mount mount(Tree tree) throws IOException;

  /**
   * Waits until it is unmounted, by {@link #unmount} or from outside.
   *
   * @throws InterruptedException when the waiting thread is interrupted; the mount stays
   * @throws IOException when its connection ended though nobody unmounted it
   */
  void awaitUnmount() throws InterruptedException, IOException;

  /**
   * Tells it that a job begins: the job may want all cores for itself. The thread that runs the job
   * calls this.
   */
  default void jobBegins() {}

  /** Tells it that a job has ended. */
  default void jobEnded() {}

  /** Takes the mount out of the tree of files, unless it is gone. Any thread may call it. */
  void unmount();

  /**
   * Ends its threads, and lets go of the connection. Called once, after {@link #unmount}. Waits
   * only a little for requests that are being answered.
   */
  void close() throws InterruptedException;
}
