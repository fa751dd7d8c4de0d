package synchmess.worker;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import synchmess.linux.LinuxMachine;

/**
 * Starts this program's classes in another Java machine. That is nice, can gain no rights, gets a
 * fixed environment, and has nothing open but its pipes. It ignores a terminal's signals: the
 * daemon acts on them.
 *
 * <p>Source: setpriv(1), nice(1).
 */
final class JavaCommand implements WorkerCommand {
  private static final File ROOT = new File("/");

  /** The class-data archive of this program, if it was started with one. */
  private static final String ARCHIVE = System.getProperty("synchmess.archive", "");

  /** Where jffi finds its native library: as for this process. */
  private static final List<String> NATIVE_LIBRARY =
      List.of("jffi.boot.library.path", "jffi.extract.dir");

  /**
   * Compiles ciphers and digests a hundred times earlier. Few processes encrypt a second file, so
   * the first must not be slow.
   */
  private static final List<String> COMPILED_EARLY =
      List.of(
          "-XX:CompileCommand=quiet",
          "-XX:CompileCommand=CompileThresholdScaling,com.sun.crypto.provider.*::*,0.01",
          "-XX:CompileCommand=CompileThresholdScaling,sun.security.provider.*::*,0.01");

  private static final int FIRST_RELEASE_THAT_WARNS = 24;

  private static final Map<String, String> ENVIRONMENT =
      Map.of("PATH", "/usr/sbin:/usr/bin:/sbin:/bin", "LANG", "C.UTF-8", "MALLOC_ARENA_MAX", "2");

  private final int niceness;

  JavaCommand() {
    this(LinuxMachine.NICE);
  }

  /**
   * @param niceness what nice(1) adds
   */
  JavaCommand(int niceness) {
    this.niceness = niceness;
  }

  @Override
  public Process start(String input, String output) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(line())
            .directory(ROOT)
            .redirectInput(new File(input))
            .redirectOutput(new File(output))
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().clear();
    builder.environment().putAll(ENVIRONMENT);
    return builder.start();
  }

  private List<String> line() {
    List<String> line = new ArrayList<>();
    line.addAll(List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"", "worker"));
    line.addAll(List.of("nice", "-n", Integer.toString(niceness)));
    line.addAll(List.of("setpriv", "--no-new-privs", "--inh-caps=-all", "--"));
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-XX:+UseSerialGC", "-Xms8m", "-Xmx256m", "-XX:-UsePerfData"));
    line.addAll(List.of("-XX:+DisableAttachMechanism", "-Xlog:disable", "-Dfile.encoding=UTF-8"));
    line.addAll(COMPILED_EARLY);
    if (!ARCHIVE.isEmpty()) {
      line.addAll(List.of("-Xshare:auto", "-XX:SharedArchiveFile=" + ARCHIVE));
    }
    NATIVE_LIBRARY.stream()
        .filter(name -> System.getProperty(name) != null)
        .forEach(name -> line.add("-D" + name + "=" + System.getProperty(name)));
    if (Runtime.version().feature() >= FIRST_RELEASE_THAT_WARNS) {
      line.add("--sun-misc-unsafe-memory-access=allow");
      line.add("--enable-native-access=ALL-UNNAMED");
    }
    line.addAll(List.of("-cp", classPath(), WorkerMain.class.getName()));
    return line;
  }

  /** Absolute paths: the process begins in another directory. */
  private static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(element -> Path.of(element).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }
}
