package synchmess.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A named group, used with nothing but java.nio: all that a program of your own needs. */
final class Group implements AutoCloseable {
  /** Room for the largest message of any mount; what does not fit a read is discarded. */
  private static final int MAX_MESSAGE_SIZE = 1 << 20;

  private final FileChannel file;
  private final Path control;

  /** Opens the group of that name; a new name installs it. */
  Group(Path mount, String name) throws IOException {
    file = FileChannel.open(mount.resolve(name), CREATE, READ, WRITE);
    control = mount.resolve("ctl").resolve(name);
  }

  /** Sends: one write is one message. */
  void send(String message) throws IOException {
    file.write(UTF_8.encode(message));
  }

  /** Receives: one read takes one message. Empty when none is ready. */
  Optional<String> receive() throws IOException {
    ByteBuffer message = ByteBuffer.allocate(MAX_MESSAGE_SIZE);
    return file.read(message) <= 0
        ? Optional.empty()
        : Optional.of(UTF_8.decode(message.flip()).toString());
  }

  /** Receives the next message, waiting for it. An interrupt of the thread ends the wait. */
  String next() throws IOException {
    return await("next");
  }

  /** Messages sent from now on become ready so many milliseconds later. */
  void setSendDelay(int millis) throws IOException {
    Files.writeString(control.resolve("send_delay"), millis + "\n");
  }

  /** Makes the delayed messages ready now. */
  void flush() throws IOException {
    file.force(false);
  }

  /** Discards the delayed messages; returns how many. */
  int revoke() throws IOException {
    return trigger("revoke");
  }

  /** Sleeps until the next awake. An interrupt of the thread ends the sleep. */
  void sleep() throws IOException {
    await("sleep");
  }

  /** Wakes all who are asleep now; returns how many. */
  int awake() throws IOException {
    return trigger("awake");
  }

  /** The number in one of the control files that count: depth, delayed, sleepers and so on. */
  int count(String what) throws IOException {
    return Integer.parseInt(Files.readString(control.resolve(what)).strip());
  }

  /** Unlike {@link Files#readString}, a read of a channel can be interrupted. */
  private String await(String name) throws IOException {
    try (FileChannel waiting = FileChannel.open(control.resolve(name), READ)) {
      ByteBuffer text = ByteBuffer.allocate(MAX_MESSAGE_SIZE);
      while (waiting.read(text) > 0) {}
      return UTF_8.decode(text.flip()).toString();
    }
  }

  /** The count is read from the descriptor that was written to. */
  private int trigger(String name) throws IOException {
    try (FileChannel trigger = FileChannel.open(control.resolve(name), READ, WRITE)) {
      trigger.write(UTF_8.encode("1\n"));
      ByteBuffer count = ByteBuffer.allocate(32);
      trigger.read(count);
      return Integer.parseInt(UTF_8.decode(count.flip()).toString().strip());
    }
  }

  /** Closes its file. The group and its messages stay; deleting the file uninstalls it. */
  @Override
  public void close() throws IOException {
    file.close();
  }
}
