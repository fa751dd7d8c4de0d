package synchmess.fuse.open;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import synchmess.errno.ErrnoException;

/** What is open is found by its number, and by no other. */
class NumberedTest {
  private final Numbered<String> open = new Numbered<>();

  private void assertUnknown(long number) {
    assertThatThrownBy(() -> open.get(number))
        .isInstanceOf(ErrnoException.class)
        .hasMessage("EBADF");
    assertThatThrownBy(() -> open.remove(number))
        .isInstanceOf(ErrnoException.class)
        .hasMessage("EBADF");
  }

  @Test
  void number_findsWhatWasAdded_untilItIsRemoved() {
    long first = open.add("first");
    long second = open.add("second");

    assertThat(open.get(first)).isEqualTo("first");
    assertThat(open.remove(first)).isEqualTo("first");
    assertUnknown(first);
    assertThat(open.get(second)).isEqualTo("second");
  }

  @Test
  void numbersNeverGiven_areUnknown() {
    open.add("only");

    for (long number : new long[] {0, -1, 1, 63, 64, 1L << 32 | 1, 2L << 32, Long.MIN_VALUE}) {
      assertUnknown(number);
    }
  }

  @Test
  void number_isNeverGivenTwice() {
    Set<Long> given = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      long number = open.add("again");
      assertThat(given.add(number)).isTrue();
      assertThat(number).isNotZero();
      if (i % 3 != 0) {
        open.remove(number);
      }
    }
  }

  @Test
  void manyThreads_eachFindsItsOwn() throws Exception {
    int threads = 4;
    ExecutorService all = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Integer>> found = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        found.add(all.submit(addAndFind("of thread " + i)));
      }
      for (Future<Integer> each : found) {
        assertThat(each.get()).isEqualTo(ROUNDS);
      }
    } finally {
      all.shutdownNow();
    }
  }

  private static final int ROUNDS = 20_000;

  /** Keeps every fourth, so that the table grows. */
  private Callable<Integer> addAndFind(String what) {
    return () -> {
      int found = 0;
      for (int i = 0; i < ROUNDS; i++) {
        String mine = what + i;
        long number = open.add(mine);
        String its = i % 4 == 0 ? open.get(number) : open.remove(number);
        found += its.equals(mine) ? 1 : 0;
      }
      return found;
    };
  }
}
