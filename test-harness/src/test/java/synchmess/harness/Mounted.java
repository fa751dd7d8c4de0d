package synchmess.harness;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * One mount for all tests of a class:
 *
 * <pre>{@code
 * @RegisterExtension static final Mounted MOUNTED = Mounted.with("--allow-other");
 *
 * private final Mount mount = MOUNTED.mount();
 * private final Group group = MOUNTED.newGroup();
 * }</pre>
 */
public final class Mounted implements BeforeAllCallback, AfterAllCallback {
  private final String[] options;
  private final AtomicInteger lastGroup = new AtomicInteger();
  private Mount mount;

  private Mounted(String... options) {
    this.options = options;
  }

  /** A mount with options of {@code synchmess mount}. */
  public static Mounted with(String... options) {
    return new Mounted(options);
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    mount = Mount.start(options);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (mount != null) {
      mount.close();
    }
  }

  public Mount mount() {
    return mount;
  }

  /** A group that was not there before, with a name that no other test uses. */
  public Group newGroup() {
    return Group.install(mount, "group-" + lastGroup.incrementAndGet());
  }
}
