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
  void kernelNotEqual_appliesToWhatNoAlternativeMatches() {
    String line = "KERNEL!=\"orders|bill*\", MODE=\"0640\"";

    assertThat(rule("orders", line)).isEqualTo(NodeRule.NONE);
    assertThat(rule("bills", line)).isEqualTo(NodeRule.NONE);
    assertThat(permissions("other", line)).isEqualTo(0640);
  }

  @Test
  void kernel_withTheDirectoryBeforeTheName_isTheName() {
    String line = "KERNEL==\"synch/synchmess*|synch/orders\", MODE=\"0660\"";

    assertThat(permissions("synchmess7", line)).isEqualTo(0660);
    assertThat(permissions("orders", line)).isEqualTo(0660);
  }

  @Test
  void rule_withoutCondition_appliesToAll() {
    assertThat(permissions("whatever", "MODE=\"0600\"")).isEqualTo(0600);
  }

  @Test
  void rule_withSeveralConditions_appliesWhereAllHold() {
    String line = "KERNEL==\"o*\", KERNEL!=\"orders\", MODE=\"0640\"";

    assertThat(permissions("other", line)).isEqualTo(0640);
    assertThat(rule("orders", line)).isEqualTo(NodeRule.NONE);
  }

  @Test
  void action_isAdd() {
    assertThat(permissions("orders", "ACTION==\"add|change\", MODE=\"0640\"")).isEqualTo(0640);
    assertThat(permissions("orders", "ACTION!=\"remove\", MODE=\"0640\"")).isEqualTo(0640);
    assertThat(rule("orders", "ACTION==\"remove\", MODE=\"0640\"")).isEqualTo(NodeRule.NONE);
  }

  @Test
  void conditionsOnRealDevices_neverHold_andAreNoFault() {
    for (String condition :
        List.of(
            "SUBSYSTEM==\"misc\"",
            "SUBSYSTEM!=\"net\"",
            "ATTR{size}==\"0\"",
            "ENV{ID_BUS}!=\"usb\"",
            "SYMLINK==\"disk\"",
            "PROGRAM=\"/bin/true\"",
            "IMPORT{builtin}=\"usb_id\"")) {
      assertThat(rule("orders", condition + ", MODE=\"0666\""))
          .as(condition)
          .isEqualTo(NodeRule.NONE);
    }
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
  void finalAssignment_isNotOverridden() {
    NodeRule rule =
        rule(
            "orders",
            "MODE:=\"0640\", OWNER:=\"7\", GROUP:=\"8\", SYMLINK:=\"inbox\"",
            "MODE=\"0666\", OWNER:=\"9\", GROUP=\"9\", SYMLINK+=\"other\"");

    assertThat(rule)
        .isEqualTo(rule("orders", "MODE=\"0640\", OWNER=\"7\", GROUP=\"8\"", "SYMLINK=\"inbox\""));
  }

  @Test
  void symlinks_areSeparatedByBlanks_andAdded() {
    assertThat(links("orders", "SYMLINK+=\"inbox  today\"", "SYMLINK+=\"third\""))
        .containsExactly("inbox", "today", "third");
  }

  @Test
  void symlink_assigned_replacesThoseBefore() {
    assertThat(links("orders", "SYMLINK+=\"inbox\"", "SYMLINK=\"today\"")).containsExactly("today");
  }

  @Test
  void symlink_removed_isNotAmongThem() {
    assertThat(links("orders", "SYMLINK+=\"inbox today\"", "SYMLINK-=\"inbox\""))
        .containsExactly("today");
  }

  @Test
  void symlink_withTheDirectoryBeforeIt_isTheName() {
    assertThat(links("orders", "SYMLINK+=\"synch/inbox\"")).containsExactly("inbox");
  }

  @Test
  void symlink_isFilledIn() {
    assertThat(links("synchmess12", "SYMLINK+=\"%k.old group$number\""))
        .containsExactly("synchmess12.old", "group12");
  }

  @Test
  void ownerAndMode_areFilledIn() {
    NodeRule rule = rule("synchmess640", "OWNER=\"%n\", MODE=\"0%n\"");

    assertThat(rule.uid()).hasValue(640);
    assertThat(rule.permissions()).hasValue(0640);
  }

  @Test
  void keysWithoutMeaningHere_arePassedOver() {
    assertThat(
            permissions("orders", "MODE=\"0640\", OPTIONS+=\"watch\", TAG+=\"a\", RUN+=\"/bin/a\""))
        .isEqualTo(0640);
    assertThat(warnings).isEmpty();
  }

  // -------------------------------------------------------------------------------------- GOTO

  @Test
  void goto_skipsToItsLabel_whereTheRuleApplies() {
    String[] lines = {
      "KERNEL!=\"orders\", GOTO=\"end\"", "MODE=\"0666\"", "LABEL=\"end\"", "OWNER=\"7\""
    };

    assertThat(rule("bills", lines)).isEqualTo(rule("bills", "OWNER=\"7\""));
    assertThat(permissions("orders", lines)).isEqualTo(0666);
  }

  @Test
  void goto_withoutLabel_isAWarning() {
    assertThat(permissions("orders", "LABEL=\"end\"", "GOTO=\"end\"", "MODE=\"0640\""))
        .isEqualTo(0640);
    assertThat(warnings).containsExactly("line 2: no LABEL=\"end\" behind this GOTO");
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
  void unknownAssignment_isAWarningWithItsLine_andTheRestOfTheRuleHolds() {
    assertThat(permissions("orders", "# one", "COLOUR=\"blue\", MODE=\"0640\"")).isEqualTo(0640);
    assertThat(warnings).containsExactly("line 2: unknown key COLOUR=");
  }

  @Test
  void unknownCondition_isAWarningWithItsLine_andTheRuleDoesNotApply() {
    assertThat(permissions("orders", "MODE=\"0640\"", "COLOUR==\"blue\", MODE=\"0666\""))
        .isEqualTo(0640);
    assertThat(warnings).containsExactly("line 2: unknown key COLOUR==");
  }

  @Test
  void badMode_isAWarning_andTheRestOfTheRuleHolds() {
    for (String mode : List.of("rw", "0888", "10000", "-1", "", "0x1f")) {
      warnings.clear();
      assertThat(rule("orders", "MODE=\"" + mode + "\", OWNER=\"7\""))
          .as(mode)
          .isEqualTo(rule("orders", "OWNER=\"7\""));
      assertThat(warnings).containsExactly("line 1: bad MODE \"" + mode + "\"");
    }
  }

  @Test
  void unknownOwner_isAWarning_andTheRestOfTheRuleHolds() {
    assertThat(permissions("orders", "OWNER=\"no-such-user\", MODE=\"0640\"")).isEqualTo(0640);
    assertThat(warnings).containsExactly("line 1: unknown user \"no-such-user\"");
  }

  @Test
  void unknownGroup_isAWarning_andTheRestOfTheRuleHolds() {
    assertThat(permissions("orders", "GROUP=\"no-such-group\", MODE=\"0640\"")).isEqualTo(0640);
    assertThat(warnings).containsExactly("line 1: unknown group \"no-such-group\"");
  }

  @Test
  void valueThatTurnsOutBad_isAWarning_whenTheRuleIsApplied() {
    UdevRules rules = rules("OWNER=\"%n\", MODE=\"0640\"");
    assertThat(warnings).isEmpty();

    assertThat(rules.of("orders").permissions()).hasValue(0640);
    assertThat(warnings).containsExactly("line 1: unknown user \"\"");
  }

  /** An engine's thread makes the node, and would wait for another process. */
  @Test
  void accountThatWouldBeLookedUpForEachNode_isAWarning_andTheRestOfTheRuleHolds() {
    for (String template : List.of("%k", "$kernel", "user%n", "1%k")) {
      warnings.clear();
      UdevRules rules = rules("OWNER=\"" + template + "\", MODE=\"0640\"");
      assertThat(warnings)
          .containsExactly(
              "line 1: user \"%s\" would have to be looked up for each node; only a number may have %%n in it"
                  .formatted(template));

      assertThat(rules.of("daemon")).isEqualTo(rule("daemon", "MODE=\"0640\""));
    }
  }

  @Test
  void substitutionThatANodeHasNotGot_isAWarning_andTheRestOfTheRuleHolds() {
    assertThat(rule("orders", "SYMLINK+=\"disk/$env{ID}\", MODE=\"0640\""))
        .isEqualTo(rule("orders", "MODE=\"0640\""));
    assertThat(warnings).containsExactly("line 1: $env has no meaning for a node of this mount");
  }

  @Test
  void lineThatCannotBeRead_isAWarning_andTheRestOfTheFileHolds() {
    for (String line :
        List.of("what?", "KERNEL", "MODE=0666", "MODE=\"0666", "\"", "MODE=\"\\\"")) {
      warnings.clear();
      assertThat(permissions("orders", "MODE=\"0600\", " + line, "MODE=\"0640\""))
          .as(line)
          .isEqualTo(0640);
      assertThat(warnings).containsExactly("line 1: this is no KEY==\"value\": " + line);
    }
  }

  @Test
  void operatorThatAKeyDoesNotTake_isAWarning_andTheRuleIsLeftOut() {
    assertThat(rule("bills", "KERNEL=\"orders\", MODE=\"0666\"")).isEqualTo(NodeRule.NONE);
    assertThat(rule("bills", "MODE==\"0666\", OWNER=\"7\"")).isEqualTo(NodeRule.NONE);
    assertThat(warnings)
        .containsExactly(
            "line 1: KERNEL cannot be used with =", "line 1: MODE cannot be used with ==");
  }

  @Test
  void attributeThatAKeyDoesNotTake_isAWarning_andTheRuleIsLeftOut() {
    assertThat(rule("bills", "KERNEL{x}==\"*\", MODE=\"0666\"")).isEqualTo(NodeRule.NONE);
    assertThat(warnings).containsExactly("line 1: KERNEL takes no {x}");
  }

  @Test
  void patternThatIsNone_isAWarning_andTheRuleIsLeftOut() {
    assertThat(rule("bills", "KERNEL==\"[z-a]\", MODE=\"0666\"")).isEqualTo(NodeRule.NONE);
    assertThat(warnings).containsExactly("line 1: bad pattern: [z-a]");
  }

  @Test
  void fileThatEndsInABackslash_isAWarning() {
    assertThat(permissions("orders", "MODE=\"0640\"", "MODE=\"0666\", \\")).isEqualTo(0640);
    assertThat(warnings).containsExactly("line 2: the file ends where a further line is announced");
  }
}
