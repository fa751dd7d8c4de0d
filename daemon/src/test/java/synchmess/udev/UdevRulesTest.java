package synchmess.udev;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import synchmess.tree.NodeRule;

class UdevRulesTest {
  private final List<String> warnings = new ArrayList<>();

  private UdevRules rules(String... lines) {
    return UdevRules.parse(String.join("\n", lines), warnings::add);
  }

  private NodeRule rule(String name, String... lines) {
    return rules(lines).of(name);
  }

  private int permissions(String name, String... lines) {
    return rule(name, lines).permissions().orElse(-1);
  }

  private List<String> links(String name, String... lines) {
    return rule(name, lines).symlinks();
  }

  // -------------------------------------------------------------------------------- conditions

  @Test
  void kernel_ofThatName_applies() {
    assertThat(permissions("orders", "KERNEL==\"orders\", MODE=\"0640\"")).isEqualTo(0640);
  }

  @Test
  void kernel_ofAnotherName_doesNotApply() {
    assertThat(rule("bills", "KERNEL==\"orders\", MODE=\"0640\"")).isEqualTo(NodeRule.NONE);
  }

  @Test
  void kernel_withGlobs_appliesToAllTheyMatch() {
    String line = "KERNEL==\"synchmess[0-9]*\", MODE=\"0666\"";

    assertThat(permissions("synchmess1", line)).isEqualTo(0666);
    assertThat(permissions("synchmess64", line)).isEqualTo(0666);
    assertThat(rule("synchmess", line)).isEqualTo(NodeRule.NONE);
  }

  @Test
  void kernel_withAlternatives_appliesToEach() {
    String line = "KERNEL==\"orders|bill*\", MODE=\"0640\"";

    assertThat(permissions("orders", line)).isEqualTo(0640);
    assertThat(permissions("bills", line)).isEqualTo(0640);
    assertThat(rule("other", line)).isEqualTo(NodeRule.NONE);
  }

  @Test
  void rule_withoutCondition_appliesToAll() {
    assertThat(permissions("whatever", "MODE=\"0600\"")).isEqualTo(0600);
  }

  @Test
  void rule_withSeveralConditions_appliesWhereAllHold() {
    String line = "KERNEL==\"o*\", KERNEL==\"*s\", MODE=\"0640\"";

    assertThat(permissions("orders", line)).isEqualTo(0640);
    assertThat(rule("other", line)).isEqualTo(NodeRule.NONE);
    assertThat(rule("bills", line)).isEqualTo(NodeRule.NONE);
  }

  @Test
  void rule_withSubsystem_isForUdevAlone_whateverElseItSays() {
    String line = "KERNEL==\"fuse\", MODE=\"0666\", OPTIONS+=\"watch\", SUBSYSTEM==\"misc\"";

    assertThat(rule("fuse", line)).isEqualTo(NodeRule.NONE);
    assertThat(warnings).isEmpty();
  }

  // ------------------------------------------------------------------------------- assignments

  @Test
  void mode_isOctal_withOrWithoutZero() {
    assertThat(permissions("orders", "MODE=\"640\"")).isEqualTo(0640);
    assertThat(permissions("orders", "MODE=\"04755\"")).isEqualTo(04755);
  }

  @Test
  void ownerAndGroup_mayBeNumbers() {
    NodeRule rule = rule("orders", "OWNER=\"1234\", GROUP=\"4294967294\"");

    assertThat(rule.uid()).hasValue(1234);
    assertThat(rule.gid()).hasValue((int) 4294967294L);
  }

  @Test
  void ownerAndGroup_mayBeNames() {
    NodeRule rule = rule("orders", "OWNER=\"daemon\", GROUP=\"audio\"");

    assertThat(rule.uid()).hasValue(1);
    assertThat(rule.gid()).hasValue(29);
  }

  @Test
  void groupWithoutMode_makesTheMode0660() {
    assertThat(permissions("orders", "GROUP=\"audio\"")).isEqualTo(0660);
    assertThat(permissions("orders", "GROUP=\"audio\", MODE=\"0644\"")).isEqualTo(0644);
    assertThat(permissions("orders", "GROUP=\"root\"")).isEqualTo(-1);
  }

  @Test
  void laterRule_overridesAnEarlierOne() {
    assertThat(permissions("orders", "MODE=\"0600\"", "KERNEL==\"orders\", MODE=\"0640\""))
        .isEqualTo(0640);
  }

  @Test
  void laterRule_leavesWhatItDoesNotAssign() {
    NodeRule rule = rule("orders", "MODE=\"0640\", OWNER=\"7\"", "OWNER=\"8\"");

    assertThat(rule.permissions()).hasValue(0640);
    assertThat(rule.uid()).hasValue(8);
  }

  @Test
  void symlinks_areSeparatedByBlanks_andAdded() {
    assertThat(links("orders", "SYMLINK+=\"inbox  today\"", "SYMLINK+=\"third\""))
        .containsExactly("inbox", "today", "third");
  }

  // -------------------------------------------------------------------------------------- form

  @Test
  void commentsAndEmptyLines_areNoRules() {
    assertThat(rule("orders", "# MODE=\"0600\"", "", "  # more", "   ")).isEqualTo(NodeRule.NONE);
    assertThat(warnings).isEmpty();
  }

  @Test
  void lineThatEndsInABackslash_goesOnInTheNext() {
    assertThat(permissions("orders", "KERNEL==\"orders\", \\", "# comment", "   MODE=\"0640\""))
        .isEqualTo(0640);
    assertThat(rule("bills", "KERNEL==\"orders\", \\", "MODE=\"0640\"")).isEqualTo(NodeRule.NONE);
  }

  @Test
  void blanksAndCommas_standWhereTheyLike() {
    assertThat(permissions("orders", " KERNEL == \"orders\"  MODE= \"0640\",")).isEqualTo(0640);
  }

  @Test
  void linesOfAnyOtherSystem_areRead() {
    assertThat(permissions("orders", "KERNEL==\"orders\", MODE=\"0640\"\r", "\r")).isEqualTo(0640);
    assertThat(warnings).isEmpty();
  }

  // ------------------------------------------------------------------------------------ faults

  @Test
  void keyOrOperatorThatIsUnknown_isAWarning_andTheLineCountsForNothing() {
    for (String key :
        List.of(
            "COLOUR=",
            "COLOUR==",
            "GOTO=",
            "LABEL=",
            "ACTION==",
            "SUBSYSTEM!=",
            "OPTIONS+=",
            "ATTR{size}==",
            "KERNEL!=",
            "KERNEL=",
            "KERNEL{x}==",
            "MODE==",
            "MODE:=",
            "OWNER+=",
            "SYMLINK=",
            "SYMLINK-=")) {
      warnings.clear();
      assertThat(permissions("orders", "MODE=\"0600\"", "MODE=\"0666\", " + key + "\"orders\""))
          .as(key)
          .isEqualTo(0600);
      assertThat(warnings).containsExactly("line 2 does not count: unknown " + key);
    }
  }

  @Test
  void valueThatIsBad_isAWarning_andTheLineCountsForNothing() {
    for (String mode : List.of("rw", "0888", "10000", "-1", "", "0x1f", "0%n")) {
      assertBad("MODE=\"" + mode + "\"", "bad MODE \"" + mode + "\"");
    }
    for (String name : List.of("no-such-name", "%k", "$kernel", "user%n")) {
      assertBad("OWNER=\"" + name + "\"", "unknown user \"" + name + "\"");
      assertBad("GROUP=\"" + name + "\"", "unknown group \"" + name + "\"");
    }
    for (String link : List.of("", "a/b", "ctl", "in box%n", "$name", "..", "x".repeat(256))) {
      assertBad("SYMLINK+=\"" + link + "\"", "bad SYMLINK \"" + link + "\"");
    }
    assertBad("KERNEL==\"[z-a]\"", "bad KERNEL \"[z-a]\"");
  }

  private void assertBad(String pair, String warning) {
    warnings.clear();
    assertThat(rule("orders", "MODE=\"0600\"", "MODE=\"0666\", OWNER=\"7\", " + pair))
        .as(pair)
        .isEqualTo(rule("orders", "MODE=\"0600\""));
    assertThat(warnings).containsExactly("line 2 does not count: " + warning);
  }

  @Test
  void lineThatCannotBeRead_isAWarning_andTheRestOfTheFileHolds() {
    for (String line : List.of("what?", "KERNEL", "MODE=0666", "MODE=\"0666", "\"")) {
      warnings.clear();
      assertThat(permissions("orders", "MODE=\"0640\"", "MODE=\"0600\", " + line))
          .as(line)
          .isEqualTo(0640);
      assertThat(warnings).containsExactly("line 2 does not count: no KEY=\"value\": " + line);
    }
  }

  @Test
  void nodes_areNoOccasionForWarnings() {
    UdevRules rules = rules("GOTO=\"end\"");
    rules.of("orders");
    rules.of("bills");

    assertThat(warnings).hasSize(1);
  }

  @Test
  void warning_namesTheFirstOfJoinedLines() {
    rules("# one", "KERNEL==\"orders\", \\", "GOTO=\"end\"");

    assertThat(warnings).containsExactly("line 2 does not count: unknown GOTO=");
  }

  @Test
  void fileThatEndsInABackslash_isAWarning() {
    assertThat(permissions("orders", "MODE=\"0640\"", "MODE=\"0666\", \\")).isEqualTo(0640);
    assertThat(warnings).containsExactly("line 2 does not count: no KEY=\"value\": \\");
  }
}
