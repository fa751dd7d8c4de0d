package synchmess.udev;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import synchmess.tree.NodeRule;
import synchmess.tree.NodeRules;

/**
 * A file of udev rules for the nodes of a mount. They apply as with udev and devices: all rules in
 * their order, and a later assignment overrides an earlier one.
 *
 * <p>A node has a KERNEL, its name, and the ACTION {@code add}. In patterns and in SYMLINK the name
 * may be written with the directory before it, {@code synch/NAME}. A rule that asks for anything
 * else (SUBSYSTEM, ATTR, ENV …) is meant for real devices and does not apply.
 *
 * <p>Rules assign MODE, OWNER, GROUP and SYMLINK; a GROUP without a MODE makes the mode 0660. GOTO
 * works. Other keys of udev have no effect; keys unknown to udev, and impossible values, are
 * warnings.
 *
 * <p>Source: udev(7).
 */
public final class UdevRules implements NodeRules {
  private final List<Rule> rules;

  private UdevRules(List<Rule> rules) {
    this.rules = rules;
  }

  /**
   * Reads a file of rules.
   *
   * @param warnings hears of each fault with its line, and later of values that are bad for a node
   * @throws IOException when the file cannot be read; never for its content
   */
  public static UdevRules read(Path file, Consumer<String> warnings) throws IOException {
    return parse(new String(Files.readAllBytes(file), StandardCharsets.UTF_8), warnings);
  }

  /** Like {@link #read}, for the text of a file. */
  static UdevRules parse(String text, Consumer<String> warnings) {
    List<Rule> rules = new ArrayList<>();
    for (Line line : Line.of(text, warnings)) {
      try {
        rules.add(new RuleParser(line, warnings).parse());
      } catch (RuleException e) {
        warnings.accept("line " + line.number() + ": " + e.getMessage());
      }
    }
    UdevRules all = new UdevRules(List.copyOf(rules));
    all.checkTargets(warnings);
    return all;
  }

  @Override
  public NodeRule of(String name) {
    Assigned node = new Assigned();
    int index = 0;
    while (index < rules.size()) {
      Rule rule = rules.get(index);
      if (rule.matches(name)) {
        rule.apply(name, node);
        index = target(index).orElse(index + 1);
      } else {
        index++;
      }
    }
    return node.toNodeRule();
  }

  /** The index of the target of the rule at {@code index}; empty without one. */
  private OptionalInt target(int index) {
    String label = rules.get(index).target();
    return IntStream.range(index + 1, rules.size())
        .filter(later -> label != null && label.equals(rules.get(later).label()))
        .findFirst();
  }

  private void checkTargets(Consumer<String> warnings) {
    for (int i = 0; i < rules.size(); i++) {
      Rule rule = rules.get(i);
      if (rule.target() != null && target(i).isEmpty()) {
        warnings.accept(
            "line " + rule.line() + ": no LABEL=\"" + rule.target() + "\" behind this GOTO");
      }
    }
  }
}
