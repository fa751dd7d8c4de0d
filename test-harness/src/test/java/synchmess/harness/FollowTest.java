package synchmess.harness;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code follow}: each message as it becomes ready, for ever. */
class FollowTest {
  @RegisterExtension static final Mounted MOUNTED = Mounted.shared();

  private final Mount mount = MOUNTED.mount();
  private final Group group = MOUNTED.newGroup();

  @Test
  void read_deliversOneMessageForEachRead() {
    group.send("one");
    group.send("two");

    assertThat(group.controlCalls("follow", "r,nonblock", "read 99", "read 99", "read 99"))
        .containsExactly("read 3 one", "read 3 two", "read -1 EAGAIN");
  }

  @Test
  void read_shorterThanTheMessage_leavesTheRestToTheNext() {
    group.send("hello");
    group.send("next");

    assertThat(group.controlCalls("follow", "r", "read 2", "read 2", "read 99", "read 99"))
        .containsExactly("read 2 he", "read 2 ll", "read 1 o", "read 4 next");
  }

  @Test
  void read_afterSeekingBackWithinTheLastMessage_readsThatPartAgain() {
    group.send("hello");
    group.send("next");

    assertThat(group.controlCalls("follow", "r", "read 99", "lseek 2", "read 99", "read 99"))
        .containsExactly("read 5 hello", "lseek 2", "read 3 llo", "read 4 next");
  }

  @Test
  void restOfAMessage_isPolledAsReadable() {
    group.send("hello");

    assertThat(
            group.controlCalls(
                "follow", "r", "read 2", "poll in 0", "read 2", "read 1", "poll in 0"))
        .containsExactly("read 2 he", "poll 1 in", "read 2 ll", "read 1 o", "poll 0");
  }

  @Test
  void cat_printsMessagesAsTheyBecomeReadyAndGoesOn() {
    group.send("one\n");
    try (Program cat = mount.startSh("exec cat " + group.control("follow"))) {
      awaitOutput(cat, "one\n");
      group.await("readers", 1);
      group.send("two\n");
      awaitOutput(cat, "one\ntwo\n");
      group.set("send_delay", "100");
      group.send("three\n");
      awaitOutput(cat, "one\ntwo\nthree\n");

      assertThat(cat.isAlive()).isTrue();
      assertThat(group.count("depth")).isZero();
    }
  }

  @Test
  void twoFollowers_shareTheMessages() {
    try (Program first = mount.startSh("exec cat " + group.control("follow"))) {
      group.await("readers", 1);
      try (Program second = mount.startSh("exec cat " + group.control("follow"))) {
        group.await("readers", 2);
        group.send("a");
        awaitOutput(first, "a");
        group.send("b");

        awaitOutput(second, "b");
        assertThat(first.outputSoFar()).isEqualTo("a");
      }
    }
  }

  @Test
  void removal_endsIt() {
    try (Program cat = mount.startSh("exec cat " + group.control("follow"))) {
      group.await("readers", 1);
      group.remove();

      assertThat(cat.finish().err()).contains("No such device");
    }
  }

  private static void awaitOutput(Program program, String text) {
    Condition.await("the output " + text, () -> program.outputSoFar().equals(text));
  }
}
