package synchmess.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/**
 * A numbered group, used by ioctl(2) as in C. The numbers are those of the macros in {@code
 * synchmess_interface.h}.
 */
final class GroupDevice implements AutoCloseable {
  private static final long IOCTL_INSTALL_GROUP = 0xc104d301L;
  private static final long IOCTL_SLEEP = 0xd302;
  private static final long IOCTL_AWAKE = 0xd303;
  private static final long IOCTL_SET_SEND_DELAY = 0x4004d304;
  private static final long IOCTL_REVOKE_DELAYED_MESSAGES = 0xd305;
  private static final long IOCTL_FLUSH = 0xd306;

  /** struct group_t { unsigned descriptor; char device_path[256]; }. */
  private static final int GROUP_T_SIZE = 260;

  private static final int PATH_OFFSET = 4;

  private final Descriptor file;

  /**
   * Opens a group's file.
   *
   * @param flags of open(2)
   */
  GroupDevice(Path path, int flags) throws IOException {
    file = new Descriptor(path, flags);
  }

  /** Installs a group, or finds it if it is there. Returns the path of its file. */
  static Path install(Path mount, int descriptor) throws IOException {
    ByteBuffer group = struct(GROUP_T_SIZE).putInt(0, descriptor);
    try (Descriptor master = new Descriptor(mount.resolve("synchmess"), Libc.O_RDONLY)) {
      master.ioctl(IOCTL_INSTALL_GROUP, group);
    }
    int end = PATH_OFFSET;
    while (group.get(end) != 0) {
      end++;
    }
    return Path.of(UTF_8.decode(group.position(PATH_OFFSET).limit(end)).toString());
  }

  /** Sends what the buffer holds from 0 to its limit; false when the group is full. */
  boolean send(ByteBuffer message) throws IOException {
    return file.write(message);
  }

  /** Receives into the buffer from 0 on. Returns the message's length, 0 when none is ready. */
  int receive(ByteBuffer message) throws IOException {
    return file.read(message);
  }

  /** Messages sent from now on become ready that many milliseconds later. */
  void setSendDelay(int millis) throws IOException {
    file.ioctl(IOCTL_SET_SEND_DELAY, struct(Integer.BYTES).putInt(0, millis));
  }

  /** Discards the delayed messages; returns how many. */
  int revoke() throws IOException {
    return file.ioctl(IOCTL_REVOKE_DELAYED_MESSAGES, null);
  }

  /** Makes the delayed messages ready now; returns how many. */
  int flush() throws IOException {
    return file.ioctl(IOCTL_FLUSH, null);
  }

  /** Sleeps until the next awake. */
  void sleep() throws IOException {
    file.ioctl(IOCTL_SLEEP, null);
  }

  /** Wakes all who are asleep now; returns how many. */
  int awake() throws IOException {
    return file.ioctl(IOCTL_AWAKE, null);
  }

  int fd() {
    return file.fd();
  }

  private static ByteBuffer struct(int size) {
    return ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
