package synchmess.harness;

import java.nio.file.Files;
import java.nio.file.Path;
import synchmess.fuse.jnrfuse.FileSystem;
import synchmess.fuse.jnrfuse.JnrFuseEngine;
import synchmess.group.Limits;
import synchmess.owner.Owner;
import synchmess.tree.EngineTraits;
import synchmess.tree.MountTraits;
import synchmess.tree.NodeRules;
import synchmess.tree.Tree;
import synchmess.waiting.SystemClock;

/**
 * The same core and the same callbacks, mounted as jnr-fuse does it: what the benchmark compares
 * the engine with. Prints {@code ready} when the mount answers, and ends when it is unmounted.
 */
public final class StockServer {
  private static final String OPTIONS =
      "fsname=synchmess-stock,direct_io,hard_remove,nopath,big_writes,"
          + "entry_timeout=0,attr_timeout=0,negative_timeout=0";

  private StockServer() {}

  public static void main(String[] arguments) throws Exception {
    Path mountPoint = Path.of(arguments[0]);
    Thread announcer = new Thread(() -> announce(mountPoint), "announcer");
    announcer.setDaemon(true);
    announcer.start();
    // Unmounts by itself when a signal ends the Java machine.
    new FileSystem(tree(mountPoint)).mount(mountPoint, true, false, new String[] {"-o", OPTIONS});
  }

  private static Tree tree(Path mountPoint) {
    EngineTraits engine = new JnrFuseEngine(JnrFuseEngine.DEFAULT_MAX_BLOCKED, "stock").traits();
    MountTraits mount =
        new MountTraits(mountPoint.toString(), new Owner(0, 0), false, "stock", engine);
    Limits limits = new Limits(engine.maxMessageSizeCeiling(), false);
    return new Tree(mount, limits, NodeRules.NONE, new SystemClock());
  }

  private static void announce(Path mountPoint) {
    try {
      while (!Files.exists(mountPoint.resolve("synchmess"))) {
        Thread.sleep(10);
      }
      System.out.println("ready");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
