package synchmess.job.word;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import synchmess.errno.ErrnoException;
import synchmess.group.GroupName;
import synchmess.job.JobSpec;
import synchmess.job.Priority;
import synchmess.job.Shown;
import synchmess.job.work.Operation;
import synchmess.job.work.Task;

/**
 * Parses a submitted job: {@code name=value} words. Words that are not general are options of its
 * operation. Safe for use by many threads.
 */
public final class JobParser {
  private static final String OP = "op";
  private static final String IN = "in";
  private static final String OUT = "out";
  private static final String PRIORITY = "priority";
  private static final String CALLBACK = "callback";
  private static final String SIGNAL = "signal";
  private static final String UNIQUE = "unique";
  private static final String CALLBACK_TO_OTHERS = "callback_to_others";
  private static final Set<String> GENERAL =
      Set.of(OP, IN, OUT, PRIORITY, CALLBACK, CALLBACK_TO_OTHERS, SIGNAL, UNIQUE);

  private static final String HIDDEN = "***";

  /** In characters. */
  private static final int MAX_SHOWN = 64;

  /** The width of a file in a table, in characters. */
  private static final int FILE_WIDTH = 40;

  private final Map<String, OperationType> types;
  private final Set<String> secrets;

  /**
   * For jobs of these operations.
   *
   * @param types by {@code op}
   */
  public JobParser(Map<String, OperationType> types) {
    this.types = new LinkedHashMap<>(types);
    secrets =
        types.values().stream()
            .flatMap(type -> type.secrets().stream())
            .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * The job that a text in UTF-8 asks for.
   *
   * @throws BadJobException when it is malformed; the message names the wrong word, and no secret
   */
  public JobSpec parse(byte[] text) throws BadJobException {
    List<Word> words = Words.of(text);
    String op = op(words);
    operation(words, op);
    List<String> inputs = inputs(words);
    return new JobSpec(
        op,
        new Task(() -> again(text), text),
        inputs.isEmpty() ? null : Shown.tail(Shown.word(inputs.get(0)), FILE_WIDTH),
        priority(single(words, PRIORITY)),
        callback(single(words, CALLBACK)),
        yes(CALLBACK_TO_OTHERS, single(words, CALLBACK_TO_OTHERS)),
        signal(single(words, SIGNAL)),
        single(words, UNIQUE),
        text(words));
  }

  /**
   * Parses again. A waiting job keeps its text only: the parsed form may take many times the
   * memory.
   */
  private Operation again(byte[] text) {
    try {
      return operation(text);
    } catch (BadJobException e) {
      throw new IllegalStateException("it was a job when it was submitted", e);
    }
  }

  /**
   * The operation that a text in UTF-8 asks for.
   *
   * @throws BadJobException as {@link #parse}
   */
  public Operation operation(byte[] text) throws BadJobException {
    List<Word> words = Words.of(text);
    return operation(words, op(words));
  }

  private Operation operation(List<Word> words, String op) throws BadJobException {
    OperationType type = types.get(op);
    check(words, op, type.options());
    Map<String, String> options = new HashMap<>();
    words.forEach(word -> options.put(word.name(), word.value()));
    options.keySet().removeAll(GENERAL);
    String out = path(OUT, single(words, OUT));
    return type.operation(new JobWords(inputs(words), out, options));
  }

  private String op(List<Word> words) throws BadJobException {
    String op = single(words, OP);
    if (op == null) {
      throw new BadJobException("op is missing");
    }
    if (!types.containsKey(op)) {
      throw new BadJobException("op is one of " + String.join(", ", types.keySet()));
    }
    return op;
  }

  /** Refuses words that are no pairs, unknown, empty or given twice. */
  private void check(List<Word> words, String op, Set<String> options) throws BadJobException {
    boolean mayBeSecret = false;
    for (Word word : words) {
      if (!word.isPair()) {
        throw new BadJobException(word + " is no name=value");
      }
      if (!GENERAL.contains(word.name()) && !options.contains(word.name())) {
        throw new BadJobException(called(word, mayBeSecret) + " is nothing that " + op + " knows");
      }
      if (word.value().isEmpty()) {
        throw new BadJobException(word.name() + " is empty");
      }
      if (!word.name().equals(IN)) {
        single(words, word.name());
      }
      mayBeSecret |= secrets.contains(word.name());
    }
  }

  /** A wrong word by its name; by its place if it may be the rest of an unquoted secret. */
  private static String called(Word word, boolean mayBeSecret) {
    return mayBeSecret ? word + ", after a secret," : shown(word.name());
  }

  /** On one line, and not too long. */
  private static String shown(String text) {
    return Shown.head(Shown.line(text), MAX_SHOWN);
  }

  private static List<String> inputs(List<Word> words) throws BadJobException {
    List<String> inputs = new ArrayList<>();
    for (Word word : words) {
      if (word.name().equals(IN)) {
        inputs.add(path(IN, word.value()));
      }
    }
    return inputs;
  }

  /** The value of a word that may occur once; null without. */
  private static String single(List<Word> words, String name) throws BadJobException {
    String value = null;
    for (Word word : words) {
      if (word.isPair() && word.name().equals(name)) {
        if (value != null) {
          throw new BadJobException(name + " stands twice");
        }
        value = word.value();
      }
    }
    return value;
  }

  private static String path(String name, String value) throws BadJobException {
    if (value != null && !value.startsWith("/")) {
      throw new BadJobException(name + "=" + shown(value) + " is no absolute path");
    }
    return value;
  }

  private static Priority priority(String value) throws BadJobException {
    if (value == null) {
      return Priority.MEDIUM;
    }
    for (Priority priority : Priority.values()) {
      if (priority.name().toLowerCase(Locale.ROOT).equals(value)) {
        return priority;
      }
    }
    throw new BadJobException(PRIORITY + "=" + shown(value) + " is none of high, medium and low");
  }

  private static String callback(String value) throws BadJobException {
    if (value != null) {
      try {
        GroupName.check(value);
      } catch (ErrnoException e) {
        throw new BadJobException(CALLBACK + "=" + shown(value) + " is no name of a group");
      }
    }
    return value;
  }

  private static boolean yes(String name, String value) throws BadJobException {
    if (value == null || value.equals("no")) {
      return false;
    }
    if (value.equals("yes")) {
      return true;
    }
    throw new BadJobException(name + " is none of no, yes");
  }

  private static int signal(String value) throws BadJobException {
    if (value == null) {
      return 0;
    }
    OptionalInt number = Signals.number(value);
    if (number.isEmpty()) {
      throw new BadJobException(SIGNAL + "=" + shown(value) + " is no signal");
    }
    return number.getAsInt();
  }

  /** The words, a line each, without secrets. */
  private String text(List<Word> words) {
    return words.stream()
        .map(word -> word.name() + "=" + shownValue(word) + "\n")
        .collect(Collectors.joining());
  }

  private String shownValue(Word word) {
    return secrets.contains(word.name()) ? HIDDEN : Shown.quoted(Words.quoted(word.value()));
  }
}
