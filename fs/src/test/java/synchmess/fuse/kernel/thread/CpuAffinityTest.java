package synchmess.fuse.kernel.thread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class CpuAffinityTest {
  private static final String ALLOWED = "Cpus_allowed_list:\t";

  /** The cores that the calling thread may run on. */
  private static String allowed() throws Exception {
    List<String> status = Files.readAllLines(Path.of("/proc/thread-self/status"));
    return status.stream()
        .filter(line -> line.startsWith(ALLOWED))
        .map(line -> line.substring(ALLOWED.length()))
        .findAny()
        .orElseThrow();
  }

  private static List<String> onAThreadOfItsOwn(List<CpuAffinity> affinities) {
    CompletableFuture<List<String>> seen = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                List<String> all = new ArrayList<>();
                for (CpuAffinity each : affinities) {
                  all.add(each.bind() + " " + allowed());
                }
                seen.complete(all);
              } catch (Exception e) {
                seen.completeExceptionally(e);
              }
            });
    thread.start();
    return seen.join();
  }

  /** The numbers in a list such as {@code 0-3,8}. */
  private static List<Integer> numbers(String list) {
    List<Integer> numbers = new ArrayList<>();
    for (String range : list.split(",", -1)) {
      String[] ends = range.split("-", -1);
      int last = Integer.parseInt(ends[ends.length - 1]);
      for (int each = Integer.parseInt(ends[0]); each <= last; each++) {
        numbers.add(each);
      }
    }
    return numbers;
  }

  /** A core that goes offline loses its threads to other cores. */
  @Test
  void bind_afterTheThreadWasMovedAway_bindsItAgain() throws Exception {
    List<Integer> cores = numbers(allowed());
    assumeThat(cores).hasSizeGreaterThan(1);
    CpuAffinity own = new CpuAffinity(cores.get(1));
    CpuAffinity other = new CpuAffinity(cores.get(0));

    assertThat(onAThreadOfItsOwn(List.of(own, other, own)))
        .containsExactly("true " + cores.get(1), "true " + cores.get(0), "true " + cores.get(1));
  }

  @Test
  void bind_coreThatIsNotThere_isNotInsistedOn() {
    assertThat(onAThreadOfItsOwn(List.of(new CpuAffinity(1023))).get(0)).startsWith("false ");
  }
}
