package synchmess.fuse.kernel.ring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** When requests may be stuck in the kernel, it is nudged, and until none is. */
class StarvationTest {
  private static final int NUDGED = 5;

  private final Starvation starvation = new Starvation();

  private void look(int... entries) {
    starvation.look();
    for (int entry : entries) {
      starvation.requestCame(entry);
    }
  }

  private void nudgeComes() {
    starvation.look();
    starvation.nudgeCame(NUDGED);
  }

  /** Entries were added, and the nudge that follows has come. */
  private void growAndNudge() {
    starvation.grew();
    assertThat(starvation.wantsNudge()).isTrue();
    nudgeComes();
  }

  @Test
  void noEntryWasAdded_noNudge() {
    look(1, 2, 3);

    assertThat(starvation.wantsNudge()).isFalse();
  }

  @Test
  void entriesWereAdded_oneNudge() {
    starvation.grew();

    assertThat(starvation.wantsNudge()).isTrue();
    assertThat(starvation.wantsNudge()).isFalse();
  }

  @Test
  void entriesWereAddedAgain_anotherNudge_alsoWhileOneIsOut() {
    starvation.grew();
    assertThat(starvation.wantsNudge()).isTrue();

    starvation.grew();

    assertThat(starvation.wantsNudge()).isTrue();
  }

  @Test
  void nothingComesInTheNudgesEntry_noFurtherNudge() {
    growAndNudge();

    look(NUDGED + 1, NUDGED + 2);

    assertThat(starvation.wantsNudge()).isFalse();
  }

  @Test
  void requestsComeInTheNudgesEntry_aNudgeForEach() {
    growAndNudge();
    for (int i = 0; i < 3; i++) {
      look(NUDGED);
      assertThat(starvation.wantsNudge()).isTrue();
      nudgeComes();
    }

    look();

    assertThat(starvation.wantsNudge()).isFalse();
  }

  @Test
  void requestComesInTheNudgesEntry_butLater_noFurtherNudge() {
    growAndNudge();
    look();

    look(NUDGED);

    assertThat(starvation.wantsNudge()).isFalse();
  }

  @Test
  void requestComesInAnEntry_whileTheNudgeIsOut_noFurtherNudge() {
    starvation.grew();
    assertThat(starvation.wantsNudge()).isTrue();

    look(NUDGED);

    assertThat(starvation.wantsNudge()).isFalse();
  }

  @Test
  void nudgeFails_isTriedAgain() {
    starvation.grew();
    assertThat(starvation.wantsNudge()).isTrue();

    starvation.nudgeFailed();

    assertThat(starvation.wantsNudge()).isTrue();
  }
}
