package synchmess.harness.stress;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import synchmess.harness.Condition;
import synchmess.harness.Mount;

/**
 * Opening and looking up leaves no memory behind, though each gets a node of its own where writers
 * wait for room: on the engine kernel.
 *
 * <p>{@code -Dsynchmess.opens=N} sets how many opens (100,000).
 */
@Tag("no-engine")
class OpensTest {
  private static final int OPENS = Integer.getInteger("synchmess.opens", 100_000);

  /** Each open that left a hundred bytes would show; what the heap still grows does not. */
  private static final long MARGIN_KIB = 8 * 1024;

  /** In parts: a client may run for 20 seconds. */
  private static final int PART = 50_000;

  private static final Duration SETTLES_WITHIN = Duration.ofSeconds(10);

  @Test
  void manyOpensAndLookups_leaveNoMemoryBehind() {
    try (Mount mount = Mount.start()) {
      mount.write("orders", "");
      mount.write("ctl/orders/full_policy", "block");
      open(mount, PART);
      Heap heap = Heap.of(mount);
      Resources before = Resources.of(mount);
      long resident = residentKib(mount);

      open(mount, OPENS);
      Condition.await(
          "no more than " + before, SETTLES_WITHIN, () -> Resources.of(mount).isWithin(before));
      Condition.await("no more than " + heap, SETTLES_WITHIN, () -> Heap.of(mount).isWithin(heap));
      Condition.await(
          "%d KiB, and no more than %d more".formatted(resident, MARGIN_KIB),
          SETTLES_WITHIN,
          () -> residentKib(mount) <= resident + MARGIN_KIB);
    }
  }

  private static void open(Mount mount, int times) {
    for (int left = times; left > 0; left -= PART) {
      Stress.run("opens", Math.min(left, PART), mount.path("orders"));
    }
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
