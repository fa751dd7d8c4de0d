package synchmess.harness;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many messages in one call: {@code ctl/<group>/batch}. */
class BatchTest {
  private static final String ONE_TWO = "\\003\\000\\000\\000one\\003\\000\\000\\000two";
  private static final String ONE_TWO_READ = "\3\0\0\0one\3\0\0\0two";

  @RegisterExtension static final Mounted MOUNTED = Mounted.shared();

  private final Mount mount = MOUNTED.mount();
  private final Group group = MOUNTED.newGroup();
  private final String batch = group.control("batch");

  /** Writes once what printf(1) makes of a text; dd(1) tells the errno. */
  private Outcome write(String frames, String... flags) {
    String words = String.join(" ", flags);
    String script = "printf '%s' | LC_ALL=C dd of=%s bs=64k iflag=fullblock status=none %s";
    return mount.sh(script.formatted(frames, batch, words));
  }

  /** Reads once, into a buffer of that size. */
  private Outcome read(int size, String... flags) {
    String words = String.join(" ", flags);
    return mount.sh("LC_ALL=C dd if=%s bs=%d count=1 status=none %s".formatted(batch, size, words));
  }

  // -------------------------------------------------------------------------------- sending

  @Test
  void write_eachFrameIsAMessage() {
    write(ONE_TWO).output();

    assertThat(group.count("depth")).isEqualTo(2);
    assertThat(group.receive()).isEqualTo("one");
    assertThat(group.receive()).isEqualTo("two");
  }

  @Test
  void write_byARedirectionOfTheShell_isABatch() {
    mount.sh("printf '%s' > %s".formatted(ONE_TWO, batch)).output();

    assertThat(group.count("depth")).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\\003\\000\\000",
        "\\004\\000\\000\\000one",
        "\\000\\000\\000\\000",
        "\\377\\377\\377\\377x",
        ONE_TWO + "x",
        ONE_TWO + "\\000\\000\\000\\000"
      })
  void write_malformed_isEINVALAndStoresNothing(String frames) {
    assertThat(write(frames).err()).endsWith(": Invalid argument\n");
    assertThat(group.count("depth")).isZero();
  }

  @Test
  void write_oneMessageTooLarge_isEMSGSIZEAndStoresNothing() {
    String tooLarge = "\\001\\004\\000\\000" + "x".repeat(1025);

    assertThat(write(ONE_TWO + tooLarge).err()).endsWith(": Message too long\n");
    assertThat(group.count("depth")).isZero();
  }

  @Test
  void write_noRoomForAll_isENOSPCAndStoresNothing() {
    mount.write("sys/max_storage_size", "5\n");
    try {
      assertThat(write(ONE_TWO).err()).endsWith(": No space left on device\n");
      assertThat(group.count("depth")).isZero();
    } finally {
      mount.write("sys/max_storage_size", "1048576\n");
    }
  }

  @Test
  void write_withASendDelay_delaysAll() {
    group.set("send_delay", "600000");

    write(ONE_TWO).output();

    assertThat(group.count("delayed")).isEqualTo(2);
  }

  // ------------------------------------------------------------------------------ receiving

  @Test
  void read_takesWholeMessagesInOrder() {
    group.send("one");
    group.send("two");
    group.send("three");

    assertThat(read(14 + 8).output()).isEqualTo(ONE_TWO_READ);
    assertThat(group.count("depth")).isEqualTo(1);
    assertThat(mount.sh("cat " + batch).output()).isEqualTo("\5\0\0\0three");
  }

  @Test
  void read_nothingReady_isEndOfFile() {
    assertThat(read(100)).isEqualTo(new Outcome(0, "", ""));
  }

  @Test
  void read_firstMessageTooLarge_isEMSGSIZEAndTakesNothing() {
    group.send("hello");

    assertThat(read(8).err()).endsWith(": Message too long\n");
    assertThat(group.receive()).isEqualTo("hello");
  }

  @Test
  void read_blocking_waitsForTheFirst() {
    group.set("read_mode", "block");
    try (Program reader = mount.startSh("dd if=%s bs=100 count=1 status=none".formatted(batch))) {
      group.await("readers", 1);
      write(ONE_TWO).output();

      assertThat(reader.finish().output()).isEqualTo(ONE_TWO_READ);
    }
  }

  @Test
  void read_blockingFirstMessageTooLarge_isEMSGSIZEAndTheMessageStays() {
    group.set("read_mode", "block");
    try (Program reader =
        mount.startSh("LC_ALL=C dd if=%s bs=8 count=1 status=none".formatted(batch))) {
      group.await("readers", 1);
      group.send("hello");

      assertThat(reader.finish().err()).endsWith(": Message too long\n");
      assertThat(group.receive()).isEqualTo("hello");
    }
  }

  @Test
  void read_blockingAndNonblock_isEAGAIN() {
    group.set("read_mode", "block");

    assertThat(read(100, "iflag=nonblock").err()).endsWith(": Resource temporarily unavailable\n");
  }

  @Test
  void read_timeout_isETIMEDOUT() {
    group.set("read_mode", "block");
    group.set("receive_timeout_ms", "50");

    assertThat(read(100).err()).endsWith(": Connection timed out\n");
  }

  @Test
  void poll_isThatOfTheGroupFile() {
    assertThat(group.controlCalls("batch", "rw", "poll inout 0")).containsExactly("poll 1 out");
    group.send("one");
    assertThat(group.controlCalls("batch", "rw", "poll inout 0")).containsExactly("poll 1 in,out");
  }

  @Test
  void removedGroup_isENODEV() {
    assertThat(group.controlCalls("batch", "rw", "unlink " + group.name(), "read 9", "write x"))
        .containsExactly("unlink 0", "read -1 ENODEV", "write -1 ENODEV");
  }

  // ---------------------------------------------------------------------------- exactly once

  private static final int PRODUCERS = 4;
  private static final int CONSUMERS = 4;
  private static final int MESSAGES = 6000;
  private static final int LARGEST_BATCH = 50;
  private static final int ROOM = 64 << 10;

  /** Half of the producers and consumers use batches, of any size; the others single messages. */
  @Test
  void batchesAndSingleMessages_eachIsReceivedOnceAndInOrder() throws Exception {
    group.set("read_mode", "block");
    Queue<String> received = new ConcurrentLinkedQueue<>();
    Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    List<Thread> consumers =
        IntStream.range(0, CONSUMERS)
            .mapToObj(i -> start(failures, () -> consume(i, received)))
            .toList();
    group.await("readers", CONSUMERS);
    List<Thread> producers =
        IntStream.range(0, PRODUCERS).mapToObj(i -> start(failures, () -> produce(i))).toList();

    join(producers);
    Condition.await("all is received", () -> received.size() >= PRODUCERS * MESSAGES);
    group.remove();
    join(consumers);

    assertThat(failures).isEmpty();
    List<String> sent = new ArrayList<>();
    for (int producer = 0; producer < PRODUCERS; producer++) {
      for (int number = 0; number < MESSAGES; number++) {
        sent.add(producer + ":" + number);
      }
    }
    assertThat(received.stream().map(each -> each.substring(each.indexOf(' ') + 1)))
        .containsExactlyInAnyOrderElementsOf(sent);
    assertThat(disordered(received)).isEmpty();
  }

  private interface Work {
    void run() throws IOException;
  }

  private static Thread start(Queue<Throwable> failures, Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (Throwable failure) {
                failures.add(failure);
              }
            });
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static void join(List<Thread> threads) throws InterruptedException {
    for (Thread thread : threads) {
      thread.join(20_000);
      assertThat(thread.isAlive()).isFalse();
    }
  }

  private FileChannel open(boolean batches, StandardOpenOption option) throws IOException {
    Path file = batches ? mount.path(batch) : group.file();
    return FileChannel.open(file, option);
  }

  private void produce(int producer) throws IOException {
    boolean batches = producer % 2 == 0;
    try (FileChannel file = open(batches, StandardOpenOption.WRITE)) {
      int number = 0;
      while (number < MESSAGES) {
        int count = batches ? Math.min(1 + number % LARGEST_BATCH, MESSAGES - number) : 1;
        ByteBuffer buffer = ByteBuffer.allocate(ROOM).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++, number++) {
          byte[] message = (producer + ":" + number).getBytes(ISO_8859_1);
          if (batches) {
            buffer.putInt(message.length);
          }
          buffer.put(message);
        }
        buffer.flip();
        assertThat(file.write(buffer)).isEqualTo(buffer.limit());
      }
    }
  }

  /** Receives until the group is removed. Enters who received what. */
  private void consume(int consumer, Queue<String> received) throws IOException {
    boolean batches = consumer % 2 == 0;
    ByteBuffer buffer = ByteBuffer.allocate(ROOM).order(ByteOrder.LITTLE_ENDIAN);
    try (FileChannel file = open(batches, StandardOpenOption.READ)) {
      while (receive(file, buffer.clear())) {
        buffer.flip();
        while (buffer.hasRemaining()) {
          byte[] message = new byte[batches ? buffer.getInt() : buffer.remaining()];
          buffer.get(message);
          received.add(consumer + " " + new String(message, ISO_8859_1));
        }
      }
    }
  }

  private static boolean receive(FileChannel file, ByteBuffer buffer) throws IOException {
    try {
      return file.read(buffer) > 0;
    } catch (IOException e) {
      if ("No such device".equals(e.getMessage())) {
        return false;
      }
      throw e;
    }
  }

  /** What one consumer has received after a later message of the same producer. */
  private static List<String> disordered(Queue<String> received) {
    Map<String, Integer> last = new HashMap<>();
    List<String> disordered = new ArrayList<>();
    for (String each : received) {
      int colon = each.indexOf(':');
      int number = Integer.parseInt(each.substring(colon + 1));
      Integer before = last.put(each.substring(0, colon), number);
      if (before != null && before > number) {
        disordered.add(each);
      }
    }
    return disordered;
  }
}
