package synchmess.daemon;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import synchmess.errno.Errno;

/** A group of a mount, seen from outside, through its files. A failure gives the reason. */
final class GroupClient {
  private static final int MAX_ID_SIZE = 32;

  private final Path mount;
  private final String group;
  private final Path control;

  /** A name with a slash in it would lead elsewhere. */
  GroupClient(Path mount, String group) {
    if (group.contains("/") || group.isEmpty()) {
      throw new Failure(ExitCode.USAGE, "'" + group + "' is not a group's name");
    }
    this.mount = mount;
    this.group = group;
    this.control = mount.resolve("ctl").resolve(group);
  }

  /**
   * Sends a message, after waiting for room if the group has that policy. Returns its id.
   *
   * @param delay of its own; null for the group's
   */
  String send(byte[] message, Period delay) {
    Path file = control.resolve(delay == null ? "send" : "after/" + delay.millis());
    if (message.length == 0) {
      throw failure("send to", "there are no empty messages");
    }
    if (message.length > ceiling()) {
      throw failure("send to", Errno.EMSGSIZE.text());
    }
    try (FileChannel send = FileChannel.open(file, READ, WRITE)) {
      send.write(ByteBuffer.wrap(message));
      ByteBuffer id = ByteBuffer.allocate(MAX_ID_SIZE);
      send.read(id);
      return UTF_8.decode(id.flip()).toString().strip();
    } catch (IOException e) {
      throw failure("send to", reason(e));
    }
  }

  /** The most bytes that go through in one write. */
  private long ceiling() {
    try {
      return Long.parseLong(
          Files.readString(mount.resolve("sys/max_message_size_ceiling")).strip());
    } catch (IOException e) {
      throw failure("send to", Failure.reason(e));
    }
  }

  /** Discards a message that is ready or delayed. */
  void cancel(long id) {
    try {
      Files.writeString(control.resolve("cancel"), id + "\n", WRITE);
    } catch (IOException e) {
      String reason = reason(e);
      throw new Failure(
          ExitCode.FAILED,
          "cannot cancel message %d of '%s': %s"
              .formatted(
                  id,
                  group,
                  reason.equals(Errno.ENOENT.text()) ? "it is not there any more" : reason));
    }
  }

  private String reason(IOException e) {
    return Files.exists(control) ? Failure.reason(e) : "there is no such group";
  }

  private Failure failure(String what, String reason) {
    return new Failure(ExitCode.FAILED, "cannot " + what + " '" + group + "': " + reason);
  }
}
