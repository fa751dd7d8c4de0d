package synchmess.harness.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import synchmess.harness.Group;
import synchmess.harness.Idleness;
import synchmess.harness.Mount;

/** A mount that nobody uses takes no time: less than 0.1% of a core. */
class IdleTest {
  @Test
  void idleMount_usesNoTime() {
    try (Mount mount = Mount.start()) {
      mount.write("crowd", "hello");
      Group group = new Group(mount, "crowd");
      assertThat(group.receive()).isEqualTo("hello");

      Idleness.await(mount, Duration.ofSeconds(10));
    }
  }
}
