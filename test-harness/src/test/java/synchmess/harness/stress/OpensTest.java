package synchmess.harness.stress;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import synchmess.harness.AtBest;
import synchmess.harness.Condition;
import synchmess.harness.Mount;

/**
 * Opening and looking up leaves no memory behind, though each gets a node of its own where writers
 * wait for room: on the engine kernel.
 *
 * <p>{@code -Dsynchmess.opens=N} sets how many opens a round has (50,000).
 */
@Tag("no-engine")
class OpensTest {
  private static final int OPENS = Integer.getInteger("synchmess.opens", 50_000);

  /** Until what the Java machine compiles and keeps for itself is there. */
  private static final int WARM_UP = 25_000;

  /** Of 50,000 opens that leave a hundred bytes each, each round adds more. */
  private static final long MARGIN_KIB = 4 * 1024;

  private static final Duration SETTLES_WITHIN = Duration.ofSeconds(60);

  @Test
  void manyOpensAndLookups_leaveNoMemoryBehind() {
    try (Mount mount = Mount.start()) {
      mount.write("orders", "");
      mount.write("ctl/orders/full_policy", "block");
      open(mount, WARM_UP);

      AtBest.assertLessThan(MARGIN_KIB, () -> growthKib(mount));
    }
  }

  /** What a round of opens adds to the memory; it adds nothing else, neither then nor later. */
  private static long growthKib(Mount mount) {
    Heap heap = Heap.of(mount);
    Resources before = Resources.of(mount);
    long resident = residentKib(mount);

    open(mount, OPENS);
    Condition.await(
        "no more than " + before, SETTLES_WITHIN, () -> Resources.of(mount).isWithin(before));
    Condition.await("no more than " + heap, SETTLES_WITHIN, () -> Heap.of(mount).isWithin(heap));
    return residentKib(mount) - resident;
  }

  private static void open(Mount mount, int times) {
    Stress.run("opens", times, mount.path("orders"));
  }

  /** Source: proc_pid_status(5). */
  private static long residentKib(Mount mount) {
    try {
      return Files.readAllLines(Path.of("/proc", String.valueOf(mount.pid()), "status")).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .sum();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
