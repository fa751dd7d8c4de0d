package synchmess.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Sends messages to a group and receives them. */
public final class SendReceive {
  private SendReceive() {}

  public static void main(String... args) throws IOException {
    Path mount = MountDirectory.of(args);
    String name = "example-java-" + ProcessHandle.current().pid();
    try (Group group = new Group(mount, name)) {
      group.send("first");
      group.send("second");
      System.out.println("ready: " + group.count("depth"));

      System.out.println("received: " + group.receive().orElseThrow());
      System.out.println("received: " + group.next());
      System.out.println("received: " + group.receive().orElse("nothing"));
    } finally {
      Files.delete(mount.resolve(name));
    }
  }
}
