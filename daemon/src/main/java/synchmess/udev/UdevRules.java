package synchmess.udev;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import synchmess.tree.NodeRule;
import synchmess.tree.NodeRules;

/**
 * A file of udev rules for the nodes of a mount. As with udev, all lines apply in their order, and
 * a later one overrides an earlier one.
 *
 * <p>KERNEL== asks for a node's name. MODE=, OWNER=, GROUP= and SYMLINK+= give it what they say; a
 * GROUP without a MODE makes the mode 0660. A line with SUBSYSTEM== is for udev alone. A line with
 * any other key, operator or value counts for nothing, and is a warning.
 *
 * <p>Source: udev(7).
 */
public final class UdevRules implements NodeRules {
  /** The mode that udev gives a node whose rules set a group, but no mode. */
  private static final int GROUP_PERMISSIONS = 0660;

  private static final int ROOT = 0;

  private final List<Rule> rules;

  private UdevRules(List<Rule> rules) {
    this.rules = rules;
  }

  /**
   * Reads a file of rules.
   *
   * @param warnings hears now of each line that does not count
   * @throws IOException when the file cannot be read; never for its content
   */
  public static UdevRules read(Path file, Consumer<String> warnings) throws IOException {
    return parse(new String(Files.readAllBytes(file), StandardCharsets.UTF_8), warnings);
  }

  /** Like {@link #read}, for the text of a file. */
  static UdevRules parse(String text, Consumer<String> warnings) {
    List<Rule> rules = new ArrayList<>();
    for (Line line : Line.of(text)) {
      try {
        rules.add(Rule.parse(line.text()));
      } catch (RuleException e) {
        warnings.accept("line " + line.number() + " does not count: " + e.getMessage());
      }
    }
    return new UdevRules(rules);
  }

  @Override
  public NodeRule of(String name) {
    NodeRule node = NodeRule.NONE;
    for (Rule rule : rules) {
      node = rule.names().test(name) ? rule.given().apply(node) : node;
    }
    boolean groupAlone = node.permissions().isEmpty() && node.gid().orElse(ROOT) != ROOT;
    return groupAlone ? node.withPermissions(GROUP_PERMISSIONS) : node;
  }
}
