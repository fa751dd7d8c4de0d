package synchmess.ioctl;

import java.util.Optional;

/**
 * The ioctl commands, once. {@code examples/c/synchmess_interface.h} is their C definition.
 *
 * <p>The numbers are made as {@code include/uapi/asm-generic/ioctl.h} makes them: direction, size,
 * magic, number. The size is that of the structure itself, since FUSE copies exactly that many
 * bytes.
 */
public enum Ioctl {
  /** On the master device: installs the group of {@link GroupT}, and hands its path back. */
  INSTALL_GROUP(Direction.READ_WRITE, 1, GroupT.SIZE),
  /** Sleeps on the barrier until the next awake; returns 0. */
  SLEEP(Direction.NONE, 2, 0),
  /** Wakes all sleepers; returns how many. */
  AWAKE(Direction.NONE, 3, 0),
  /** Sets the send delay: an unsigned int, in ms. */
  SET_SEND_DELAY(Direction.WRITE, 4, Integer.BYTES),
  /** Discards the messages that are not due yet; returns how many. */
  REVOKE_DELAYED_MESSAGES(Direction.NONE, 5, 0),
  /** Makes the delayed messages ready; returns how many. */
  FLUSH(Direction.NONE, 6, 0);

  /** What the commands have in common: CRC-64("SynchMess") modulo 255. */
  public static final int MAGIC = (int) Long.remainderUnsigned(0x7B8C14A8DCB78AEFL, 255);

  /** The original declares some commands with pointer types, whose size this is. */
  private static final int POINTER_SIZE = 8;

  /** Who reads and writes the argument, seen from the caller. */
  private enum Direction {
    NONE(0),
    WRITE(1),
    READ(2),
    READ_WRITE(3);

    private final int bits;

    Direction(int bits) {
      this.bits = bits;
    }
  }

  private final Direction direction;
  private final int number;
  private final int size;

  Ioctl(Direction direction, int number, int size) {
    this.direction = direction;
    this.number = number;
    this.size = size;
  }

  /** The command as it is given to ioctl(2). */
  public int command() {
    return command(size);
  }

  private int command(int bytes) {
    return direction.bits << 30 | bytes << 16 | MAGIC << 8 | number;
  }

  /** How many bytes are copied in and out for this very command. */
  public static int size(int command) {
    return command >>> 16 & 0x3fff;
  }

  /** Whether bytes are copied out for this very command. */
  public static boolean handsOut(int command) {
    return (command >>> 30 & Direction.READ.bits) != 0;
  }

  /** The command of that value, declared with its structure or, as the original, with a pointer. */
  public static Optional<Ioctl> of(int command) {
    for (Ioctl each : values()) {
      boolean pointer = each.size > 0 && command == each.command(POINTER_SIZE);
      if (command == each.command() || pointer) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }
}
