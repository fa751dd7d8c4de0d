package synchmess.harness.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import synchmess.harness.Condition;
import synchmess.harness.Group;
import synchmess.harness.Mounted;

/**
 * Consumers killed by SIGKILL take along the message that they were given last, and nothing else.
 */
class KilledConsumersTest {
  private static final long SEED = 9;
  private static final int CONSUMERS = 3;
  private static final int KILLS = 25;

  /** A consumer is killed when it has received about as much, in bytes. */
  private static final int LIFE_BYTES = 20_000;

  private static final int PAUSE_MICROS = 100;
  private static final int MESSAGES = 10_000;

  @RegisterExtension static final Mounted MOUNTED = Mounted.with();

  private final Random random = new Random(SEED);

  @ParameterizedTest
  @CsvSource({"C_BLOCK, C_NEXT", "C_POLL, C_EPOLL", "C_FOLLOW, C_BLOCK"})
  void killedConsumers_takeAtMostOneMessageEach(Way first, Way second) {
    try (Traffic traffic = new Traffic(MOUNTED.mount())) {
      List<Group> groups = List.of(traffic.install("deadly", first.readMode()));
      List<String> alive = new ArrayList<>();
      for (int i = 0; i < CONSUMERS; i++) {
        alive.add(traffic.consume(i % 2 == 0 ? first : second, groups));
      }
      for (int kills = 0; kills < KILLS; kills++) {
        keepProducing(traffic, groups);
        killOne(traffic, alive);
        alive.add(traffic.consume(kills % 2 == 0 ? first : second, groups));
      }
      traffic.awaitProducers();
      traffic.drain();

      Ledger ledger = traffic.ledger();
      assertThat(ledger.lost()).hasSizeLessThanOrEqualTo(KILLS);
      assertThat(ledger.twice()).isEmpty();
      assertThat(ledger.unexpected()).isEmpty();
      assertThat(ledger.disordered()).isEmpty();
    }
  }

  /** So that each is killed while messages flow, however slow the machine kills. */
  private static void keepProducing(Traffic traffic, List<Group> groups) {
    if (!traffic.isProducing()) {
      traffic.produce(MESSAGES, groups, "-p", PAUSE_MICROS);
      traffic.produce(MESSAGES, groups, "-p", PAUSE_MICROS);
    }
  }

  private void killOne(Traffic traffic, List<String> alive) {
    String victim = alive.remove(random.nextInt(alive.size()));
    long life = 1L + random.nextInt(LIFE_BYTES);
    Condition.await(
        victim + " to receive " + life + " bytes, or all",
        () -> traffic.receivedBytes(victim) >= life || !traffic.isProducing());
    traffic.kill(victim);
  }
}
