package synchmess.udev;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/**
 * Makes a rule of a line. Warns of each fault: a fault in a value leaves out its assignment, a
 * fault in the form leaves out the rule.
 */
final class RuleParser {
  /** The action of every node of the mount, when the rules apply to it. */
  private static final String ACTION = "add";

  /** The directory below /dev, before a name; the mount itself is that directory. */
  private static final String DIRECTORY = "synch/";

  /**
   * Keys that compare what a node of the mount does not have, so their rules never apply. PROGRAM
   * and IMPORT do so even when written like assignments.
   */
  private static final Set<String> CONDITIONS =
      words(
          "DEVPATH KERNELS NAME SUBSYSTEM SUBSYSTEMS DRIVER DRIVERS ATTR ATTRS SYSCTL ENV CONST"
              + " TAG TAGS TEST PROGRAM RESULT IMPORT");

  /** Keys that assign what a node of the mount does not have; ignored. */
  private static final Set<String> WITHOUT_EFFECT =
      words("NAME SECLABEL ATTR SYSCTL ENV TAG RUN OPTIONS");

  private static final Set<String> ALWAYS_CONDITIONS = words("PROGRAM IMPORT");

  /** A sample of a node's name, with a number at its end. */
  private static final String NODE = "node1";

  private final Line line;
  private final Consumer<String> warnings;
  private final List<Predicate<String>> conditions = new ArrayList<>();
  private final List<Rule.Assignment> assignments = new ArrayList<>();
  private String label;
  private String target;

  /**
   * @param warnings hears of faults found now, or later when the rule applies
   */
  RuleParser(Line line, Consumer<String> warnings) {
    this.line = line;
    this.warnings = warnings;
  }

  /**
   * @throws RuleException when the whole rule must be left out
   */
  Rule parse() {
    Pair.parse(line.text()).forEach(this::add);
    return new Rule(line.number(), conditions, assignments, label, target);
  }

  private void add(Pair pair) {
    switch (pair.key()) {
      case "KERNEL" -> conditions.add(match(pair, withoutDirectory(pair.value()))::holds);
      case "ACTION" -> conditions.add(constant(match(pair, pair.value()).holds(ACTION)));
      case "MODE" -> number(pair, template -> Mode::parse, Assigned::permissions);
      case "OWNER" -> number(pair, template -> ids(Account.USER, template), Assigned::uid);
      case "GROUP" -> number(pair, template -> ids(Account.GROUP, template), Assigned::gid);
      case "SYMLINK" -> symlink(pair);
      case "LABEL" -> label = jump(pair);
      case "GOTO" -> target = jump(pair);
      default -> foreign(pair);
    }
  }

  private static Set<String> words(String text) {
    return Set.of(text.split(" "));
  }

  private static Predicate<String> constant(boolean holds) {
    return name -> holds;
  }

  // -------------------------------------------------------------------------------- conditions

  private static Match match(Pair pair, String patterns) {
    check(pair, EnumSet.of(Operator.EQUAL, Operator.NOT_EQUAL));
    return new Match(pair.operator(), patterns);
  }

  /** The patterns, without the directory that udev would see the node in. */
  private static String withoutDirectory(String patterns) {
    return patterns.replaceAll("(^|\\|)" + DIRECTORY, "$1");
  }

  // ------------------------------------------------------------------------------- assignments

  private void number(
      Pair pair,
      Function<Template, ToIntFunction<String>> parsers,
      Function<Assigned, Assignable<Integer>> destination) {
    check(pair, EnumSet.of(Operator.ASSIGN, Operator.ASSIGN_FINAL));
    attempt(
        () -> {
          Template template = new Template(pair.value());
          ToIntFunction<String> parser = parsers.apply(template);
          ToIntFunction<String> number = name -> parser.applyAsInt(template.fill(name));
          assign(pair.operator(), template.isFixed() ? computed(number) : number, destination);
        });
  }

  /**
   * Looks up names of accounts now. Making a node must not wait for that, so only a number can be
   * filled in then.
   */
  private static ToIntFunction<String> ids(Account account, Template template) {
    if (template.isFixed()) {
      return account::id;
    }
    if (!Account.isNumber(template.fill(NODE))) {
      throw new RuleException(
          account
              + " \""
              + template
              + "\" would have to be looked up for each node;"
              + " only a number may have %n in it");
    }
    return account::number;
  }

  /** Computes now a number that is the same for all names. */
  private static ToIntFunction<String> computed(ToIntFunction<String> number) {
    int value = number.applyAsInt("");
    return name -> value;
  }

  private void assign(
      Operator operator,
      ToIntFunction<String> number,
      Function<Assigned, Assignable<Integer>> destination) {
    assignments.add(
        (name, node) ->
            attempt(() -> destination.apply(node).assign(operator, number.applyAsInt(name))));
  }

  private void symlink(Pair pair) {
    if (pair.operator().isMatch()) {
      conditions.add(constant(false));
      return;
    }
    check(pair, EnumSet.range(Operator.ADD, Operator.ASSIGN_FINAL));
    attempt(
        () -> {
          Template template = new Template(pair.value());
          assignments.add(
              (name, node) -> node.link(pair.operator(), linkNames(template.fill(name))));
        });
  }

  private static List<String> linkNames(String value) {
    return Arrays.stream(value.strip().split("\\s+"))
        .map(name -> name.startsWith(DIRECTORY) ? name.substring(DIRECTORY.length()) : name)
        .filter(name -> !name.isEmpty())
        .toList();
  }

  // ------------------------------------------------------------------------------------- others

  private static String jump(Pair pair) {
    check(pair, EnumSet.of(Operator.ASSIGN));
    return pair.value();
  }

  private void foreign(Pair pair) {
    boolean asks = pair.operator().isMatch() || ALWAYS_CONDITIONS.contains(pair.key());
    if (asks) {
      conditions.add(constant(false));
    }
    if (!(asks ? CONDITIONS : WITHOUT_EFFECT).contains(pair.key())) {
      warn("unknown key " + pair.key() + pair.operator());
    }
  }

  /** These keys take no attribute, and only some operators. */
  private static void check(Pair pair, Set<Operator> allowed) {
    if (!pair.attribute().isEmpty()) {
      throw new RuleException(pair.key() + " takes no {" + pair.attribute() + "}");
    }
    if (!allowed.contains(pair.operator())) {
      throw new RuleException(pair.key() + " cannot be used with " + pair.operator());
    }
  }

  /** Uses a value; if the value has a fault, only warns. */
  private void attempt(Runnable action) {
    try {
      action.run();
    } catch (RuleException e) {
      warn(e.getMessage());
    }
  }

  private void warn(String text) {
    warnings.accept("line " + line.number() + ": " + text);
  }
}
