package synchmess.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static synchmess.job.TestJobs.job;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import synchmess.errno.Errno;
import synchmess.group.DirectGroup;
import synchmess.group.FullPolicy;
import synchmess.group.Groups;
import synchmess.group.Limits;
import synchmess.group.Message;
import synchmess.group.MessageReceiver;
import synchmess.group.Receiver;
import synchmess.job.work.JobFailedException;

/** The result of a job reaches its group once, and waits for room there. */
@Timeout(120)
class CallbackTest {
  private static final String WAITS = "waits for room in results";

  private final TestJobs queue = TestJobs.withoutWorkers();
  private final Jobs jobs = queue.jobs;
  private final Limits limits = new Limits(1 << 16);
  private final Groups groups = new Groups(limits, queue.clock, 0);
  private final DirectGroup group = new DirectGroup(groups.install("results", 0));

  @AfterEach
  void close() {
    queue.close();
    groups.close();
  }

  /** Submits a job that calls back. */
  private Job submit() {
    return queue.submit(job().calls(new Callback(() -> group)));
  }

  private Job finishNext() {
    submit();
    return queue.finish();
  }

  private String pending(Job job) {
    return jobs.view(job).pending();
  }

  private String receive() {
    return receive(group);
  }

  private static String receive(DirectGroup from) {
    Message message = from.receive();
    return message == null ? null : new String(message.content(), UTF_8);
  }

  private void send(DirectGroup to, int size) {
    to.send(new byte[size]);
  }

  private void limitStorage(long bytes) {
    limits.setMaxStorageSize(bytes);
    groups.limitsChanged();
  }

  private void limitTotal(long bytes) {
    limits.setMaxTotalSize(bytes);
    groups.limitsChanged();
  }

  /** Fills the group, so that each message that is received makes room for one more. */
  private void fill(FullPolicy policy) {
    group.settings().setFullPolicy(policy);
    send(group, 100);
    limitStorage(100);
  }

  @Test
  void active_nothingIsSent() {
    Job job = submit();
    queue.take();

    assertThat(group.stats().sent()).isZero();
    assertThat(pending(job)).isNull();
  }

  @Test
  void ended_resultIsSentOnce() {
    Job job = finishNext();
    jobs.cancel(job);
    jobs.remove(job);

    assertThat(receive()).isEqualTo(queue.result(job)).contains("state: done\n");
    assertThat(receive()).isNull();
    assertThat(pending(job)).isNull();
  }

  @Test
  void failedCancelledRemovedOrClosed_resultIsSent() {
    Job failed = submit();
    queue.end(queue.take(), JobState.FAILED, JobFailedException.of(Errno.ENOENT, "/x"));
    Job cancelled = submit();
    jobs.cancel(cancelled);
    Job removed = submit();
    jobs.remove(removed);
    Job queued = submit();
    jobs.close();

    for (Job job : List.of(failed, cancelled, removed, queued)) {
      assertThat(receive()).isEqualTo(queue.result(job));
    }
    assertThat(receive()).isNull();
  }

  @Test
  void received_theResultIsReadable() {
    Job job = submit();
    StringBuilder seen = new StringBuilder();
    group.receive(
        new MessageReceiver(Receiver.FOREVER, false) {
          @Override
          protected void received(Message message) {
            seen.append(queue.result(job)).append(jobs.view(job).state());
          }

          @Override
          public void failed(Errno why) {}
        });

    queue.finish();

    assertThat(seen.toString()).contains("state: done\n").endsWith("DONE");
  }

  // ----------------------------------------------------------------------------------- room

  @ParameterizedTest
  @EnumSource
  void groupIsFull_waitsForRoomAndSaysSo(FullPolicy policy) {
    fill(policy);

    Job job = finishNext();
    assertThat(pending(job)).isEqualTo(WAITS);
    assertThat(queue.result(job)).contains("state: done\n");
    assertThat(group.stats().depth()).isEqualTo(1);

    assertThat(receive()).hasSize(100);
    assertThat(pending(job)).isNull();
    assertThat(receive()).isEqualTo(queue.result(job));
    assertThat(receive()).isNull();
  }

  @ParameterizedTest
  @EnumSource
  void groupIsFull_resultsAreSentInOrder(FullPolicy policy) {
    fill(policy);
    List<Job> ended = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      ended.add(finishNext());
    }

    assertThat(ended).extracting(this::pending).containsOnly(WAITS);
    assertThat(receive()).hasSize(100);
    for (Job job : ended) {
      assertThat(receive()).isEqualTo(queue.result(job));
    }
    assertThat(receive()).isNull();
    assertThat(ended).extracting(this::pending).containsOnlyNulls();
  }

  @Test
  void groupIsFull_moreWaitThanWritersMayBeThrottled() {
    fill(FullPolicy.BLOCK);
    limits.setMaxThrottledWriters(0);

    Job job = finishNext();
    receive();

    assertThat(receive()).isEqualTo(queue.result(job));
  }

  @Test
  void groupIsFull_jobIsForgotten_resultIsSentAllTheSame() {
    fill(FullPolicy.FAIL);
    queue.keep(0);

    Job job = finishNext();
    receive();

    assertThat(receive()).isEqualTo(queue.result(job));
  }

  @Test
  void groupIsFull_signalDoesNotWait() {
    fill(FullPolicy.FAIL);
    CountingSignal signal = new CountingSignal();
    queue.submit(job().calls(new Callback(() -> group)).signals(signal));

    queue.finish();

    assertThat(signal.sent()).isEqualTo(1);
    assertThat(signal.closed()).isTrue();
  }

  @Test
  void storageLimitIsRaised_isSent() {
    fill(FullPolicy.FAIL);
    Job job = finishNext();

    limitStorage(1000);

    assertThat(pending(job)).isNull();
    assertThat(group.stats().depth()).isEqualTo(2);
  }

  @Test
  void storageLimitIsLowered_waitsOn() {
    fill(FullPolicy.FAIL);
    Job job = finishNext();

    limitStorage(1);
    receive();
    assertThat(pending(job)).isEqualTo(WAITS);
    limitStorage(100);

    assertThat(receive()).isEqualTo(queue.result(job));
  }

  @Test
  void totalIsReached_waitsForRoomAndSaysSo() {
    send(group, 100);
    limitTotal(200);

    Job job = finishNext();
    assertThat(pending(job)).isEqualTo(WAITS);
    receive();

    assertThat(receive()).isEqualTo(queue.result(job));
    assertThat(pending(job)).isNull();
  }

  @Test
  void totalIsReachedByAnotherGroup_isSentWhenThatMakesRoom() {
    DirectGroup other = new DirectGroup(groups.install("other", 0));
    send(other, 1000);
    send(other, 1000);
    limitTotal(2000);
    Job job = finishNext();
    assertThat(pending(job)).isEqualTo(WAITS);

    receive(other);
    receive(other);

    assertThat(pending(job)).isNull();
    assertThat(group.stats().depth()).isEqualTo(1);
  }

  @Test
  void totalIsReachedByAnotherGroup_thatMakesRoomForLessThanALargestMessage_isSent() {
    DirectGroup other = new DirectGroup(groups.install("other", 0));
    send(other, 100);
    limitTotal(200);
    Job job = finishNext();
    assertThat(pending(job)).isEqualTo(WAITS);

    receive(other);

    assertThat(pending(job)).isNull();
    assertThat(group.stats().depth()).isEqualTo(1);
  }

  @Test
  void totalIsReached_severalGroupsWait_eachIsSentWhenThereIsRoom() {
    DirectGroup other = new DirectGroup(groups.install("other", 0));
    DirectGroup third = new DirectGroup(groups.install("third", 0));
    send(other, 100);
    limitTotal(280);
    Job job = finishNext();
    Job toThird = queue.submit(job().calls(new Callback(() -> third)));
    queue.finish();

    receive(other);
    receive();

    assertThat(pending(job)).isNull();
    assertThat(pending(toThird)).isNull();
    assertThat(receive(third)).isEqualTo(queue.result(toThird));
  }

  // ----------------------------------------------------------------------------------- size

  @Test
  void resultIsTooLarge_itsBriefFormIsSent() {
    Job job = submit();
    queue.take();
    job.give("in: " + "x".repeat(2000));

    queue.finish(job);

    assertThat(receive()).isEqualTo("id: 1\nop: test\nstate: done\n");
    assertThat(pending(job)).isNull();
    assertThat(queue.result(job)).hasSizeGreaterThan(2000);
  }

  @Test
  void resultIsAsLargeAsAMessage_isSentWhole() {
    Job job = submit();
    queue.take();
    limits.setMaxMessageSize("id: 1\nop: test\nstate: done\nduration: 0.000000\n".length());

    queue.finish(job);

    assertThat(receive()).isEqualTo(queue.result(job));
  }

  @Test
  void briefFormIsTooLarge_asMuchAsFitsIsSent() {
    limits.setMaxMessageSize(5);

    finishNext();

    assertThat(receive()).isEqualTo("id: 1");
  }

  @Test
  void groupHasASmallerLimitOfItsOwn_asMuchAsFitsIsSent() {
    group.settings().maxMessageSize().setOwn(OptionalLong.of(5));

    finishNext();

    assertThat(receive()).isEqualTo("id: 1");
  }

  @Test
  void resultIsLargerThanTheStorage_itsBriefFormIsSent() {
    limitStorage(30);

    Job job = finishNext();

    assertThat(receive()).isEqualTo("id: 1\nop: test\nstate: done\n");
    assertThat(pending(job)).isNull();
  }

  @Test
  void messageSizeIsLoweredWhileItWaits_isSentWhole() {
    fill(FullPolicy.FAIL);
    Job job = finishNext();
    limits.setMaxMessageSize(5);
    groups.limitsChanged();

    receive();

    assertThat(receive()).isEqualTo(queue.result(job));
  }

  @Test
  void messageSizeIsChangedAgainAndAgain_everyResultIsSent() {
    AtomicBoolean stop = new AtomicBoolean();
    CompletableFuture<Void> changes =
        CompletableFuture.runAsync(
            () -> {
              while (!stop.get()) {
                limits.setMaxMessageSize(5);
                limits.setMaxMessageSize(1000);
              }
            });
    List<Job> ended = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      ended.add(finishNext());
      assertThat(receive()).startsWith("id: ");
    }
    stop.set(true);
    changes.join();

    assertThat(ended).extracting(this::pending).containsOnlyNulls();
    assertThat(group.stats().sent()).isEqualTo(20_000);
  }

  // -------------------------------------------------------------------------------- removal

  @Test
  void groupIsGone_resultIsReadable() {
    groups.remove(group.group);

    Job job = finishNext();

    assertThat(pending(job)).isEqualTo("results is gone");
    assertThat(queue.result(job)).contains("state: done\n");
  }

  @Test
  void groupIsRemovedWhileItWaits_resultIsReadable() {
    fill(FullPolicy.FAIL);
    Job job = finishNext();

    groups.remove(group.group);

    assertThat(pending(job)).isEqualTo("results is gone");
    assertThat(queue.result(job)).contains("state: done\n");
  }

  @Test
  void groupIsReplaced_theNewOneGetsNothing() {
    fill(FullPolicy.FAIL);
    finishNext();
    groups.remove(group.group);

    assertThat(receive(new DirectGroup(groups.install("results", 0)))).isNull();
  }
}
