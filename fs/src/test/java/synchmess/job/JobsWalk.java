package synchmess.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import synchmess.errno.Errno;
import synchmess.errno.ErrnoException;
import synchmess.waiting.Parked;

/**
 * A walk of random operations on a job queue, whose worker it plays, and on its {@link NaiveJobs
 * model}, which are compared after each step.
 */
final class JobsWalk {
  private static final List<Priority> PRIORITIES = List.of(Priority.values());
  private static final int MOST_INTERRUPTIBLE = 10;

  private final Random random;
  private final TestJobs queue = TestJobs.withoutWorkers();
  private final Jobs jobs = queue.jobs;
  private final NaiveJobs naive = new NaiveJobs();
  private final List<String> told = new ArrayList<>();
  private final List<Caller> interruptible = new ArrayList<>();
  private final List<Job> running = new ArrayList<>();
  private int lastName;

  private record Caller(String name, Parked parked) {}

  JobsWalk(long seed) {
    random = new Random(seed);
    changeLimits();
  }

  /** Does one random thing to both, and compares. */
  void step() {
    int choice = random.nextInt(100);
    if (choice < 35) {
      submit();
    } else if (choice < 50) {
      take();
    } else if (choice < 60) {
      end();
    } else if (choice < 90) {
      useOne(choice);
    } else if (choice < 95) {
      interrupt();
    } else if (choice < 97) {
      int uid = uid();
      same(() -> "" + jobs.removeAll(uid), () -> naive.removeAll(uid));
    } else {
      changeLimits();
    }
    compare();
  }

  private void compare() {
    assertThat(jobs.list())
        .extracting(job -> job.id() + " " + job.priority() + " " + job.state() + " " + job.owner())
        .isEqualTo(naive.list());
    JobStats stats = jobs.stats();
    assertThat(
            List.of(
                (long) stats.queued(),
                (long) stats.running(),
                (long) stats.finished(),
                (long) stats.throttled(),
                stats.submitted()))
        .isEqualTo(naive.numbers());
    assertThat(told).containsExactlyInAnyOrderElementsOf(naive.told);
    told.clear();
    naive.told.clear();
  }

  // ------------------------------------------------------------------------------ operations

  private void submit() {
    String name = "submitter" + ++lastName;
    Priority priority = priority();
    String unique = random.nextInt(4) == 0 ? "word" + random.nextInt(2) : null;
    int uid = uid();
    boolean mayWait = random.nextInt(4) > 0;
    TestSpec spec = TestJobs.job(priority).unique(unique).of(uid).signals(new TellingSignal(name));
    TellingSubmission submission = new TellingSubmission(name, spec.submission());
    enter(name, submission);
    same(
        () -> "" + jobs.submit(submission, mayWait),
        () -> naive.submit(name, priority, unique, uid, mayWait));
  }

  private void take() {
    same(
        () -> {
          Job job = queue.take();
          if (job != null) {
            running.add(job);
          }
          return "" + (job == null ? 0 : job.id());
        },
        naive::take);
  }

  private void end() {
    if (!running.isEmpty()) {
      Job job = running.remove(random.nextInt(running.size()));
      JobState state = random.nextBoolean() ? JobState.DONE : JobState.FAILED;
      queue.end(job, state, null);
      naive.ended(job.id(), state);
    }
  }

  private void useOne(int choice) {
    List<Long> ids = naive.ids();
    if (ids.isEmpty()) {
      return;
    }
    long id = ids.get(random.nextInt(ids.size()));
    Job job = jobs.find(id);
    if (choice < 70) {
      Priority priority = priority();
      same(done(() -> jobs.setPriority(job, priority)), () -> naive.setPriority(id, priority));
    } else if (choice < 76) {
      same(() -> "" + jobs.cancel(job), () -> naive.cancel(id));
    } else if (choice < 82) {
      same(done(() -> jobs.remove(job)), () -> naive.remove(id));
    } else {
      String name = "waiter" + ++lastName;
      TellingEndWaiter waiter = new TellingEndWaiter(name);
      enter(name, waiter);
      same(() -> await(job, waiter), () -> naive.await(name, id));
    }
  }

  private String await(Job job, EndWaiter waiter) {
    byte[] result = jobs.result(job, waiter, true);
    return result == null ? "waits" : state(result);
  }

  private void enter(String name, Parked parked) {
    interruptible.add(new Caller(name, parked));
    if (interruptible.size() > MOST_INTERRUPTIBLE) {
      interruptible.remove(0);
    }
  }

  private void interrupt() {
    if (!interruptible.isEmpty()) {
      Caller caller = interruptible.remove(random.nextInt(interruptible.size()));
      same(() -> "" + caller.parked.cancel(Errno.EINTR), () -> naive.interrupt(caller.name));
    }
  }

  private void changeLimits() {
    naive.maxQueued = random.nextInt(8);
    naive.maxThrottled = random.nextInt(5);
    naive.keepFinished = random.nextInt(6);
    naive.maxQueuedPerUser = random.nextInt(5);
    naive.maxRunningPerUser = random.nextInt(4);
    queue.limits.setMaxQueued(naive.maxQueued);
    queue.limits.setMaxQueuedPerUser(naive.maxQueuedPerUser);
    queue.limits.setMaxRunningPerUser(naive.maxRunningPerUser);
    queue.limits.setMaxThrottled(naive.maxThrottled);
    queue.limits.setKeepFinished(naive.keepFinished);
    jobs.limitsChanged();
    naive.limitsChanged();
  }

  // --------------------------------------------------------------------------------- choosing

  private Priority priority() {
    return PRIORITIES.get(random.nextInt(PRIORITIES.size()));
  }

  private int uid() {
    return TestJobs.USER + random.nextInt(3);
  }

  private static Supplier<String> done(Runnable operation) {
    return () -> {
      operation.run();
      return "";
    };
  }

  private static void same(Supplier<String> operation, Supplier<String> expected) {
    assertThat(answer(operation)).isEqualTo(expected.get());
  }

  private static String answer(Supplier<String> operation) {
    try {
      return operation.get();
    } catch (ErrnoException refused) {
      return refused.errno().name();
    }
  }

  /** The state that a result names. */
  private static String state(byte[] result) {
    return new String(result, UTF_8)
        .lines()
        .filter(line -> line.startsWith("state: "))
        .findFirst()
        .orElseThrow()
        .substring("state: ".length());
  }

  // ---------------------------------------------------------------------------------- callers

  private final class TellingSignal implements Submitter.Signal {
    private final String name;

    TellingSignal(String name) {
      this.name = name;
    }

    @Override
    public boolean send() {
      told.add(name + " signalled");
      return true;
    }

    @Override
    public void close() {}
  }

  private final class TellingSubmission extends Submission {
    private final String name;

    TellingSubmission(String name, Submission what) {
      super(what.spec, what.owner, what.notice);
      this.name = name;
    }

    @Override
    protected void queued(long id) {
      told.add(name + " queued");
    }

    @Override
    protected void refused(Errno why) {
      told.add(name + " " + why);
    }
  }

  private final class TellingEndWaiter extends EndWaiter {
    private final String name;

    TellingEndWaiter(String name) {
      this.name = name;
    }

    @Override
    protected void ended(byte[] result) {
      told.add(name + " " + state(result));
    }

    @Override
    public void failed(Errno why) {
      told.add(name + " " + why);
    }
  }
}
