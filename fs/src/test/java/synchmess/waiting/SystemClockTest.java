package synchmess.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import synchmess.group.DirectGroup;
import synchmess.group.FutureReceiver;
import synchmess.group.Groups;
import synchmess.group.Limits;
import synchmess.group.TestGroup;

@Timeout(60)
class SystemClockTest {
  private final SystemClock clock = new SystemClock();

  @AfterEach
  void close() {
    clock.close();
  }

  @Test
  void nanos_neverGoesBack() {
    long before = clock.nanos();

    assertThat(clock.nanos() - before).isNotNegative();
  }

  @Test
  void wallMillis_isTheTimeOfDay() {
    long before = System.currentTimeMillis();
    long now = clock.wallMillis();

    assertThat(now).isBetween(before, System.currentTimeMillis());
  }

  @Test
  void after_runsTheActionNotBeforeItsTime() throws Exception {
    long set = clock.nanos();
    CompletableFuture<Long> ran = new CompletableFuture<>();

    clock.after(TimeUnit.MILLISECONDS.toNanos(20), () -> ran.complete(clock.nanos()));

    assertThat(Duration.ofNanos(ran.get() - set)).isGreaterThanOrEqualTo(Duration.ofMillis(20));
  }

  @Test
  void after_negativeDelay_runsTheAction() throws Exception {
    CompletableFuture<Boolean> ran = new CompletableFuture<>();

    clock.after(-1, () -> ran.complete(true));

    assertThat(ran.get()).isTrue();
  }

  @Test
  void after_runsOnAThreadOfItsOwn() throws Exception {
    CompletableFuture<Thread> ran = new CompletableFuture<>();

    clock.after(0, () -> ran.complete(Thread.currentThread()));

    assertThat(ran.get().getName()).isEqualTo("alarms");
    assertThat(ran.get().isDaemon()).isTrue();
  }

  @Test
  void cancel_actionNeverRuns() throws Exception {
    CompletableFuture<Boolean> cancelled = new CompletableFuture<>();
    AtomicBoolean cancelledRan = new AtomicBoolean();
    CompletableFuture<Boolean> laterRan = new CompletableFuture<>();
    clock.after(0, () -> cancelled.join());

    clock.after(0, () -> cancelledRan.set(true)).cancel();
    clock.after(0, () -> laterRan.complete(true));
    cancelled.complete(true);

    assertThat(laterRan.get()).isTrue();
    assertThat(cancelledRan).isFalse();
  }

  @Test
  void after_oneActionFails_theNextStillRuns() throws Exception {
    CompletableFuture<Boolean> ran = new CompletableFuture<>();
    clock.after(
        0,
        () -> {
          throw new IllegalStateException("thrown by a test");
        });

    clock.after(1, () -> ran.complete(true));

    assertThat(ran.get()).isTrue();
  }

  @Test
  void after_oneActionHasNoMemory_theNextStillRunsOnTheSameThread() throws Exception {
    CompletableFuture<Thread> failed = new CompletableFuture<>();
    CompletableFuture<Thread> ran = new CompletableFuture<>();
    clock.after(
        0,
        () -> {
          failed.complete(Thread.currentThread());
          throw new OutOfMemoryError("thrown by a test");
        });

    clock.after(1, () -> ran.complete(Thread.currentThread()));

    assertThat(ran.get()).isSameAs(failed.get());
  }

  @Test
  void thread_isThereBeforeItIsNeeded() {
    assertThat(Thread.getAllStackTraces().keySet())
        .anyMatch(thread -> thread.getName().equals("alarms") && thread.isAlive());
  }

  /** Their times are in that order as long as all are set within 10 ms. */
  @Test
  void after_manyInAnyOrder_runInTheOrderOfTheirTimes() throws Exception {
    List<Integer> ran = new CopyOnWriteArrayList<>();
    long took;
    do {
      ran.clear();
      CompletableFuture<Boolean> last = new CompletableFuture<>();
      long began = clock.nanos();
      for (int millis : new int[] {40, 10, 30, 20, 10}) {
        clock.after(TimeUnit.MILLISECONDS.toNanos(millis), () -> ran.add(millis));
      }
      clock.after(TimeUnit.MILLISECONDS.toNanos(50), () -> last.complete(true));
      took = clock.nanos() - began;
      assertThat(last.get()).isTrue();
    } while (took > TimeUnit.MILLISECONDS.toNanos(9));

    assertThat(ran).containsExactly(10, 10, 20, 30, 40);
  }

  @Test
  void close_endsItsThread() throws Exception {
    CompletableFuture<Thread> ran = new CompletableFuture<>();
    clock.after(0, () -> ran.complete(Thread.currentThread()));
    Thread alarms = ran.get();

    clock.close();

    alarms.join(TimeUnit.SECONDS.toMillis(20));
    assertThat(alarms.isAlive()).isFalse();
  }

  @Test
  void after_closed_neverRuns() {
    AtomicBoolean ran = new AtomicBoolean();
    clock.close();

    clock.after(0, () -> ran.set(true)).cancel();

    assertThat(ran).isFalse();
  }

  @Test
  void group_delayedMessage_reachesAWaitingReceiver() {
    Groups groups = new Groups(new Limits(1024), clock, TestGroup.OWNER);
    DirectGroup orders = new DirectGroup(groups.install("orders", TestGroup.OWNER));
    orders.settings().setSendDelay(30);
    FutureReceiver receiver = new FutureReceiver();
    orders.receive(receiver);
    long sent = clock.nanos();

    orders.send(TestGroup.bytes("a"));

    assertThat(receiver.join()).isEqualTo("a");
    assertThat(Duration.ofNanos(clock.nanos() - sent))
        .isGreaterThanOrEqualTo(Duration.ofMillis(30));
  }
}
