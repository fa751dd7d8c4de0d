package synchmess.harness.stress;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A consumer with plain java.nio, in a process of its own: {@code LOG FILE…}. It has a thread for
 * each group, and ends when all groups are uninstalled.
 */
final class JavaConsumer implements Runnable {
  private final Path next;
  private final Path log;

  private JavaConsumer(Path file, String log) {
    Path name = file.getFileName();
    this.next = file.resolveSibling("ctl").resolve(name).resolve("next");
    this.log = Path.of(log + "." + name);
  }

  public static void main(String[] arguments) {
    for (int i = 1; i < arguments.length; i++) {
      new Thread(new JavaConsumer(Path.of(arguments[i]), arguments[0])).start();
    }
  }

  @Override
  public void run() {
    try {
      while (true) {
        byte[] message = Files.readAllBytes(next);
        Files.write(log, message, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      }
    } catch (IOException uninstalled) {
      System.err.println(uninstalled);
    }
  }
}
