package synchmess.harness.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import synchmess.harness.Mount;
import synchmess.harness.Mounted;
import synchmess.harness.Outcome;
import synchmess.harness.Program;

/** The producers and the consumers, each with each. */
@Tag("no-engine")
class LoadTest {
  @RegisterExtension static final Mounted MOUNTED = Mounted.with();

  /** 2 groups, and 3 threads of the consumer at each. */
  private static final int BARRIERS = 6;

  @ParameterizedTest
  @CsvSource({"c, c, 1", "java, java, 11", "c, java, 21", "java, c, 31"})
  void consumer_receivesWhatTheProducerSentAndDidNotRevoke(
      String producer, String consumer, int firstGroup) {
    Report sent;
    Report received;
    try (Program receiving = startConsumer(consumer, firstGroup)) {
      sent = Report.of(produce(producer, firstGroup));
      received = Report.of(receiving.finish());
    }

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

  @ParameterizedTest
  @CsvSource({"c, 41", "java, 51"})
  void consumer_noProducer_endsAtItsTimeLimitsWithExitCode3(String language, int firstGroup) {
    Report received = Report.of(consumer(language).run(options(firstGroup, "-g 2 -t 3 -w 1 -s 1")));

    assertThat(received.exit()).isEqualTo(3);
    assertThat(received.count("barriers_passed")).isZero();
    assertThat(received.count("barrier_timeouts")).isEqualTo(BARRIERS);
    assertThat(received.count("last_missing")).isEqualTo(2);
    assertThat(MOUNTED.mount().read("ctl/synchmess" + firstGroup + "/sleepers")).isEqualTo("0\n");
  }

  @ParameterizedTest
  @CsvSource({"c, 61", "java, 71"})
  void producer_noConsumer_endsAtItsTimeLimitWithExitCode3(String language, int firstGroup) {
    Report sent =
        Report.of(producer(language).run(options(firstGroup, "-g 2 -t 1 -w 1 -s 1 -r 100")));

    assertThat(sent.exit()).isEqualTo(3);
    assertThat(sent.count("woken")).isZero();
    assertThat(sent.count("barrier_timeouts")).isEqualTo(2);
  }

  /** 10 messages of 1000 bytes fit. */
  @ParameterizedTest
  @CsvSource({"c, 81", "java, 91"})
  void producer_groupFull_waitsForRoomAndSaysHowOften(String language, int firstGroup) {
    Mount mount = MOUNTED.mount();
    String limit = mount.read("sys/max_storage_size");
    Report sent;
    try {
      mount.write("sys/max_storage_size", "10000\n");
      sent = Report.of(fill(language, firstGroup));
    } finally {
      mount.write("sys/max_storage_size", limit);
    }

    assertThat(sent.exit()).isEqualTo(3);
    assertThat(sent.count("sent")).isEqualTo(10);
    assertThat(sent.count("full")).isGreaterThanOrEqualTo(3);
    assertThat(sent.count("last_unsent")).isEqualTo(1);
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

  private static Program startConsumer(String language, int firstGroup) {
    return consumer(language).start(options(firstGroup, "-g 2 -t 3 -s 10"));
  }

  private static Outcome produce(String language, int firstGroup) {
    return producer(language).run(options(firstGroup, "-g 2 -c 3 -t 2 -s 2 -r 200 -d 400"));
  }

  private static Outcome fill(String language, int group) {
    return producer(language).run(options(group, "-g 1 -t 2 -c 0 -w 1 -s 1 -z 1000 -d 0"));
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
