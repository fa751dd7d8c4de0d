package synchmess.harness.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import synchmess.harness.Group;
import synchmess.harness.Idleness;
import synchmess.harness.Mount;
import synchmess.harness.TestedEngine;

/** A mount that nobody uses takes no time: less than 0.1% of a core, whatever serves it. */
@Tag("kernel")
@Tag("any-transport")
class IdleTest {
  private static final Duration WINDOW = Duration.ofSeconds(10);

  private final List<Mount> mounts = new ArrayList<>();

  @AfterEach
  void unmount() {
    mounts.forEach(Mount::close);
  }

  private static void use(Mount mount) {
    mount.write("crowd", "hello");
    assertThat(new Group(mount, "crowd").receive()).isEqualTo("hello");
  }

  /** All at once, which has to be waited for once. */
  @Test
  void idleMounts_useNoTime() {
    for (TestedEngine each : TestedEngine.values()) {
      if (each.isThere()) {
        mounts.add(each.mount());
      }
    }
    mounts.forEach(IdleTest::use);

    Idleness.await(WINDOW, mounts.toArray(Mount[]::new));
  }
}
