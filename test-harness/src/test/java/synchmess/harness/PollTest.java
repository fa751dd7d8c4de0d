package synchmess.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static synchmess.harness.Probe.ioctl;
import static synchmess.ioctl.Ioctl.FLUSH;
import static synchmess.ioctl.Ioctl.SET_SEND_DELAY;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PollTest {
  /** For what takes a few milliseconds, on a machine that others use too. */
  private static final long LATE_MILLIS = 20_000;

  @RegisterExtension static final Mounted MOUNTED = Mounted.shared();

  private final Mount mount = MOUNTED.mount();
  private final Group group = MOUNTED.newGroup();
  private final String openForWriting = "open " + group.name() + " w";

  @ParameterizedTest
  @ValueSource(strings = {"poll", "select"})
  void emptyGroup_isWritableAndNotReadable(String call) {
    assertThat(group.calls("rw", call + " inout 0", call + " in 0"))
        .containsExactly(call + " 1 out", call + " 0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"poll", "select"})
  void readyMessage_isReadable(String call) {
    assertThat(group.calls("rw", "write hi", call + " inout 0", "read 9", call + " inout 0"))
        .containsExactly(
            "write 2",
            call + (call.equals("poll") ? " 1 in,out" : " 2 in,out"),
            "read 2 hi",
            call + " 1 out");
  }

  @Test
  void delayedMessage_isNotReadable() {
    assertThat(group.calls("rw", ioctl(SET_SEND_DELAY, 600_000), "write later", "poll in 0"))
        .contains("poll 0");
  }

  @Test
  void nothingHappens_endsWithTheTimeout() {
    Results results = Results.of(group.calls("r", "poll in 100", "took"));

    assertThat(results.line(0)).isEqualTo("poll 0");
    assertThat(results.number(1)).isBetween(100L, LATE_MILLIS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"poll in 60000", "select in 60000"})
  void waiting_isWokenByASend(String call) {
    try (Program poller = group.startCalls("r", "mark", call, "took")) {
      poller.awaitWaitingAfter("mark");
      group.send("hi");

      assertWoken(poller, call.split(" ", 2)[0] + " 1 in");
    }
  }

  /** Its wait, the second call, was ended by a notification long before its timeout. */
  private static void assertWoken(Program poller, String line) {
    Results results = Results.of(poller.finish().results());
    assertThat(results.line(1)).isEqualTo(line);
    assertThat(results.number(2)).isLessThan(LATE_MILLIS);
  }

  @Test
  void waiting_isWokenWhenADelayedMessageIsDue() {
    group.set("send_delay", "200");

    Results results =
        Results.of(group.calls("rw", "mark", "write soon", "poll in 60000", "elapsed"));
    assertThat(results.line(2)).isEqualTo("poll 1 in");
    assertThat(results.number(3)).isBetween(200L, LATE_MILLIS);
  }

  @Test
  void waiting_isWokenByAFlush() {
    group.set("send_delay", "600000");
    group.send("flushed");
    try (Program poller = group.startCalls("r", "mark", "poll in 60000", "took")) {
      poller.awaitWaitingAfter("mark");
      group.calls("w", ioctl(FLUSH));

      assertWoken(poller, "poll 1 in");
    }
  }

  @Test
  void waiting_isWokenByRemoval() {
    try (Program poller = group.startCalls("r", "mark", "poll in 60000", "took")) {
      poller.awaitWaitingAfter("mark");
      group.remove();

      assertWoken(poller, "poll 1 err,hup");
    }
  }

  @Test
  void removedGroup_hangsUp() {
    assertThat(group.calls("r", "unlink " + group.name(), "poll in 0").get(1))
        .startsWith("poll 1 ")
        .endsWith("hup");
  }

  @Test
  void fullGroup_isNotWritableUntilALargestMessageWouldFit() {
    mount.write("sys/max_storage_size", "2000\n");
    try {
      assertThat(group.calls("rw", "fill 976", "poll out 0", "fill 1", "poll out 0"))
          .containsExactly("fill 976", "poll 1 out", "fill 1", "poll 0");
      try (Program poller = group.startCalls("w", "mark", "poll out 60000", "took")) {
        poller.awaitWaitingAfter("mark");
        group.calls("r", "read 2000");

        assertWoken(poller, "poll 1 out");
      }
    } finally {
      mount.write("sys/max_storage_size", "1048576\n");
    }
  }

  @Test
  void epoll_levelTriggered_reportsAsLongAsAMessageIsReady() {
    assertThat(
            group.calls(
                "rw",
                "epoll in",
                "epoll_wait 0",
                "write hi",
                "epoll_wait 60000",
                "epoll_wait 60000",
                "read 9",
                "epoll_wait 0"))
        .containsExactly(
            "epoll 0",
            "epoll_wait 0",
            "write 2",
            "epoll_wait 1 in",
            "epoll_wait 1 in",
            "read 2 hi",
            "epoll_wait 0");
  }

  @Test
  void epoll_edgeTriggered_seesANewEdgeForEachStoredMessage() {
    assertThat(
            group.calls(
                "r",
                "epoll in,edge",
                "epoll_wait 0",
                openForWriting,
                "write a",
                "epoll_wait 60000",
                "epoll_wait 0",
                "write b",
                "epoll_wait 60000",
                "epoll_wait 0"))
        .containsExactly(
            "epoll 0",
            "epoll_wait 0",
            "write 1",
            "epoll_wait 1 in",
            "epoll_wait 0",
            "write 1",
            "epoll_wait 1 in",
            "epoll_wait 0");
  }

  @Test
  void epoll_waiting_isWokenByASend() {
    try (Program poller = group.startCalls("r", "epoll in,edge", "epoll_wait 60000", "took")) {
      poller.awaitWaitingAfter("epoll 0");
      group.send("hi");

      assertWoken(poller, "epoll_wait 1 in");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"next", "follow"})
  void filesOfMessages_areReadableWhenAMessageIsReady(String file) {
    assertThat(
            group.controlCalls(
                file,
                "r",
                "poll in 0",
                openForWriting,
                "write hi",
                "fd 3",
                "poll in 60000",
                "read 9"))
        .containsExactly("poll 0", "write 2", "poll 1 in", "read 2 hi");
  }

  @ParameterizedTest
  @ValueSource(strings = {"depth", "send_delay", "stats", "peek"})
  void filesOfValues_areAlwaysReadable(String file) {
    assertThat(group.controlCalls(file, "r", "poll in 0")).containsExactly("poll 1 in");
  }
}
