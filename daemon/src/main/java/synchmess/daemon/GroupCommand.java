package synchmess.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;

/** {@code synchmess group}: does what ls, touch and rm do as well. */
@Command(
    name = "group",
    description = "List, add and remove groups.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class GroupCommand {
  @Option(
      names = "--mount",
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      description = "Where it is mounted. Default: see status --help.")
  private Path directory;

  private Path mount() {
    return ServedMount.at(new MountPoint(directory));
  }

  @Command(description = "Print the names of all groups.", mixinStandardHelpOptions = true)
  int list(@Mixin Json json) throws IOException {
    List<String> groups = new MountView(mount()).groups();
    if (json.isWanted()) {
      Json.print(groups);
    } else {
      groups.forEach(System.out::println);
    }
    return ExitCode.OK;
  }

  @Command(
      description = "Add groups, and print the paths of their files.",
      mixinStandardHelpOptions = true)
  int add(@Parameters(paramLabel = "NAME", arity = "1..*") List<String> names) {
    Path mount = mount();
    names.forEach(name -> add(mount, name));
    return ExitCode.OK;
  }

  private static void add(Path mount, String name) {
    Path file = file(mount, name);
    try {
      Files.newByteChannel(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE).close();
      System.out.println(file);
    } catch (IOException e) {
      throw failure("add", name, e);
    }
  }

  @Command(
      description = "Remove groups and their messages; fail waiting calls with ENODEV.",
      mixinStandardHelpOptions = true)
  int remove(@Parameters(paramLabel = "NAME", arity = "1..*") List<String> names) {
    Path mount = mount();
    names.forEach(name -> remove(mount, name));
    return ExitCode.OK;
  }

  private static void remove(Path mount, String name) {
    try {
      Files.delete(file(mount, name));
    } catch (IOException e) {
      throw failure("remove", name, e);
    }
  }

  /** A name with a slash in it would lead elsewhere. */
  private static Path file(Path mount, String name) {
    if (name.contains("/") || name.isEmpty()) {
      throw new Failure(ExitCode.USAGE, "'" + name + "' is not a group's name");
    }
    return mount.resolve(name);
  }

  private static Failure failure(String what, String name, IOException e) {
    return new Failure(ExitCode.FAILED, "cannot " + what + " '" + name + "': " + Failure.reason(e));
  }
}
