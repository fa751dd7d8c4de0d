package synchmess.harness.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import synchmess.harness.Mount;
import synchmess.harness.Mounted;
import synchmess.harness.Program;

/** The producers and the consumers, each with each. */
@Tag("no-engine")
class LoadTest {
  @RegisterExtension static final Mounted MOUNTED = Mounted.with();

  /** 2 groups, and 3 threads of the consumer at each. */
  private static final int BARRIERS = 6;

  /** A producer and a consumer of groups of their own. */
  private record Pair(Program producing, Program receiving) implements AutoCloseable {

    /** Each waits for the other as long as it may take to start. */
    static Pair start(String producer, String consumer, int firstGroup) {
      Program receiving = consumer(consumer).start(options(firstGroup, "-g 2 -t 3 -w 60 -s 60"));
      Program producing =
          producer(producer).start(options(firstGroup, "-g 2 -c 3 -t 2 -w 60 -s 2 -r 200 -d 1500"));
      return new Pair(producing, receiving);
    }

    @Override
    public void close() {
      producing.close();
      receiving.close();
    }
  }

  /** All at once, which have to be waited for once. */
  @Test
  void consumer_receivesWhatTheProducerSentAndDidNotRevoke() {
    try (Pair sameInC = Pair.start("c", "c", 1);
        Pair sameInJava = Pair.start("java", "java", 11);
        Pair fromC = Pair.start("c", "java", 21);
        Pair fromJava = Pair.start("java", "c", 31)) {
      List.of(sameInC, sameInJava, fromC, fromJava).forEach(LoadTest::assertAllReceived);
    }
  }

  private static void assertAllReceived(Pair pair) {
    Report sent = Report.of(pair.producing().finish());
    Report received = Report.of(pair.receiving().finish());

    assertThat(sent.exit()).as(sent.toString()).isZero();
    assertThat(sent.count("woken")).isEqualTo(BARRIERS);
    assertThat(sent.count("sent")).isGreaterThan(sent.count("sent_delayed"));
    assertThat(sent.count("sent_delayed"))
        .isGreaterThanOrEqualTo(sent.count("flushed") + sent.count("revoked"));
    assertThat(sent.count("flushed")).isPositive();
    assertThat(sent.count("revoked")).isPositive();
    assertThat(sent.hasPercentiles("send")).as(sent.toString()).isTrue();

    assertThat(received.exit()).as(received.toString()).isZero();
    assertThat(received.count("barriers_passed")).isEqualTo(BARRIERS);
    assertThat(received.count("announced")).isEqualTo(sent.count("sent"));
    assertThat(received.count("missing")).isEqualTo(sent.count("revoked"));
    assertThat(received.count("early")).isLessThanOrEqualTo(sent.count("flushed"));
    assertThat(received.count("out_of_order")).isZero();
    assertThat(received.count("foreign")).isZero();
    assertThat(received.count("stale")).isZero();
    assertThat(received.hasPercentiles("latency")).as(received.toString()).isTrue();
    assertThat(received.hasPercentiles("lateness")).as(received.toString()).isTrue();
  }

  /** What the program ends with, in both languages, one beside the other. */
  private static List<Report> run(
      Function<String, Example> program, int inC, int inJava, String o) {
    try (Program c = program.apply("c").start(options(inC, o));
        Program java = program.apply("java").start(options(inJava, o))) {
      return List.of(Report.of(c.finish()), Report.of(java.finish()));
    }
  }

  @Test
  void consumer_noProducer_endsAtItsTimeLimitsWithExitCode3() {
    for (Report received : run(LoadTest::consumer, 41, 51, "-g 2 -t 3 -w 1 -s 1")) {
      assertThat(received.exit()).isEqualTo(3);
      assertThat(received.count("barriers_passed")).isZero();
      assertThat(received.count("barrier_timeouts")).isEqualTo(BARRIERS);
      assertThat(received.count("last_missing")).isEqualTo(2);
    }
    assertThat(MOUNTED.mount().read("ctl/synchmess41/sleepers")).isEqualTo("0\n");
    assertThat(MOUNTED.mount().read("ctl/synchmess51/sleepers")).isEqualTo("0\n");
  }

  @Test
  void producer_noConsumer_endsAtItsTimeLimitWithExitCode3() {
    for (Report sent : run(LoadTest::producer, 61, 71, "-g 2 -t 1 -w 1 -s 1 -r 100")) {
      assertThat(sent.exit()).isEqualTo(3);
      assertThat(sent.count("woken")).isZero();
      assertThat(sent.count("barrier_timeouts")).isEqualTo(2);
    }
  }

  /** 10 messages of 1000 bytes fit. */
  @Test
  void producer_groupFull_waitsForRoomAndSaysHowOften() {
    Mount mount = MOUNTED.mount();
    String limit = mount.read("sys/max_storage_size");
    List<Report> reports;
    try {
      mount.write("sys/max_storage_size", "10000\n");
      reports = run(LoadTest::producer, 81, 91, "-g 1 -t 2 -c 0 -w 1 -s 1 -z 1000 -d 0");
    } finally {
      mount.write("sys/max_storage_size", limit);
    }

    for (Report sent : reports) {
      assertThat(sent.exit()).isEqualTo(3);
      assertThat(sent.count("sent")).isEqualTo(10);
      assertThat(sent.count("full")).isGreaterThanOrEqualTo(3);
      assertThat(sent.count("last_unsent")).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"c", "java"})
  void producerAndConsumer_wrongUsage_exitCode2(String language) {
    for (Example example : new Example[] {producer(language), consumer(language)}) {
      assertThat(example.run("-t", 0).exit()).isEqualTo(2);
      assertThat(example.run("-t").exit()).isEqualTo(2);
      assertThat(example.run("-q", 1).err()).contains("usage: ");
      assertThat(example.run("-h").output()).startsWith("usage: ");
    }
  }

  private static Example producer(String language) {
    return language.equals("c") ? Example.c("producer") : Example.java("Producer");
  }

  private static Example consumer(String language) {
    return language.equals("c") ? Example.c("consumer") : Example.java("Consumer");
  }

  private static Object[] options(int firstGroup, String others) {
    return ("-m " + MOUNTED.mount().directory() + " -f " + firstGroup + " " + others).split(" ");
  }
}
