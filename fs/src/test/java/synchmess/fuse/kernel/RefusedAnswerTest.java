package synchmess.fuse.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static synchmess.fuse.kernel.ServedTree.O_RDONLY;
import static synchmess.fuse.kernel.ServedTree.O_RDWR;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import synchmess.group.ReadMode;
import synchmess.group.Stats;

/** The kernel refuses the answer to a read: its caller is gone, and the message must not be. */
class RefusedAnswerTest {
  private static final String GROUP = "/orders";
  private static final String NEXT = "/ctl/orders/next";
  private static final String FOLLOW = "/ctl/orders/follow";
  private static final String BATCH = "/ctl/orders/batch";

  private static ServedTree serve(int loops) {
    ServedTree served = new ServedTree(loops, ServedTree.MAX_PARKED, () -> false);
    served.group.settings().setReadMode(ReadMode.BLOCK);
    return served;
  }

  private static void send(ServedTree served, String... texts) {
    for (String text : texts) {
      served.group.send(text.getBytes(UTF_8));
    }
  }

  private static void refuse(ServedTree served, Asked... gone) {
    List<Asked> those = List.of(gone);
    served.device.refuse((unique, length) -> those.stream().anyMatch(it -> it.unique() == unique));
  }

  @ParameterizedTest
  @ValueSource(strings = {GROUP, NEXT, FOLLOW, BATCH})
  void read_refusedAtOnce_leavesTheMessagesInTheirPlaces(String path) {
    try (ServedTree served = serve(1)) {
      send(served, "first", "second", "third");
      long fh = served.open(path, O_RDONLY);
      served.device.refuse((unique, length) -> true);

      assertThat(served.read(fh, 100).outcome()).isEqualTo("GONE");

      served.device.refuse((unique, length) -> false);
      long group = served.open(GROUP, O_RDONLY);
      assertThat(served.group.stats().received()).isZero();
      assertThat(served.read(group, 100).text()).isEqualTo("first");
      assertThat(served.read(group, 100).text()).isEqualTo("second");
      assertThat(served.read(group, 100).text()).isEqualTo("third");
      assertThat(served.group.stats().depth()).isZero();
      assertThat(served.group.stats().received()).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {GROUP, NEXT, FOLLOW, BATCH})
  void read_refusedAfterItWaited_leavesTheMessageToTheNext(String path) {
    try (ServedTree served = serve(1)) {
      long fh = served.open(path, O_RDONLY);
      Asked gone = served.read(fh, 100);
      Asked next = served.read(served.open(GROUP, O_RDONLY), 100);
      await().until(() -> served.group.stats().readers() == 2);
      refuse(served, gone);

      send(served, "hello");

      assertThat(gone.outcome()).isEqualTo("GONE");
      assertThat(next.text()).isEqualTo("hello");
      assertThat(served.group.stats().depth()).isZero();
      assertThat(served.group.stats().received()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {GROUP, NEXT, FOLLOW, BATCH})
  void read_refusedAfterItWaited_withNobodyElse_theMessageIsFirst(String path) {
    try (ServedTree served = serve(1)) {
      Asked gone = served.read(served.open(path, O_RDONLY), 100);
      await().until(() -> served.group.stats().readers() == 1);
      refuse(served, gone);

      send(served, "first", "second");

      assertThat(gone.outcome()).isEqualTo("GONE");
      long group = served.open(GROUP, O_RDONLY);
      assertThat(served.read(group, 100).text()).isEqualTo("first");
      assertThat(served.read(group, 100).text()).isEqualTo("second");
    }
  }

  @Test
  void write_refused_hasSentItsMessage() {
    try (ServedTree served = serve(1)) {
      long fh = served.open(GROUP, O_RDWR);
      served.device.refuse((unique, length) -> true);
      assertThat(served.write(fh, "hello").outcome()).isEqualTo("GONE");
      served.device.refuse((unique, length) -> false);

      assertThat(served.read(fh, 100).text()).isEqualTo("hello");
    }
  }

  /** One reader, of whose reads every other is in vain: what it gets is in order. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void randomRefusals_oneReader_nothingIsLostOrTwiceAndAllInOrder(long seed) {
    int messages = 10_000;
    try (ServedTree served = serve(1)) {
      refuseAtRandom(served, seed);
      long fh = served.open(GROUP, O_RDWR);
      int next = 0;
      for (int number = 0; next < messages; number++) {
        if (number < messages) {
          send(served, String.valueOf(number));
        }
        Sent answer = served.read(fh, 100).answer();
        if (!answer.refused()) {
          assertThat(answer.text()).isEqualTo(String.valueOf(next));
          next++;
        }
      }
    }
  }

  private static final int MESSAGES = 100_000;
  private static final int HANDLES = 3;
  private static final int READERS = 9;

  @ParameterizedTest
  @ValueSource(strings = {GROUP, BATCH})
  void randomRefusals_manyReaders_eachOf100000MessagesIsReceivedOnce(String path) throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    try (ServedTree served = serve(2)) {
      served.limits.setMaxStorageSize(Long.MAX_VALUE);
      long[] opened = new long[HANDLES];
      Arrays.setAll(opened, i -> served.open(path, O_RDONLY));
      refuseAtRandom(served, 42);
      List<Future<List<Integer>>> readers = new ArrayList<>();
      for (int i = 0; i < READERS; i++) {
        long fh = opened[i % HANDLES];
        readers.add(threads.submit(() -> readUntilRemoved(served, path, fh)));
      }
      sendAll(served);
      await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertDrained(served));
      assertThat(served.group.stats().received()).isEqualTo(MESSAGES);
      served.tree.close();

      BitSet received = new BitSet();
      int count = 0;
      for (Future<List<Integer>> reader : readers) {
        for (int number : reader.get()) {
          received.set(number);
          count++;
        }
      }
      assertThat(count).isEqualTo(MESSAGES);
      assertThat(received.cardinality()).isEqualTo(MESSAGES);
    } finally {
      threads.shutdownNow();
    }
  }

  /** All was received and will not come back: the readers wait again. */
  private static void assertDrained(ServedTree served) {
    Stats stats = served.group.stats();
    assertThat(stats.received()).as("%s", stats).isEqualTo(MESSAGES);
    assertThat(stats.readers()).isEqualTo(READERS);
  }

  private static void sendAll(ServedTree served) {
    for (int number = 0; number < MESSAGES; number++) {
      send(served, String.valueOf(number));
    }
  }

  private static List<Integer> readUntilRemoved(ServedTree served, String path, long fh) {
    List<Integer> received = new ArrayList<>();
    while (true) {
      Sent answer = served.read(fh, 100).answer();
      if (answer.outcome().equals("ENODEV")) {
        return received;
      }
      if (!answer.refused()) {
        received.addAll(path.equals(BATCH) ? numbers(answer) : List.of(number(answer.text())));
      }
    }
  }

  /** The messages of a batch. */
  private static List<Integer> numbers(Sent batch) {
    List<Integer> numbers = new ArrayList<>();
    ByteBuffer frames = ByteBuffer.wrap(batch.body()).order(ByteOrder.LITTLE_ENDIAN);
    while (frames.hasRemaining()) {
      byte[] message = new byte[frames.getInt()];
      frames.get(message);
      numbers.add(number(new String(message, UTF_8)));
    }
    return numbers;
  }

  private static int number(String text) {
    return Integer.parseInt(text);
  }

  /** A third of all answers with data is refused; which ones, only the seed decides. */
  private static void refuseAtRandom(ServedTree served, long seed) {
    served.device.refuse(
        (unique, length) -> length > 0 && new SplittableRandom(seed ^ unique).nextInt(3) == 0);
  }
}
