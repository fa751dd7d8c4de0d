package synchmess.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Three threads sleep on a barrier until a fourth awakes them all. They may be processes. */
public final class Barrier {
  private static final int SLEEPERS = 3;

  private Barrier() {}

  public static void main(String... args)
      throws IOException, InterruptedException, ExecutionException {
    Path mount = MountDirectory.of(args);
    String name = "example-java-" + ProcessHandle.current().pid();
    ExecutorService threads = Executors.newFixedThreadPool(SLEEPERS + 1);
    try (Group group = new Group(mount, name)) {
      for (Future<Void> ended : threads.invokeAll(cast(group))) {
        ended.get();
      }
      System.out.println("sleepers: " + group.count("sleepers"));
    } finally {
      Files.delete(mount.resolve(name));
      threads.shutdown();
    }
  }

  private static List<Callable<Void>> cast(Group group) {
    return List.of(sleeper(group, 1), sleeper(group, 2), sleeper(group, 3), awaker(group));
  }

  private static Callable<Void> sleeper(Group group, int number) {
    return () -> {
      System.out.println("sleeper " + number + ": at the barrier");
      group.sleep();
      System.out.println("sleeper " + number + ": awake, going on");
      return null;
    };
  }

  private static Callable<Void> awaker(Group group) {
    return () -> {
      while (group.count("sleepers") < SLEEPERS) {
        Thread.sleep(10);
      }
      System.out.println("awaker: woke " + group.awake());
      return null;
    };
  }
}
