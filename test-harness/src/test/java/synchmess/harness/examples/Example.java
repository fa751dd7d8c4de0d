package synchmess.harness.examples;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import synchmess.harness.Outcome;
import synchmess.harness.Program;
import synchmess.harness.Repository;

/**
 * An example as it is called.
 *
 * @param command without its arguments
 */
record Example(List<String> command) {
  static final Path IN_C = Repository.file("examples/c");
  static final Path IN_SHELL = Repository.file("examples/shell");
  static final Path IN_JAVA = Repository.file("examples/src/main/java/synchmess/examples");

  private static final Path ROOT = Repository.file("");
  private static final String FLAGS = "CFLAGS=-O2 -Wall -Wextra -Werror";

  /** A program in C. {@code make} builds it when its sources have changed. */
  static Example c(String program) {
    return new Example(List.of(build().resolve(program).toString()));
  }

  /** Builds all programs in C; the directory that they are in. */
  static synchronized Path build() {
    Path directory = Repository.target("examples/c/Makefile").getParent();
    Program.run(IN_C, List.of("make", "-s", "BUILD=" + directory, FLAGS)).output();
    return directory;
  }

  /** A script, run by that shell. */
  static Example script(String shell, String script) {
    return new Example(List.of(shell, IN_SHELL.resolve(script).toString()));
  }

  /** A class in Java. */
  static Example java(String example) {
    return new Example(List.of(Repository.file("examples/java/run").toString(), example));
  }

  /** Starts it at the top of the project. */
  Program start(Object... arguments) {
    List<String> all = new ArrayList<>(command);
    for (Object argument : arguments) {
      all.add(argument.toString());
    }
    return Program.start(ROOT, all);
  }

  /** Runs it to its end. */
  Outcome run(Object... arguments) {
    try (Program program = start(arguments)) {
      return program.finish();
    }
  }
}
