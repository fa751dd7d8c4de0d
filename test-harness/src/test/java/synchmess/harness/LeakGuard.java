package synchmess.harness;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test class that leaves a mount, a daemon or a file of its behind, and cleans up after it;
 * {@link SharedMount} alone stays, to the end of the run. It is registered for every class, and
 * runs after all that the class itself does.
 */
public final class LeakGuard implements AfterAllCallback {

  @Override
  public void afterAll(ExtensionContext context) {
    if (context.getRequiredTestClass().getEnclosingClass() != null) {
      return;
    }
    SharedMount shared = SharedMount.of(context);
    List<Path> mounts = Leftovers.mounts().stream().filter(it -> !shared.isAt(it)).toList();
    List<ProcessHandle> daemons =
        Leftovers.daemons().stream().filter(it -> !shared.isServedBy(it)).toList();
    List<Path> files =
        Leftovers.stateFiles().stream().filter(it -> !shared.isStateFile(it)).toList();
    mounts.forEach(Leftovers::unmount);
    daemons.forEach(ProcessHandle::destroyForcibly);
    files.forEach(Leftovers::delete);
    if (!mounts.isEmpty() || !daemons.isEmpty() || !files.isEmpty()) {
      throw new AssertionError(
          "left behind: mounts " + mounts + ", daemons " + daemons + ", files " + files);
    }
  }
}
