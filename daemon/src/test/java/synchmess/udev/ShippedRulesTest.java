package synchmess.udev;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import synchmess.tree.NodeRule;
import synchmess.tree.NodeRules;

/** The shipped rules. They say the same here as under /etc/udev/rules.d. */
class ShippedRulesTest {
  private static final Path FILE = Path.of("../udev/50-synchmess.rules");

  private final List<String> warnings = new ArrayList<>();
  private NodeRules rules;

  @BeforeEach
  void read() throws IOException {
    rules = UdevRules.read(FILE, warnings::add);
  }

  @Test
  void shippedRules_haveNoFault() {
    assertThat(warnings).isEmpty();
  }

  @Test
  void masterDevice_canBeReadByAll() {
    assertThat(rules.of("synchmess").permissions()).hasValue(0444);
  }

  @Test
  void numberedGroups_canBeReadAndWrittenByAll() {
    assertThat(rules.of("synchmess1").permissions()).hasValue(0666);
    assertThat(rules.of("synchmess1024").permissions()).hasValue(0666);
  }

  @Test
  void namedGroups_keepTheirCreatorsMode() {
    assertThat(rules.of("orders")).isEqualTo(NodeRule.NONE);
  }

  @Test
  void groupNamedAsTheDevice_isNotOpenedWithIt() {
    assertThat(rules.of("fuse")).isEqualTo(NodeRule.NONE);
  }
}
