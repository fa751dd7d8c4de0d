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
  private final boolean isShared;
  private final String[] options;
  private final AtomicInteger lastGroup = new AtomicInteger();
  private Mount mount;

  private Mounted(boolean isShared, String... options) {
    this.isShared = isShared;
    this.options = options;
  }

  /** A mount of the class's own, with options of {@code synchmess mount}. */
  public static Mounted with(String... options) {
    return new Mounted(false, options);
  }

  /**
   * The mount that other classes have before and after: for tests that look at no log, no process
   * and no sum of all that was done.
   */
  static Mounted shared() {
    return new Mounted(true);
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    mount = isShared ? SharedMount.of(context).mount() : Mount.start(options);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (mount != null) {
      if (isShared) {
        SharedMount.of(context).putInOrder();
      } else {
        mount.close();
      }
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
