package synchmess.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;

/**
 * A mount with default options that test classes have one after the other, so that not each starts
 * a daemon: see {@link Mounted#shared}. Each finds it without groups, and with the parameters that
 * it began with.
 *
 * <p>One whose daemon has ended, or that cannot be put in order again, is replaced.
 */
final class SharedMount implements AutoCloseable {
  private static final Path DIRECTORY = Mount.MOUNT_POINTS.resolve("shared");
  private static final List<String> NO_GROUPS = List.of("ctl", "jobs", "synchmess", "sys");

  /** Null while there is none. */
  private Mount mount;

  /** The texts of the parameters at first, by file. */
  private Map<String, String> parameters;

  /** That of this process; it ends with the last class. */
  static SharedMount of(ExtensionContext context) {
    return context
        .getStore(StoreScope.LAUNCHER_SESSION, Namespace.create(SharedMount.class))
        .getOrComputeIfAbsent(SharedMount.class);
  }

  /** Whether it is mounted there, and may stay when a class has ended. */
  boolean isAt(Path directory) {
    return mount != null && mount.directory().equals(directory);
  }

  /** Whether that process serves it, and may stay when a class has ended. */
  boolean isServedBy(ProcessHandle process) {
    return mount != null && mount.pid() == process.pid();
  }

  /** Whether that is a file of its daemon's, which may stay as long as that. */
  boolean isStateFile(Path file) {
    return mount != null
        && file.getFileName().toString().startsWith(Leftovers.stateName(mount.directory()));
  }

  Mount mount() {
    if (mount != null && !mount.daemon().isAlive()) {
      close();
    }
    if (mount == null) {
      mount = startAt(DIRECTORY);
      parameters = parameters();
    }
    return mount;
  }

  private static Mount startAt(Path directory) {
    try {
      directory.toFile().deleteOnExit();
      return Mount.startAt(Files.createDirectories(directory));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** After a class: makes it as it was. */
  void putInOrder() {
    try {
      removeGroups();
      resetParameters();
    } catch (RuntimeException | Error disorder) {
      close();
      throw disorder;
    }
  }

  private void removeGroups() {
    List<String> groups = new ArrayList<>(mount.list("."));
    groups.removeAll(NO_GROUPS);
    groups.forEach(group -> new Group(mount, group).remove());
  }

  private void resetParameters() {
    Map<String, String> now = parameters();
    parameters.forEach(
        (file, text) -> {
          if (!text.equals(now.get(file))) {
            mount.write(file, text);
          }
        });
  }

  private Map<String, String> parameters() {
    Map<String, String> texts = new TreeMap<>();
    for (String name : mount.list("sys")) {
      String file = "sys/" + name;
      if (isParameter(mount.path(file))) {
        texts.put(file, mount.read(file));
      }
    }
    return texts;
  }

  private static boolean isParameter(Path file) {
    try {
      return Files.isRegularFile(file)
          && Files.getPosixFilePermissions(file).contains(PosixFilePermission.OWNER_WRITE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    Mount ended = mount;
    mount = null;
    if (ended != null) {
      ended.close();
    }
  }
}
