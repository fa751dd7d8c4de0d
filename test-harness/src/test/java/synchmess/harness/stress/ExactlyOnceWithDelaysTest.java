package synchmess.harness.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import synchmess.harness.Group;
import synchmess.harness.Mounted;

/** What was sent was received or revoked, while delays, flushes and revokes go on. */
class ExactlyOnceWithDelaysTest {
  private static final long SEED = 20;
  private static final int MESSAGES = 4000;
  private static final int PAUSE_MICROS = 150;
  private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
  private static final int[] DELAYS = {0, 1, 5, 20, 100};

  @RegisterExtension static final Mounted MOUNTED = Mounted.with();

  private final Random random = new Random(SEED);

  /** Triggers a control file by a write, and reads how many messages it was about. */
  private static long trigger(Group group, String name) {
    try (RandomAccessFile file =
        new RandomAccessFile(group.mount().path(group.control(name)).toFile(), "rw")) {
      file.writeBytes("1\n");
      return Long.parseLong(file.readLine());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** While messages are sent, revokes some again and again; how many. */
  private static long meanwhile(Traffic traffic, List<Group> groups, LongSupplier step) {
    long revoked = 0;
    while (revoked == 0) {
      traffic.produce(MESSAGES, groups, "-p", PAUSE_MICROS);
      traffic.produce(MESSAGES, groups, "-p", PAUSE_MICROS);
      while (traffic.isProducing()) {
        revoked += step.getAsLong();
        LockSupport.parkNanos(STEP_NANOS);
      }
    }
    return revoked;
  }

  private void assertSentIsReceivedAndRevoked(Traffic traffic, List<Group> groups, long revoked) {
    traffic.awaitProducers();
    groups.forEach(group -> trigger(group, "flush"));
    long counted = groups.stream().mapToLong(ExactlyOnceWithDelaysTest::revokedIn).sum();
    traffic.drain();
    Ledger ledger = traffic.ledger();
    assertThat(ledger.lost()).hasSize((int) revoked);
    assertThat(counted).isEqualTo(revoked);
    assertThat(ledger.twice()).isEmpty();
    assertThat(ledger.unexpected()).isEmpty();
  }

  private static long revokedIn(Group group) {
    return Report.of(group.get("stats")).get("revoked");
  }

  @Test
  void oneDelay_withFlushesAndRevokes_losesJustTheRevokedAndKeepsTheOrder() {
    try (Traffic traffic = new Traffic(MOUNTED.mount())) {
      List<Group> groups =
          List.of(traffic.install("one-1", "block"), traffic.install("one-2", "block"));
      groups.forEach(group -> group.set("send_delay", "20"));
      traffic.consume(Way.C_BLOCK, groups);
      traffic.consume(Way.C_NEXT, groups);
      long revoked = meanwhile(traffic, groups, () -> flushOrRevoke(groups));

      assertSentIsReceivedAndRevoked(traffic, groups, revoked);
      assertThat(traffic.ledger().disordered()).isEmpty();
    }
  }

  /** How many it has revoked. */
  private long flushOrRevoke(List<Group> groups) {
    Group group = groups.get(random.nextInt(groups.size()));
    if (random.nextInt(4) == 0) {
      return trigger(group, "revoke");
    }
    trigger(group, "flush");
    return 0;
  }

  @Test
  void changingDelays_withFlushesAndRevokes_loseJustTheRevoked() {
    try (Traffic traffic = new Traffic(MOUNTED.mount())) {
      List<Group> polled = List.of(traffic.install("many-1", "eof"));
      List<Group> blocking = List.of(traffic.install("many-2", "block"));
      List<Group> groups = List.of(polled.get(0), blocking.get(0));
      traffic.consume(Way.C_POLL, polled);
      traffic.consume(Way.C_EPOLL, polled);
      traffic.consume(Way.C_FOLLOW, blocking);
      traffic.consume(Way.READ_NEXT, blocking);
      long revoked = meanwhile(traffic, groups, () -> changeDelay(groups) + flushOrRevoke(groups));

      assertSentIsReceivedAndRevoked(traffic, groups, revoked);
    }
  }

  private long changeDelay(List<Group> groups) {
    Group group = groups.get(random.nextInt(groups.size()));
    group.set("send_delay", String.valueOf(DELAYS[random.nextInt(DELAYS.length)]));
    return 0;
  }

  @Test
  void delayAlone_losesNothingAndKeepsTheOrder() {
    try (Traffic traffic = new Traffic(MOUNTED.mount())) {
      List<Group> polled = List.of(traffic.install("due-1", "eof"));
      List<Group> blocking = List.of(traffic.install("due-2", "block"));
      polled.get(0).set("send_delay", "30");
      blocking.get(0).set("send_delay", "50");
      traffic.consume(Way.C_POLL, polled);
      traffic.consume(Way.C_EPOLL, polled);
      traffic.consume(Way.C_BLOCK, blocking);
      traffic.consume(Way.C_NEXT, blocking);
      traffic.produce(MESSAGES, polled);
      traffic.produce(MESSAGES, blocking);

      traffic.awaitProducers();
      traffic.drain();
      assertThat(traffic.ledger().faults()).isEmpty();
    }
  }
}
