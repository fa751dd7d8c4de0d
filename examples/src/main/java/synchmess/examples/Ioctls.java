package synchmess.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Every ioctl command once. The group stays installed. */
public final class Ioctls {
  private static final int HOUR_MILLIS = 3_600_000;

  private Ioctls() {}

  /** Arguments: the mount directory, and the descriptor of a group that nobody else uses (64). */
  public static void main(String... args)
      throws IOException, InterruptedException, ExecutionException {
    Path mount = MountDirectory.of(args);
    int descriptor = args.length > 1 ? Integer.parseInt(args[1]) : 64;
    Path path = GroupDevice.install(mount, descriptor);
    System.out.println("installed: " + path);
    try (GroupDevice group = new GroupDevice(path, Libc.O_RDWR)) {
      group.setSendDelay(HOUR_MILLIS);
      send(group, "call home");
      System.out.println("revoked: " + group.revoke());

      send(group, "water the plants");
      System.out.println("flushed: " + group.flush());
      System.out.println("received: " + receive(group));
      group.setSendDelay(0);
    }
    meetAtBarrier(path, mount.resolve("ctl").resolve(path.getFileName()).resolve("sleepers"));
  }

  private static void send(GroupDevice group, String text) throws IOException {
    ByteBuffer message = ByteBuffer.allocateDirect(text.length()).put(text.getBytes(UTF_8));
    if (!group.send(message.flip())) {
      throw new IOException("the group is full");
    }
  }

  private static String receive(GroupDevice group) throws IOException {
    ByteBuffer message = ByteBuffer.allocateDirect(1024);
    int length = group.receive(message);
    return UTF_8.decode(message.limit(length)).toString();
  }

  /** Each one opens the group for itself. */
  private static void meetAtBarrier(Path path, Path sleepers)
      throws IOException, InterruptedException, ExecutionException {
    FutureTask<String> sleeper = new FutureTask<>(sleeper(path));
    Thread thread = new Thread(sleeper);
    thread.setDaemon(true);
    thread.start();
    try (GroupDevice group = new GroupDevice(path, Libc.O_WRONLY)) {
      while (!Files.readString(sleepers).equals("1\n")) {
        Thread.sleep(10);
      }
      System.out.println("woke: " + group.awake());
    }
    System.out.println(sleeper.get());
  }

  private static Callable<String> sleeper(Path path) {
    return () -> {
      try (GroupDevice group = new GroupDevice(path, Libc.O_RDONLY)) {
        group.sleep();
        return "the sleeper is awake";
      }
    };
  }
}
