package synchmess.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Sends and receives many messages in one call each. */
public final class Batch {
  private Batch() {}

  public static void main(String... args) throws IOException {
    Path mount = MountDirectory.of(args);
    String name = "example-java-" + ProcessHandle.current().pid();
    try (Group group = new Group(mount, name)) {
      group.send(List.of("first", "second", "third"));
      System.out.println("ready: " + group.count("depth"));

      System.out.println("received: " + group.receive().orElseThrow());
      System.out.println("received: " + group.receiveMany());
      System.out.println("received: " + group.receiveMany());
    } finally {
      Files.delete(mount.resolve(name));
    }
  }
}
