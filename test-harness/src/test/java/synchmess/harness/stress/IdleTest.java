package synchmess.harness.stress;

import static org.assertj.core.api.Assertions.assertThat;
import static synchmess.harness.TestedEngine.IO_URING;
import static synchmess.harness.TestedEngine.JNR_FUSE;
import static synchmess.harness.TestedEngine.KERNEL;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import synchmess.harness.Group;
import synchmess.harness.Idleness;
import synchmess.harness.Mount;
import synchmess.harness.TestedEngine;

/** A mount that nobody uses takes no time: less than 0.1% of a core. */
class IdleTest {
  private static final Duration WINDOW = Duration.ofSeconds(10);

  /** A mount that is served so, and has been used. */
  private static Mount used(TestedEngine engine) {
    Mount mount = engine.mount();
    mount.write("crowd", "hello");
    assertThat(new Group(mount, "crowd").receive()).isEqualTo("hello");
    return mount;
  }

  /** Both at once, which has to be waited for once. */
  @Test
  @Tag("no-engine")
  void idleMounts_useNoTime() {
    try (Mount one = used(JNR_FUSE);
        Mount other = used(KERNEL)) {
      Idleness.await(WINDOW, one, other);
    }
  }

  @Test
  @Tag("io_uring")
  void idleMountOverIoUring_usesNoTime() {
    try (Mount mount = used(IO_URING)) {
      Idleness.await(WINDOW, mount);
    }
  }
}
