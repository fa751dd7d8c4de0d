package synchmess.group;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import synchmess.owner.Owner;
import synchmess.waiting.CountingWatcher;
import synchmess.waiting.MovableClock;
import synchmess.waiting.Readiness;

/** A mount with one group, {@code orders}, and a clock to move; messages are texts. */
public final class TestGroup {
  public static final int OWNER = 1000;

  /** Of a group that belongs to that user. */
  static Ownership ownership(int uid) {
    return new Ownership(0600, new Owner(uid, uid), 0);
  }

  static final int MAX_MESSAGE_SIZE_CEILING = 128 << 10;

  final MovableClock clock;
  final Limits limits = new Limits(MAX_MESSAGE_SIZE_CEILING);
  final Groups groups;
  public final DirectGroup group;

  TestGroup() {
    this(new MovableClock());
  }

  TestGroup(MovableClock clock) {
    this.clock = clock;
    groups = new Groups(limits, clock, OWNER);
    group = new DirectGroup(groups.install("orders", OWNER));
  }

  public static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  static String text(byte[] content) {
    return new String(content, UTF_8);
  }

  public static byte[][] bytes(String... texts) {
    return Stream.of(texts).map(TestGroup::bytes).toArray(byte[][]::new);
  }

  public void send(String... texts) {
    group.send(bytes(texts));
  }

  /** Sends what becomes ready so much later. */
  void sendDelayed(String text, int millis) {
    int before = group.settings().sendDelay();
    group.settings().setSendDelay(millis);
    send(text);
    group.settings().setSendDelay(before);
  }

  /** Sends as one who waits for room. */
  RecordingSender throttle(String... texts) {
    RecordingSender sender = new RecordingSender(texts);
    group.send(sender);
    return sender;
  }

  /** The next message's text; null when none is ready. */
  String receive() {
    Message message = group.receive();
    return message == null ? null : text(message.content());
  }

  /** The next messages' texts, as many as there are bytes for; none when none is ready. */
  List<String> receiveBatch(int room, int header) {
    return group.receive(room, header).stream().map(message -> text(message.content())).toList();
  }

  /** Receives as one who waits for a batch. */
  RecordingBatchReceiver awaitBatch(int room, int header) {
    RecordingBatchReceiver receiver = new RecordingBatchReceiver(room, header);
    group.receive(receiver);
    return receiver;
  }

  /** Receives as one who waits for a message. */
  RecordingReceiver await() {
    return await(0);
  }

  RecordingReceiver await(int timeoutMillis) {
    RecordingReceiver receiver = new RecordingReceiver(timeoutMillis);
    group.receive(receiver);
    return receiver;
  }

  public RecordingSleeper sleep() {
    RecordingSleeper sleeper = new RecordingSleeper();
    group.sleep(sleeper);
    return sleeper;
  }

  /** Polls as one who wants to be told. */
  public CountingWatcher watch() {
    CountingWatcher watcher = new CountingWatcher();
    group.poll(watcher);
    return watcher;
  }

  Readiness poll() {
    return group.poll(null);
  }

  String peek() {
    return text(group.peek());
  }

  Stats stats() {
    return group.stats();
  }

  public void uninstall() {
    groups.remove(group.group);
  }

  void advance(int millis) {
    clock.advance(Duration.ofMillis(millis));
  }

  void advanceNanos(long nanos) {
    clock.advance(Duration.ofNanos(nanos));
  }

  /** What messages with these texts take of the heap. */
  static long cost(String... texts) {
    return Cost.of(bytes(texts));
  }

  /** Lets all groups together take so much of the heap from now on. */
  void limitTotal(long bytes) {
    limits.setMaxTotalSize(bytes);
    groups.limitsChanged();
  }

  /** Lets a group hold so many bytes from now on. */
  void limitStorage(long bytes) {
    limits.setMaxStorageSize(bytes);
    groups.limitsChanged();
  }

  /** Lets senders wait for room from now on. */
  void throttleWhenFull() {
    group.settings().setFullPolicy(FullPolicy.BLOCK);
  }
}
