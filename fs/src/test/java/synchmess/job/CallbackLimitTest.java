package synchmess.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static synchmess.job.TestJobs.job;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import synchmess.errno.Errno;
import synchmess.errno.ErrnoException;
import synchmess.errno.Refusal;
import synchmess.group.DirectGroup;
import synchmess.group.Group;
import synchmess.group.Groups;
import synchmess.group.Limits;
import synchmess.group.Message;

/** Results that wait for room in a group have an end: for each user, and together. */
class CallbackLimitTest {
  private static final int EVE = 2003;
  private static final int ADA = 2001;
  private static final int MANY = 50;

  private final TestJobs queue = TestJobs.withoutWorkers();
  private final Jobs jobs = queue.jobs;
  private final Limits limits = new Limits(1 << 16);
  private final Groups groups = new Groups(limits, queue.clock, 0);
  private final DirectGroup group = new DirectGroup(groups.install("results", 0));

  @BeforeEach
  void fill() {
    group.send(new byte[100]);
    limits.setMaxStorageSize(100);
    groups.limitsChanged();
    queue.limits.setMaxCallbacksPerUser(3);
  }

  @AfterEach
  void close() {
    queue.close();
    groups.close();
  }

  private Job finish(int uid) {
    return finish(uid, group);
  }

  private Job finish(int uid, Group to) {
    queue.submit(job().of(uid).calls(new Callback(() -> to)));
    return queue.finish();
  }

  private String pending(Job job) {
    return jobs.view(job).pending();
  }

  private long waiting() {
    return group.stats().writers();
  }

  @Test
  void maxCallbacks_reached_theNextIsNotSentAndSaysSo() {
    for (int i = 0; i < 3; i++) {
      assertThat(pending(finish(EVE))).isEqualTo("waits for room in results");
    }

    Job refused = finish(EVE);

    assertThat(pending(refused))
        .isEqualTo("not sent, no room in results, and too many results wait");
    assertThat(queue.result(refused)).contains("state: done\n");
    assertThat(waiting()).isEqualTo(3);
  }

  @Test
  void maxCallbacks_reachedByOne_othersWaitAllTheSame() {
    for (int i = 0; i < MANY; i++) {
      finish(EVE);
    }

    assertThat(pending(finish(ADA))).isEqualTo("waits for room in results");
    for (int i = 0; i < MANY; i++) {
      assertThat(pending(finish(0))).isEqualTo("waits for room in results");
      assertThat(pending(finish(TestJobs.USER))).isEqualTo("waits for room in results");
    }
  }

  @Test
  void maxCallbacks_reached_aGroupWithRoomGetsTheResult() {
    DirectGroup other = new DirectGroup(groups.install("other", 0));
    for (int i = 0; i < MANY; i++) {
      finish(EVE);
    }

    Job job = finish(EVE, other);

    assertThat(pending(job)).isNull();
    assertThat(new String(other.receive().content(), UTF_8)).isEqualTo(queue.result(job));
  }

  @Test
  void delivered_nextMayWait() {
    for (int i = 0; i < MANY; i++) {
      finish(EVE);
    }
    for (Message next = group.receive(); next != null; next = group.receive()) {
      assertThat(next.content()).isNotEmpty();
    }
    group.send(new byte[100]);

    assertThat(pending(finish(EVE))).isEqualTo("waits for room in results");
  }

  @Test
  void groupIsGone_nextMayWaitElsewhere() {
    for (int i = 0; i < 3; i++) {
      finish(EVE);
    }
    groups.remove(group.group);
    DirectGroup other = new DirectGroup(groups.install("other", 0));
    other.send(new byte[100]);

    assertThat(pending(finish(EVE, other))).isEqualTo("waits for room in other");
  }

  @Test
  void bytesOfAll_areBounded() {
    queue.limits.setMaxUndeliveredBytes(2000);
    for (int uid = EVE; uid < EVE + MANY; uid++) {
      finish(uid);
    }

    assertThat(waiting()).isEqualTo(3);
  }

  @Test
  void accept_thatIsRefused_queuesNothing() {
    Callback refusing =
        new Callback(
            () -> {
              throw new ErrnoException(Errno.EDQUOT);
            });

    Refusal.assertRefused(Errno.EDQUOT, () -> queue.submit(job().calls(refusing)));

    assertThat(jobs.stats().queued()).isZero();
    assertThat(jobs.ids()).isEmpty();
    assertThat(queue.submit().id()).isEqualTo(1);
  }

  @Test
  void accept_isNotAskedForAJobThatIsRefused() {
    queue.limitQueue(0);
    boolean[] asked = new boolean[1];
    Callback callback =
        new Callback(
            () -> {
              asked[0] = true;
              return group;
            });

    Refusal.assertRefused(Errno.EAGAIN, () -> queue.submit(job().calls(callback)));
    assertThat(asked[0]).isFalse();
    RecordingSubmission throttled = queue.throttle(job().calls(callback));
    assertThat(asked[0]).isFalse();
    queue.limitQueue(1);
    assertThat(throttled.outcome()).isEqualTo("queued");
    assertThat(asked[0]).isTrue();
  }
}
