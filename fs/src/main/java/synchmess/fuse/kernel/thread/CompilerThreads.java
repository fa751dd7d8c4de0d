package synchmess.fuse.kernel.thread;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The Java machine's compiler threads. They come and go, and start one another. */
final class CompilerThreads {
  private static final Path TASKS = Path.of("/proc/self/task");

  private CompilerThreads() {}

  /** Their numbers, now. */
  static List<Integer> tids() {
    List<Integer> tids = new ArrayList<>();
    try (DirectoryStream<Path> tasks = Files.newDirectoryStream(TASKS)) {
      for (Path task : tasks) {
        if (isCompiler(task)) {
          tids.add(Integer.parseInt(task.getFileName().toString()));
        }
      }
    } catch (IOException e) {
      return tids;
    }
    return tids;
  }

  private static boolean isCompiler(Path task) {
    try {
      return Files.readString(task.resolve("comm")).matches("(?s)C[12] Compiler.*");
    } catch (IOException gone) {
      return false;
    }
  }
}
