package synchmess.tree.value;

import java.util.function.Consumer;
import java.util.function.Supplier;
import synchmess.errno.Errno;
import synchmess.errno.ErrnoException;
import synchmess.tree.File;
import synchmess.tree.OpenFlags;
import synchmess.tree.Reply;
import synchmess.tree.WritableHandle;
import synchmess.waiting.Parked;

/** An open file that shows a value and stores a new one. A write is one whole value. */
public final class SettingHandle extends ValueHandle implements WritableHandle {
  private final WordHandle words;

  public SettingHandle(File file, Supplier<?> value, WordHandle.Order setter) {
    super(file, () -> bytes(value.get() + "\n"));
    this.words = new WordHandle(file, setter);
  }

  /**
   * A handle that sets its value at once.
   *
   * @param setter throws ErrnoException EINVAL for a bad value, which changes nothing
   */
  public SettingHandle(File file, Supplier<?> value, Consumer<String> setter) {
    this(
        file,
        value,
        (text, done, reply) -> {
          setter.accept(text);
          done.run();
          return null;
        });
  }

  @Override
  public Parked write(byte[] bytes, OpenFlags flags, Reply reply) {
    return words.write(bytes, flags, reply);
  }

  /**
   * A whole number in decimal digits.
   *
   * @throws ErrnoException EINVAL for anything else, or out of range
   */
  public static long number(String text, long min, long max) {
    if (!text.matches("[0-9]{1,19}")) {
      throw new ErrnoException(Errno.EINVAL);
    }
    try {
      long value = Long.parseLong(text);
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException tooLarge) {
      // falls through: 19 digits can be more than a long holds
    }
    throw new ErrnoException(Errno.EINVAL);
  }

  /**
   * One word of an enum, in lower case.
   *
   * @throws ErrnoException EINVAL for anything else
   */
  public static <E extends Enum<E>> E word(Class<E> type, String text) {
    for (E each : type.getEnumConstants()) {
      if (word(each).equals(text)) {
        return each;
      }
    }
    throw new ErrnoException(Errno.EINVAL);
  }

  /** The word of an enum's value. */
  public static String word(Enum<?> value) {
    return value.name().toLowerCase(java.util.Locale.ROOT);
  }
}
