package synchmess.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A named group, used with nothing but java.nio: all that a program of your own needs. */
final class Group implements AutoCloseable {
  /** Room for the largest message of any mount; what does not fit a read is discarded. */
  private static final int MAX_MESSAGE_SIZE = 1 << 20;

  /** The kernel hands on at least that much in one piece, on each engine. */
  private static final int MAX_BATCH_SIZE = 64 << 10;

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

  /** Sends all of these messages or, when it fails, none: one write of a batch. */
  void send(List<String> messages) throws IOException {
    ByteBuffer batch = ByteBuffer.allocate(MAX_BATCH_SIZE).order(ByteOrder.LITTLE_ENDIAN);
    for (String message : messages) {
      byte[] content = message.getBytes(UTF_8);
      batch.putInt(content.length).put(content);
    }
    try (FileChannel file = FileChannel.open(control.resolve("batch"), WRITE)) {
      file.write(batch.flip());
    }
  }

  /** Receives as many messages as one read of a batch can take; none when none is ready. */
  List<String> receiveMany() throws IOException {
    ByteBuffer batch = ByteBuffer.allocate(MAX_MESSAGE_SIZE).order(ByteOrder.LITTLE_ENDIAN);
    try (FileChannel file = FileChannel.open(control.resolve("batch"), READ)) {
      file.read(batch);
    }
    List<String> messages = new ArrayList<>();
    batch.flip();
    while (batch.hasRemaining()) {
      byte[] content = new byte[batch.getInt()];
      batch.get(content);
      messages.add(new String(content, UTF_8));
    }
    return messages;
  }

  /** Waits for the next message and receives it. An interrupt of the thread ends the wait. */
  String next() throws IOException {
    return await("next");
  }

  /** Messages sent from now on become ready that many milliseconds later. */
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

  /** The descriptor that takes the write also gives the count. */
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
