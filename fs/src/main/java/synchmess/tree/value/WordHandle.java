package synchmess.tree.value;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import synchmess.tree.File;
import synchmess.tree.OpenFlags;
import synchmess.tree.Reply;
import synchmess.tree.WritableHandle;
import synchmess.waiting.Parked;

/** An open file that takes orders. A write is one, in one word. */
public final class WordHandle implements WritableHandle {
  private static final Pattern END = Pattern.compile("(?:\n\\x00?|\\x00\n?)\\z");

  private final File file;
  private final Order order;

  /** What a write orders. */
  public interface Order {
    /**
     * Carries it out, now or later.
     *
     * @param done told when it is carried out
     * @param reply told a failure
     * @return what is parked; null when it is done
     * @throws synchmess.errno.ErrnoException EINVAL for a bad word, which changes nothing
     */
    Parked carryOut(String word, Runnable done, Reply reply);
  }

  public WordHandle(File file, Order order) {
    this.file = file;
    this.order = order;
  }

  @Override
  public File file() {
    return file;
  }

  @Override
  public Parked write(byte[] bytes, OpenFlags flags, Reply reply) {
    return order.carryOut(text(bytes), () -> reply.value(bytes.length), reply);
  }

  /**
   * The text without one newline and one NUL at its end, since some programs write a string with
   * its terminator. A further one stays, and makes the word bad.
   */
  private static String text(byte[] bytes) {
    return END.matcher(new String(bytes, StandardCharsets.ISO_8859_1)).replaceFirst("");
  }
}
