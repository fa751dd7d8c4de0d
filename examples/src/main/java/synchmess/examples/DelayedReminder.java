package synchmess.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Sends itself a reminder that arrives later; takes one back; has one at once. */
public final class DelayedReminder {
  private static final int HOUR_MILLIS = 3_600_000;

  private DelayedReminder() {}

  /** Arguments: the mount directory, and the delay in ms (2000). */
  public static void main(String... args) throws IOException {
    Path mount = MountDirectory.of(args);
    int delayMillis = args.length > 1 ? Integer.parseInt(args[1]) : 2000;
    String name = "example-java-" + ProcessHandle.current().pid();
    try (Group group = new Group(mount, name)) {
      group.setSendDelay(delayMillis);
      long sent = System.nanoTime();
      group.send("the tea is ready");
      System.out.println("delayed: " + group.count("delayed"));
      String reminder = group.next();
      long waited = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - sent);
      System.out.println("received after " + waited + " ms: " + reminder);

      group.setSendDelay(HOUR_MILLIS);
      group.send("call home");
      System.out.println("revoked: " + group.revoke());

      group.send("water the plants");
      System.out.println("before the flush: " + group.receive().orElse("nothing"));
      group.flush();
      System.out.println("after the flush: " + group.receive().orElse("nothing"));
    } finally {
      Files.delete(mount.resolve(name));
    }
  }
}
