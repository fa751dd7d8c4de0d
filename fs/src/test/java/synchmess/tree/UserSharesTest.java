package synchmess.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class UserSharesTest {
  private static final int ROOT = 0;
  private static final int OWNER = 1000;
  private static final int ADA = 1234;
  private static final int BEN = 5678;
  private static final int MOST = 3;

  private final UserShares shares = new UserShares(OWNER, MOST);

  private List<UserShares.Share> takeAll(int uid) {
    return Stream.generate(() -> shares.take(uid)).limit(MOST).toList();
  }

  @Test
  void take_beyondTheMost_isRefusedToHimAlone() {
    assertThat(takeAll(ADA)).doesNotContainNull();

    assertThat(shares.take(ADA)).isNull();
    assertThat(shares.take(BEN)).isNotNull();
  }

  @Test
  void take_rootAndTheOwner_areNeverRefused() {
    shares.setMost(0);

    assertThat(shares.take(ROOT)).isNotNull();
    assertThat(shares.take(OWNER)).isNotNull();
    assertThat(shares.take(ADA)).isNull();
    assertThat(shares.users()).isZero();
  }

  @Test
  void giveBack_makesPlaceForAnother() {
    List<UserShares.Share> taken = takeAll(ADA);

    taken.get(0).giveBack();

    assertThat(shares.take(ADA)).isNotNull();
    assertThat(shares.take(ADA)).isNull();
  }

  @Test
  void giveBack_all_leavesNothingOfTheUser() {
    takeAll(ADA).forEach(UserShares.Share::giveBack);

    assertThat(shares.users()).isZero();
    assertThat(takeAll(ADA)).doesNotContainNull();
  }

  @Test
  void setMost_lower_appliesToLaterOnes() {
    List<UserShares.Share> taken = takeAll(ADA);
    shares.setMost(1);

    taken.get(0).giveBack();
    taken.get(1).giveBack();
    assertThat(shares.take(ADA)).isNull();
    taken.get(2).giveBack();

    assertThat(shares.take(ADA)).isNotNull();
    assertThat(shares.most()).isEqualTo(1);
  }

  @Test
  void manyThreads_neverHaveMoreThanTheMost() throws Exception {
    int threads = MOST;
    ExecutorService all = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Boolean>> neverRefused = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        neverRefused.add(all.submit(takeAndGiveBack()));
      }
      for (Future<Boolean> each : neverRefused) {
        assertThat(each.get()).isTrue();
      }
    } finally {
      all.shutdownNow();
    }
    assertThat(shares.users()).isZero();
  }

  private Callable<Boolean> takeAndGiveBack() {
    return () -> {
      for (int i = 0; i < 50_000; i++) {
        UserShares.Share share = shares.take(ADA);
        if (share == null) {
          return false;
        }
        share.giveBack();
      }
      return true;
    };
  }
}
