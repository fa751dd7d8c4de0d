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

  /** A core that goes offline loses its threads to other cores. */
  @Test
  void bind_afterTheThreadWasMovedAway_bindsItAgain() {
    assumeThat(Runtime.getRuntime().availableProcessors()).isGreaterThan(1);
    CpuAffinity own = new CpuAffinity(1);
    CpuAffinity other = new CpuAffinity(0);

    assertThat(onAThreadOfItsOwn(List.of(own, other, own)))
        .containsExactly("true 1", "true 0", "true 1");
  }

  @Test
  void bind_coreThatIsNotThere_isNotInsistedOn() {
    assertThat(onAThreadOfItsOwn(List.of(new CpuAffinity(1023))).get(0)).startsWith("false ");
  }
}
