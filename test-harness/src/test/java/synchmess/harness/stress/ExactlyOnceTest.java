package synchmess.harness.stress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import synchmess.harness.Condition;
import synchmess.harness.Group;
import synchmess.harness.Mount;
import synchmess.harness.Mounted;

/** Each message is received once, whole, by one consumer, in its sender's order. */
class ExactlyOnceTest {
  private static final long EINVAL = 22;
  private static final long EFAULT = 14;

  private static final int PRODUCERS = 4;

  @RegisterExtension static final Mounted MOUNTED = Mounted.with();

  private static void assertFaultless(Traffic traffic, long messages) {
    traffic.awaitProducers();
    traffic.drain();
    Ledger ledger = traffic.ledger();
    assertThat(ledger.faults()).isEmpty();
    assertThat(ledger.sent()).isEqualTo(messages);
  }

  @ParameterizedTest
  @EnumSource
  void wayToReceive_alone_receivesEachMessageOnceInOrder(Way way) {
    try (Traffic traffic = new Traffic(MOUNTED.mount())) {
      List<Group> groups =
          List.of(
              traffic.install("alone-1", way.readMode()),
              traffic.install("alone-2", way.readMode()));
      traffic.consume(way, groups);
      traffic.produce(200, groups);
      traffic.produce(200, groups);

      assertFaultless(traffic, 2 * 2 * 200);
    }
  }

  @Test
  void allWaysToReceive_together_receiveEachMessageOnce() {
    try (Traffic traffic = new Traffic(MOUNTED.mount())) {
      List<Group> all = new ArrayList<>();
      for (String readMode : List.of("eof", "block")) {
        List<Group> groups =
            List.of(
                traffic.install(readMode + "-1", readMode),
                traffic.install(readMode + "-2", readMode));
        all.addAll(groups);
        for (Way way : Way.values()) {
          if (way.readMode().equals(readMode)) {
            traffic.consume(way, groups);
          }
        }
      }
      for (int i = 0; i < PRODUCERS; i++) {
        traffic.produce(2500, all);
      }

      assertFaultless(traffic, PRODUCERS * 4 * 2500);
    }
  }

  @Test
  void fullGroups_keepProducersWaitingAndLoseNothing() {
    try (Mount mount = Mount.start("--max-storage-size=5000");
        Traffic traffic = new Traffic(mount)) {
      List<Group> groups = List.of(traffic.install("small", "block"));
      traffic.produce(1000, groups);
      traffic.produce(1000, groups);
      Condition.await("a full group", () -> rejected(groups.get(0)) > 0);
      traffic.consume(Way.C_BLOCK, groups);
      traffic.consume(Way.C_NEXT, groups);

      long waited = traffic.awaitProducers().stream().mapToLong(its -> its.get("full")).sum();
      assertThat(waited).isPositive();
      assertFaultless(traffic, 2 * 1000);
    }
  }

  private static long rejected(Group group) {
    return Report.of(group.get("stats")).get("rejected");
  }

  @ParameterizedTest
  @ValueSource(strings = {"eof", "block"})
  void readsForThePageCache_takeNoMessage(String readMode) {
    try (Traffic traffic = new Traffic(MOUNTED.mount())) {
      Group group = traffic.install("cached", readMode);
      Report results = Stress.run("pagecache", group.file(), "send");

      assertRefused(results);
      assertThat(group.count("depth")).isEqualTo(1);
      assertThat(group.receive()).isEqualTo("message");
      group.remove();
    }
  }

  /** A copy of nothing would look like one of an empty file. */
  @ParameterizedTest
  @ValueSource(strings = {"depth", "send_delay", "stats", "next", "sleep"})
  void readsForThePageCache_ofControlFiles_areErrors(String file) {
    Group group = new Group(MOUNTED.mount(), "controlled");
    MOUNTED.mount().sh("touch " + group.name()).output();

    assertRefused(Stress.run("pagecache", MOUNTED.mount().path(group.control(file))));
    group.remove();
  }

  private static void assertRefused(Report results) {
    assertThat(results.numbers())
        .containsOnly(
            entry("sendfile", -EINVAL),
            entry("splice", -EINVAL),
            entry("mapped", -EFAULT),
            entry("populated", -EFAULT));
  }

  @Test
  void largeMessages_arriveWhole() {
    try (Mount mount = Mount.start("--max-message-size=65536", "--max-storage-size=1000000");
        Traffic traffic = new Traffic(mount)) {
      List<Group> blocking = List.of(traffic.install("large-1", "block"));
      List<Group> polled = List.of(traffic.install("large-2", "eof"));
      traffic.consume(Way.C_BLOCK, blocking);
      traffic.consume(Way.C_NEXT, blocking);
      traffic.consume(Way.CAT_FOLLOW, blocking);
      traffic.consume(Way.C_EPOLL, polled);
      traffic.produce(150, blocking, "-z", 65000);
      traffic.produce(150, polled, "-z", 65000);

      assertFaultless(traffic, 2 * 150);
    }
  }
}
