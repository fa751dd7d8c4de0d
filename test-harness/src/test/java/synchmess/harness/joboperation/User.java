package synchmess.harness.joboperation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import synchmess.harness.Outcome;
import synchmess.harness.Program;

/**
 * A user by his number, without any rights. Root alone can be another.
 *
 * @param id of the user and of his group
 * @param groups others that he is in
 */
record User(int id, List<Integer> groups) {
  static final User ADA = new User(1234);
  static final User BEN = new User(5678);

  User(int id, int... groups) {
    this(id, IntStream.of(groups).boxed().toList());
  }

  /** The command line by which he runs a command. */
  List<String> command(String... command) {
    List<String> line = new ArrayList<>();
    line.addAll(List.of("setpriv", "--reuid=" + id, "--regid=" + id, groupOption()));
    line.addAll(List.of(command));
    return line;
  }

  private String groupOption() {
    return groups.isEmpty()
        ? "--clear-groups"
        : "--groups=" + String.join(",", groups.stream().map(String::valueOf).toList());
  }

  /** Runs a shell script with arguments. */
  Outcome sh(String script, String... arguments) {
    List<String> line = command("sh", "-c", script, "sh");
    line.addAll(List.of(arguments));
    return Program.run(Path.of("/"), line);
  }
}
