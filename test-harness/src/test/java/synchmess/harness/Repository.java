package synchmess.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where things are in the project's own directory. */
public final class Repository {
  private static final Path ROOT = findRoot();

  private Repository() {}

  private static Path findRoot() {
    Path directory = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(directory.resolve("test-harness"))) {
      directory = directory.getParent();
    }
    return directory;
  }

  /** A file of the project. */
  public static Path file(String path) {
    return ROOT.resolve(path);
  }

  /** A file that the tests make; its directory is there. */
  public static Path target(String path) {
    Path file = file("test-harness/target").resolve(path);
    try {
      Files.createDirectories(file.getParent());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }
}
