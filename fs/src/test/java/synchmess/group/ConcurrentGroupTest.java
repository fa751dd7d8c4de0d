package synchmess.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import synchmess.errno.Errno;
import synchmess.errno.ErrnoException;
import synchmess.waiting.Parked;
import synchmess.waiting.Readiness;
import synchmess.waiting.SystemClock;
import synchmess.waiting.Watcher;

/** Many threads on one group, each ending by itself. */
@Timeout(120)
class ConcurrentGroupTest {
  private static final int ALICE = 2000;
  private static final int PRODUCERS = 3;
  private static final int CONSUMERS = 3;
  private static final int MESSAGES = 10_000;
  private static final int TOTAL = PRODUCERS * MESSAGES;

  private final SystemClock clock = new SystemClock();
  private final Limits limits = new Limits(TestGroup.MAX_MESSAGE_SIZE_CEILING);
  private final Groups groups = new Groups(limits, clock, TestGroup.OWNER);
  private final ExecutorService threads = Executors.newCachedThreadPool();

  /** Callers that may be parked, for the interrupter. */
  private final Queue<Parked> interruptible = new ConcurrentLinkedQueue<>();

  private final CountDownLatch allReceived = new CountDownLatch(TOTAL);
  private DirectGroup group;

  @BeforeEach
  void install() {
    limits.setMaxStorageSize(2048);
    limits.setMaxMessageSize(64);
    limits.setFullPolicy(FullPolicy.BLOCK);
    group = new DirectGroup(groups.install("orders", TestGroup.OWNER));
  }

  @AfterEach
  void close() {
    groups.close();
    clock.close();
    threads.shutdownNow();
  }

  // ---------------------------------------------------------------------------------- callers

  /** Sends all messages of one producer, again where it was interrupted. */
  private void produce(int producer) {
    for (int number = 0; number < MESSAGES; number++) {
      String text = producer + ":" + number;
      while (!sent(text)) {
        Thread.onSpinWait();
      }
    }
  }

  private boolean sent(String text) {
    FutureSender sender = new FutureSender(text);
    return unlessInterrupted(
        () -> {
          sender.sendTo(group);
          interruptible.add(sender);
          sender.join();
        });
  }

  /** Receives until the group is removed. */
  private List<String> consume() {
    List<String> received = new ArrayList<>();
    untilRemoved(() -> receiveOne(received));
    return received;
  }

  private void receiveOne(List<String> received) {
    FutureReceiver receiver = new FutureReceiver();
    unlessInterrupted(
        () -> {
          group.receive(receiver);
          interruptible.add(receiver);
          received.add(receiver.join());
          allReceived.countDown();
        });
  }

  /** Receives until the group is removed, and waits by watching. */
  private List<String> consumeWatching() {
    List<String> received = new ArrayList<>();
    Semaphore told = new Semaphore(0);
    Watcher watcher = told::release;
    untilRemoved(
        () -> {
          Readiness now = group.poll(watcher);
          Message message = group.receive();
          if (message != null) {
            received.add(TestGroup.text(message.content()));
            allReceived.countDown();
          } else if (!now.readable()) {
            told.acquireUninterruptibly();
          }
        });
    return received;
  }

  private static boolean unlessInterrupted(Runnable operation) {
    try {
      operation.run();
      return true;
    } catch (ErrnoException refused) {
      if (refused.errno() != Errno.EINTR) {
        throw refused;
      }
      return false;
    }
  }

  private static void untilRemoved(Runnable operation) {
    try {
      while (true) {
        operation.run();
      }
    } catch (ErrnoException refused) {
      assertThat(refused.errno()).isEqualTo(Errno.ENODEV);
    }
  }

  private void interruptOne() {
    Parked caller = interruptible.poll();
    if (caller != null) {
      caller.cancel(Errno.EINTR);
    }
  }

  // ---------------------------------------------------------------------------------- threads

  private List<Future<List<String>>> start(int count, Callable<List<String>> caller) {
    return Collections.nCopies(count, caller).stream().map(threads::submit).toList();
  }

  private List<Future<?>> startProducers() {
    List<Future<?>> producers = new ArrayList<>();
    for (int i = 0; i < PRODUCERS; i++) {
      int producer = i;
      producers.add(threads.submit(() -> produce(producer)));
    }
    return producers;
  }

  /** Runs an operation again and again until the group is removed. */
  private Future<?> disturb(Consumer<DirectGroup> operation) {
    return threads.submit(() -> untilRemoved(() -> disturbOnce(operation)));
  }

  private void disturbOnce(Consumer<DirectGroup> operation) {
    operation.accept(group);
    group.peek();
  }

  private static <T> List<T> join(List<? extends Future<? extends T>> futures) throws Exception {
    List<T> results = new ArrayList<>();
    for (Future<? extends T> future : futures) {
      results.add(future.get());
    }
    return results;
  }

  // ------------------------------------------------------------------------------------ tests

  @Test
  void sendReceive_withInterruptsFlushesAndPolls_nothingLostNothingTwiceAndInOrder()
      throws Exception {
    group.settings().setSendDelay(1);
    List<Future<List<String>>> consumers = start(CONSUMERS, this::consume);
    List<Future<?>> disturbers =
        List.of(
            disturb(any -> interruptOne()),
            disturb(DirectGroup::flush),
            disturb(any -> any.poll(() -> {})),
            disturb(Group::stats));

    join(startProducers());
    assertThat(allReceived.await(60, TimeUnit.SECONDS)).as("all received").isTrue();
    Stats stats = group.stats();
    groups.remove(group.group);
    join(disturbers);

    assertEachOnceAndInOrder(join(consumers));
    assertThat(stats.sent()).isEqualTo(TOTAL);
    assertThat(stats.received()).isEqualTo(TOTAL);
    assertThat(stats.bytes()).isZero();
    assertThat(groups.bytes()).isZero();
  }

  /** Receives until the group is removed; every third time the caller turns out to be gone. */
  private List<String> consumeAndPutBack() {
    List<String> received = new ArrayList<>();
    AtomicInteger turn = new AtomicInteger();
    untilRemoved(
        () -> {
          List<Message> messages = group.receive(200, 0);
          if (turn.incrementAndGet() % 3 == 0) {
            group.putBack(messages);
          } else {
            messages.forEach(message -> received.add(TestGroup.text(message.content())));
            messages.forEach(message -> allReceived.countDown());
          }
        });
    return received;
  }

  @Test
  void putBack_whileOthersReceive_nothingLostAndNothingTwice() throws Exception {
    List<Future<List<String>>> consumers = new ArrayList<>(start(2, this::consumeAndPutBack));
    consumers.addAll(start(1, this::consume));

    join(startProducers());
    assertThat(allReceived.await(60, TimeUnit.SECONDS)).as("all received").isTrue();
    Stats stats = group.stats();
    groups.remove(group.group);

    assertEachOnce(join(consumers));
    assertThat(stats.received()).isEqualTo(TOTAL);
    assertThat(stats.bytes()).isZero();
  }

  @Test
  void watch_noMessageIsMissed() throws Exception {
    List<Future<List<String>>> consumers = start(1, this::consumeWatching);

    join(startProducers());
    assertThat(allReceived.await(60, TimeUnit.SECONDS)).as("all received").isTrue();
    groups.remove(group.group);

    assertEachOnceAndInOrder(join(consumers));
  }

  private static void assertEachOnceAndInOrder(List<List<String>> consumers) {
    consumers.forEach(ConcurrentGroupTest::assertInOrder);
    assertEachOnce(consumers);
  }

  private static void assertEachOnce(List<List<String>> consumers) {
    List<String> expected = new ArrayList<>();
    for (int producer = 0; producer < PRODUCERS; producer++) {
      for (int number = 0; number < MESSAGES; number++) {
        expected.add(producer + ":" + number);
      }
    }
    List<String> all = new ArrayList<>();
    consumers.forEach(all::addAll);
    Collections.sort(expected);
    Collections.sort(all);
    assertThat(all).isEqualTo(expected);
  }

  /** Of each producer, what one consumer received is in the order of sending. */
  private static void assertInOrder(List<String> received) {
    Map<String, Integer> last = new HashMap<>();
    for (String text : received) {
      String[] parts = text.split(":", 2);
      Integer before = last.put(parts[0], Integer.parseInt(parts[1]));
      assertThat(before == null || before < Integer.parseInt(parts[1])).as(text).isTrue();
    }
  }

  @Test
  void awake_withInterrupts_countsEachAwokenSleeperOnce() throws Exception {
    AtomicInteger awoken = new AtomicInteger();
    AtomicLong counted = new AtomicLong();
    Runnable sleeping =
        () -> {
          FutureSleeper sleeper = new FutureSleeper();
          unlessInterrupted(
              () -> {
                group.sleep(sleeper);
                interruptible.add(sleeper);
                sleeper.join();
                awoken.incrementAndGet();
              });
        };
    List<Future<?>> callers =
        List.of(
            threads.submit(() -> untilRemoved(sleeping)),
            threads.submit(() -> untilRemoved(sleeping)),
            threads.submit(() -> untilRemoved(sleeping)),
            disturb(any -> interruptOne()),
            disturb(any -> counted.addAndGet(any.awake())));

    await().until(() -> awoken.get() >= MESSAGES);
    groups.remove(group.group);
    join(callers);

    assertThat(counted.get()).isEqualTo(awoken.get());
  }

  @Test
  void remove_whileBusy_endsEveryCallerAndFreesEveryByte() throws Exception {
    for (int round = 0; round < 50; round++) {
      DirectGroup busy = new DirectGroup(groups.install("busy", TestGroup.OWNER));
      busy.settings().setSendDelay(round % 2);
      CountDownLatch running = new CountDownLatch(6);
      List<Future<?>> callers =
          List.of(
              call(running, () -> sendTo(busy)),
              call(running, () -> sendTo(busy)),
              call(running, () -> draftTo(busy)),
              call(running, () -> receiveFrom(busy)),
              call(running, () -> giveAway(busy)),
              call(running, () -> sleepOn(busy)));
      running.await();

      groups.remove(busy.group);

      join(callers);
      assertThat(groups.bytes()).isZero();
      assertThat(groups.bytesOf(TestGroup.OWNER)).isZero();
      assertThat(groups.bytesOf(ALICE)).isZero();
    }
  }

  private Future<?> call(CountDownLatch running, Runnable operation) {
    return threads.submit(
        () -> {
          running.countDown();
          untilRemoved(operation);
        });
  }

  private static void sendTo(Group busy) {
    FutureSender sender = new FutureSender("12345678");
    sender.sendTo(busy);
    sender.join();
  }

  private static void draftTo(Group busy) {
    Draft draft = busy.draft();
    try {
      draft.append(TestGroup.bytes("1234"));
    } catch (ErrnoException refused) {
      if (refused.errno() != Errno.ENOSPC) {
        throw refused;
      }
    }
    draft.discard();
  }

  private static void giveAway(DirectGroup busy) {
    busy.setOwner(ALICE);
    Message message = busy.receive();
    if (message != null) {
      busy.keep(message.content());
      try {
        busy.setOwner(TestGroup.OWNER);
      } finally {
        busy.letGo(message.content());
      }
    }
  }

  private static void receiveFrom(Group busy) {
    FutureReceiver receiver = new FutureReceiver();
    busy.receive(receiver);
    receiver.join();
  }

  private static void sleepOn(Group busy) {
    FutureSleeper sleeper = new FutureSleeper();
    busy.sleep(sleeper);
    sleeper.join();
  }
}
