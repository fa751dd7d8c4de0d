package synchmess.job;

import static org.assertj.core.api.Assertions.assertThat;
import static synchmess.errno.Refusal.assertRefused;
import static synchmess.job.TestJobs.job;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import synchmess.errno.Errno;
import synchmess.waiting.Outcome;

/** No user takes the whole queue, or all workers, from another. */
@Timeout(120)
class FairShareTest {
  private static final int OWNER = TestJobs.USER;
  private static final int ROOT = 0;
  private static final int ADA = 2001;
  private static final int BEN = 2002;
  private static final int EVE = 2003;

  private final TestJobs queue = TestJobs.withoutWorkers();
  private final Jobs jobs = queue.jobs;

  @AfterEach
  void close() {
    queue.close();
  }

  private Job submit(int uid) {
    return queue.submit(job().of(uid));
  }

  private List<Job> submit(int uid, int count) {
    List<Job> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(submit(uid));
    }
    return all;
  }

  private RecordingSubmission throttle(int uid) {
    return queue.throttle(job().of(uid));
  }

  /** The owners of the next jobs, each of which is done before the next is taken. */
  private List<Integer> finish(int count) {
    List<Integer> uids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      uids.add(queue.finish().owner().uid());
    }
    return uids;
  }

  private void limitRunning(int most) {
    queue.limits.setMaxRunningPerUser(most);
    jobs.limitsChanged();
  }

  // ----------------------------------------------------------------------------------- turns

  @Test
  void take_severalUsers_takeTurnsWhoeverCameFirst() {
    submit(ADA, 4);
    submit(BEN, 2);
    submit(OWNER, 1);

    assertThat(finish(7)).containsExactly(ADA, BEN, OWNER, ADA, BEN, ADA, ADA);
  }

  @Test
  void take_priority_ordersTheJobsOfOneUserOnly() {
    Job low = queue.submit(job(Priority.LOW).of(ADA));
    Job high = queue.submit(job(Priority.HIGH).of(ADA));
    Job others = queue.submit(job(Priority.LOW).of(BEN));

    assertThat(List.of(queue.finish(), queue.finish(), queue.finish()))
        .containsExactly(high, others, low);
  }

  @Test
  void setPriority_ofTheOnlyJob_leavesTheTurn() {
    Job adas = submit(ADA);
    submit(BEN);

    jobs.setPriority(adas, Priority.LOW);

    assertThat(queue.finish()).isSameAs(adas);
  }

  // --------------------------------------------------------------------------------- running

  @Test
  void maxRunning_reached_theUserIsPassedOverUntilOneEnds() {
    limitRunning(2);
    submit(ADA, 4);
    submit(BEN, 1);
    Job first = queue.take();

    assertThat(queue.take().owner().uid()).isEqualTo(BEN);
    assertThat(queue.take().owner().uid()).isEqualTo(ADA);
    assertThat(queue.take()).isNull();
    queue.finish(first);
    assertThat(queue.take().owner().uid()).isEqualTo(ADA);
    assertThat(queue.take()).isNull();
  }

  @Test
  void maxRunning_exemptUsers_mayRunAll() {
    limitRunning(0);
    submit(ADA);
    submit(ROOT, 2);
    submit(OWNER, 2);

    assertThat(finish(2)).containsExactly(ROOT, OWNER);
    queue.take();
    queue.take();
    assertThat(queue.take()).isNull();
  }

  @Test
  void maxRunning_raised_takesEffectAtOnce() {
    limitRunning(1);
    submit(ADA, 2);
    queue.take();
    assertThat(queue.take()).isNull();

    limitRunning(2);

    assertThat(queue.take()).isNotNull();
  }

  @Test
  void maxRunning_notSet_isOneLessThanTheWorkersAndAtLeastOne() {
    JobLimits limits = queue.limits;
    limits.setWorkers(4);
    assertThat(limits.maxRunningPerUser()).isEqualTo(3);
    limits.setWorkers(1);
    assertThat(limits.maxRunningPerUser()).isEqualTo(1);
    limits.setMaxRunningPerUser(7);
    assertThat(limits.maxRunningPerUser()).isEqualTo(7);
    limits.unsetMaxRunningPerUser();
    assertThat(limits.maxRunningPerUser()).isEqualTo(1);
  }

  @Test
  void oneUsersJobs_leaveAWorkerToOthers() {
    queue.work(2);
    GatedOperation endless = new GatedOperation();
    queue.submit(job().of(EVE).runs(endless));
    endless.awaitStart();
    Job waiting = queue.submit(job().of(EVE).runs(work -> {}));

    Job adas = queue.submit(job().of(ADA));

    queue.awaitEnd(adas);
    assertThat(queue.state(waiting)).isEqualTo(JobState.QUEUED);
    endless.open();
    queue.awaitEnd(waiting);
  }

  /** The worker that is woken for a job that may not run yet sleeps on; another event wakes it. */
  @Test
  void aUsersJobEnds_aSleepingWorkerTakesHisNext() {
    queue.work(2);
    GatedOperation first = new GatedOperation();
    queue.submit(job().of(ADA).runs(first));
    first.awaitStart();
    Job second = queue.submit(job().of(ADA));
    assertThat(queue.state(second)).isEqualTo(JobState.QUEUED);

    first.open();

    queue.awaitEnd(second);
  }

  @Test
  void workersRaised_aUserWhoWaitedRuns() {
    queue.work(1);
    GatedOperation first = new GatedOperation();
    GatedOperation second = new GatedOperation();
    queue.submit(job().of(EVE).runs(first));
    first.awaitStart();
    queue.submit(job().of(EVE).runs(second));

    queue.work(3);

    second.awaitStart();
    first.open();
    second.open();
  }

  // ---------------------------------------------------------------------------------- queued

  @Test
  void maxQueued_ofAUser_isAQuarterUntilItIsSet() {
    queue.limitQueue(64);
    assertThat(queue.limits.maxQueuedPerUser()).isEqualTo(16);
    queue.limitQueue(2);
    assertThat(queue.limits.maxQueuedPerUser()).isEqualTo(1);
    queue.limitQueue(0);
    assertThat(queue.limits.maxQueuedPerUser()).isZero();
    queue.limits.setMaxQueuedPerUser(5);
    assertThat(queue.limits.maxQueuedPerUser()).isEqualTo(5);
    queue.limits.unsetMaxQueuedPerUser();
    assertThat(queue.limits.maxQueuedPerUser()).isZero();
  }

  @Test
  void maxQueued_ofAUser_reached_heAloneIsRefused() {
    queue.limitQueue(16);
    submit(EVE, 4);

    assertRefused(Errno.EAGAIN, () -> submit(EVE));
    assertRefused(Errno.ENOSPC, () -> throttle(EVE));
    submit(ADA, 4);
    submit(ROOT, 5);
    assertThat(jobs.stats().queued()).isEqualTo(13);
  }

  @Test
  void maxQueued_ofAUser_countsHisThrottledSubmitters() {
    queue.limitQueue(8);
    queue.limits.setMaxQueuedPerUser(3);
    submit(ADA, 3);
    submit(BEN, 3);
    submit(EVE, 2);
    assertThat(throttle(EVE).outcome()).isEqualTo(Outcome.WAITING);

    assertRefused(Errno.ENOSPC, () -> throttle(EVE));
  }

  @Test
  void queue_filledByOthers_hasRoomForExemptUsers() {
    queue.limitQueue(4);
    queue.limits.setMaxQueuedPerUser(4);
    submit(ADA, 4);
    RecordingSubmission waiting = throttle(BEN);
    assertThat(waiting.outcome()).isEqualTo(Outcome.WAITING);

    assertThat(throttle(ROOT).outcome()).isEqualTo("queued");
    submit(OWNER, 3);

    assertThat(throttle(OWNER).outcome()).isEqualTo(Outcome.WAITING);
    assertThat(waiting.outcome()).isEqualTo(Outcome.WAITING);
  }

  @Test
  void throttled_others_takeNoPlaceOfExemptUsers() {
    queue.limitQueue(1);
    queue.limits.setMaxQueuedPerUser(5);
    queue.limits.setMaxThrottled(1);
    submit(ADA);
    throttle(BEN);
    assertRefused(Errno.ENOSPC, () -> throttle(EVE));

    submit(ROOT);

    assertThat(throttle(ROOT).outcome()).isEqualTo(Outcome.WAITING);
  }

  @Test
  void throttled_ofBothKinds_areLetInByTheirOwnRoom() {
    queue.limitQueue(1);
    submit(OWNER);
    RecordingSubmission owners = throttle(OWNER);
    RecordingSubmission adas = throttle(ADA);

    queue.finish();
    assertThat(owners.outcome()).isEqualTo("queued");
    assertThat(adas.outcome()).isEqualTo(Outcome.WAITING);
    queue.finish();

    assertThat(adas.outcome()).isEqualTo("queued");
  }
}
