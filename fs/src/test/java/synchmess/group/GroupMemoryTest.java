package synchmess.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a stored message costs beyond its content, measured as the growth of the used heap.
 *
 * <p>Other threads may allocate or free meanwhile; so the median of several measurements counts.
 */
class GroupMemoryTest {
  private static final int MESSAGES = 50_000;
  private static final int SIZE = 64;
  private static final int MOST_BEYOND_CONTENT = 64;
  private static final int ATTEMPTS = 3;
  private static final int LOOKS = 5;

  /**
   * In bytes for each message, of which each takes over 100: the Java machine has objects of its
   * own.
   */
  private static final double TOLERANCE = 4.0;

  @ParameterizedTest
  @CsvSource({"ready, 0", "delayed, 1000"})
  void storedMessage_costsAtMost64BytesBeyondItsContent(String state, int delayMillis) {
    double bytes = median(() -> new Filling(SIZE, delayMillis).bytesPerMessage());

    System.out.printf("a %s message of %d bytes takes %.1f bytes%n", state, SIZE, bytes);
    assertThat(bytes).isBetween((double) SIZE, (double) SIZE + MOST_BEYOND_CONTENT);
  }

  @ParameterizedTest
  @CsvSource({"ready, 1, 0", "delayed, 1, 1000", "ready, 9, 0", "delayed, 9, 1000"})
  void storedMessage_takesNoMoreThanIsCounted(String state, int size, int delayMillis) {
    double bytes = median(() -> new Filling(size, delayMillis).bytesPerMessage());

    System.out.printf(
        "a %s message of %d bytes takes %.1f bytes, counted: %d%n",
        state, size, bytes, Cost.of(size));
    assertThat(bytes).isLessThanOrEqualTo((double) Cost.of(size));
  }

  @Test
  void messagePutBack_takesNoMoreThanIsCounted() {
    double bytes = median(() -> new Filling(1, 0).bytesPerMessagePutBack());

    System.out.printf("a message put back takes %.1f bytes%n", bytes);
    assertThat(bytes).isLessThanOrEqualTo((double) Cost.of(1));
  }

  @ParameterizedTest
  @CsvSource({"ready, 0", "delayed, 1000"})
  void drainedGroup_givesTheMemoryBack(String state, int delayMillis) {
    double bytes = median(() -> new Filling(SIZE, delayMillis).bytesPerMessageAfterDraining());

    assertThat(bytes).as(state).isLessThan(TOLERANCE);
  }

  private interface Measurement {
    double bytesPerMessage();
  }

  private static double median(Measurement measurement) {
    return LongStream.range(0, ATTEMPTS)
        .mapToDouble(attempt -> measurement.bytesPerMessage())
        .peek(System.out::println)
        .sorted()
        .skip(ATTEMPTS / 2)
        .findFirst()
        .orElseThrow();
  }

  /** A group that is filled, and then drained. */
  private static final class Filling {
    private final TestGroup orders = new TestGroup();
    private final int size;
    private final int delayMillis;
    private final long before;

    Filling(int size, int delayMillis) {
      this.size = size;
      this.delayMillis = delayMillis;
      orders.limits.setMaxStorageSize(Long.MAX_VALUE);
      orders.limits.setMaxTotalSize(Long.MAX_VALUE);
      orders.group.settings().setSendDelay(delayMillis);
      before = usedHeap();
      for (int i = 0; i < MESSAGES; i++) {
        orders.group.send(new byte[size]);
      }
    }

    double bytesPerMessage() {
      double bytes = growth();
      assertThat(orders.stats().bytes()).isEqualTo((long) MESSAGES * size);
      assertThat(orders.groups.bytes()).isEqualTo(MESSAGES * Cost.of(size));
      return bytes;
    }

    double bytesPerMessagePutBack() {
      orders.group.putBack(orders.group.receive(Integer.MAX_VALUE, 0));
      return bytesPerMessage();
    }

    double bytesPerMessageAfterDraining() {
      orders.advance(delayMillis);
      int drained = 0;
      while (orders.group.receive() != null) {
        drained++;
      }
      double bytes = growth();
      assertThat(drained).isEqualTo(MESSAGES);
      return bytes;
    }

    private double growth() {
      return (double) (usedHeap() - before) / MESSAGES;
    }

    /** The least of several looks: a thread's empty buffer for new objects counts as used, too. */
    private static long usedHeap() {
      return LongStream.range(0, LOOKS)
          .map(
              look -> {
                System.gc();
                return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
              })
          .min()
          .orElseThrow();
    }
  }
}
