package synchmess.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A program in C that tests need; it is compiled when its sources are newer than it. */
public final class CProgram {
  private static final List<String> COMPILER =
      List.of("cc", "-std=gnu11", "-O1", "-Wall", "-Wextra", "-Werror", "-pthread");

  private CProgram() {}

  /**
   * The path of the program made of all C files in a directory.
   *
   * @param directory from the top of the project
   */
  public static synchronized Path compiled(String directory) {
    Path sources = Repository.file(directory);
    Path program = Repository.target("c/" + sources.getFileName());
    long newest = files(sources).stream().mapToLong(CProgram::modified).max().orElseThrow();
    if (newest >= modified(program)) {
      compile(sources, program);
    }
    return program;
  }

  /** Compiles all C files in a directory. */
  static void compile(Path sources, Path program, String... options) {
    List<String> command = new ArrayList<>(COMPILER);
    command.addAll(List.of(options));
    Path made = program.resolveSibling(program.getFileName() + "." + ProcessHandle.current().pid());
    command.addAll(List.of("-o", made.toString()));
    files(sources).stream()
        .map(Path::toString)
        .filter(file -> file.endsWith(".c"))
        .forEach(command::add);
    Program.run(sources, command).output();
    rename(made, program);
  }

  /** Another process of the suite, beside this one, never sees half a program. */
  private static void rename(Path made, Path program) {
    try {
      Files.move(made, program, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> files(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long modified(Path file) {
    return file.toFile().lastModified();
  }
}
