package synchmess.harness.joboperation;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import synchmess.harness.Program;

/**
 * A directory with the files of jobs, as a test sees them.
 *
 * @param path where it is
 */
record Folder(Path path) {
  private static final long SEED = 4;

  /** A directory below it, of a user's and with permissions such as {@code rwx------}. */
  Folder make(String name, User owner, String permissions) {
    try {
      Path made = Files.createDirectory(path.resolve(name));
      return new Folder(give(made, owner.id() + ":" + owner.id(), permissions));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path resolve(String name) {
    return path.resolve(name);
  }

  /** A new file with a text. */
  Path write(String name, String text) {
    return write(name, text.getBytes(UTF_8));
  }

  Path write(String name, byte[] content) {
    try {
      return Files.write(resolve(name), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A new file of arbitrary bytes, the same for each size. */
  Path random(String name, int size) {
    byte[] content = new byte[size];
    new Random(SEED).nextBytes(content);
    return write(name, content);
  }

  /** A new file of zeros that takes no room. */
  Path sparse(String name, long size) {
    try (RandomAccessFile file = new RandomAccessFile(resolve(name).toFile(), "rw")) {
      file.setLength(size);
      return resolve(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A new file that only its owner may use. */
  Path secret(String name, byte[] content) {
    return permit(write(name, content), "rw-------");
  }

  Path symlink(String name, Path target) {
    try {
      return Files.createSymbolicLink(resolve(name), target);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sets a file's permissions, such as {@code rw-r-----}. */
  static Path permit(Path file, String permissions) {
    try {
      return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Sets a file's owner and permissions.
   *
   * @param owner such as {@code 1234:5678}
   */
  static Path give(Path file, String owner, String permissions) {
    Program.run(Path.of("/"), List.of("chown", owner, file.toString())).output();
    return permit(file, permissions);
  }

  static Path give(Path file, User owner, String permissions) {
    return give(file, owner.id() + ":" + owner.id(), permissions);
  }

  byte[] bytes(String name) {
    try {
      return Files.readAllBytes(resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String text(String name) {
    return new String(bytes(name), ISO_8859_1);
  }

  /** {@code OWNER:GROUP MODE} of a file. */
  String rights(String name) {
    return sh("stat -c '%u:%g %a' " + name).strip();
  }

  /** Runs a shell script in it that has to end well; what it prints. */
  String sh(String script) {
    return Program.run(path, List.of("sh", "-ec", script)).output();
  }

  /** All names, sorted. */
  List<String> names() {
    try (Stream<Path> files = Files.list(path)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The word of a job that names a file of this directory. */
  String in(String name) {
    return "in=" + resolve(name);
  }

  String out(String name) {
    return "out=" + resolve(name);
  }

  String keyFile(String name) {
    return "key_file=" + resolve(name);
  }
}
