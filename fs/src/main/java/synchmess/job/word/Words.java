package synchmess.job.word;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits a job into its words, at unprotected white space. Double quotes protect white space, a
 * backslash protects any character, also within quotes; both may stand anywhere in a word.
 */
final class Words {
  private static final String SPACE = " \t\n\u000b\f\r";
  private static final char QUOTE = '"';
  private static final char BACKSLASH = '\\';

  private final byte[] text;
  private final List<Word> words = new ArrayList<>();

  /** The word that {@link #next} is in. */
  private final ByteArrayOutputStream word = new ByteArrayOutputStream();

  private int next;
  private boolean quoted;

  private Words(byte[] text) {
    this.text = text;
  }

  /**
   * The words of a job in UTF-8.
   *
   * @throws BadJobException when one is no UTF-8, has a NUL, or ends in a backslash or within
   *     quotes
   */
  static List<Word> of(byte[] text) throws BadJobException {
    return new Words(text).split();
  }

  /** A value to submit again: in quotes if it needs them. */
  static String quoted(String value) {
    if (value.chars().noneMatch(c -> isSpace(c) || isProtection(c))) {
      return value;
    }
    return QUOTE + value.replace("\\", "\\\\").replace("\"", "\\\"") + QUOTE;
  }

  private static boolean isSpace(int c) {
    return SPACE.indexOf(c) >= 0;
  }

  private static boolean isProtection(int c) {
    return c == QUOTE || c == BACKSLASH;
  }

  private List<Word> split() throws BadJobException {
    while (skipSpace()) {
      takeWord();
    }
    return words;
  }

  private boolean skipSpace() {
    while (next < text.length && isSpace(text[next])) {
      next++;
    }
    return next < text.length;
  }

  private void takeWord() throws BadJobException {
    while (next < text.length && (quoted || !isSpace(text[next]))) {
      takeCharacter();
    }
    if (quoted) {
      throw bad("has a quote that is not closed");
    }
    words.add(new Word(place(), decoded(word.toByteArray())));
    word.reset();
  }

  private void takeCharacter() throws BadJobException {
    byte c = text[next++];
    if (c == QUOTE) {
      quoted = !quoted;
    } else if (c == BACKSLASH) {
      takeProtected();
    } else {
      word.write(c);
    }
  }

  private void takeProtected() throws BadJobException {
    if (next == text.length) {
      throw bad("ends in a backslash");
    }
    word.write(text[next++]);
  }

  private String decoded(byte[] bytes) throws BadJobException {
    String decoded;
    try {
      decoded = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw bad("is no UTF-8");
    }
    if (decoded.indexOf('\0') >= 0) {
      throw bad("has a NUL in it");
    }
    return decoded;
  }

  /** The place of the current word. */
  private int place() {
    return words.size() + 1;
  }

  private BadJobException bad(String fault) {
    return new BadJobException("word " + place() + " " + fault);
  }
}
