package synchmess.job;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What a job queue does, in the simplest way: each question is answered by looking at all jobs. */
final class NaiveJobs {
  int maxQueued;
  int maxThrottled;
  int keepFinished;
  int maxQueuedPerUser;
  int maxRunningPerUser;

  /** What was told to whom, in no order. */
  final List<String> told = new ArrayList<>();

  private final List<NaiveJob> jobs = new ArrayList<>();
  private final List<NaiveJob> throttled = new ArrayList<>();

  /** The users of whom a job may be run, whose turn is next first. */
  private final List<Integer> turns = new ArrayList<>();

  private long lastId;

  /** Grows with everything that has an order: joining a queue, and ending. */
  private long lastTurn;

  private static final class NaiveJob {
    final String name;
    final int uid;
    final String unique;
    final List<String> waiters = new ArrayList<>();
    long id;
    Priority priority;
    JobState state = JobState.QUEUED;
    long turn;

    NaiveJob(String name, Priority priority, String unique, int uid) {
      this.name = name;
      this.priority = priority;
      this.unique = unique;
      this.uid = uid;
    }
  }

  // ----------------------------------------------------------------------------- submitting

  String submit(String name, Priority priority, String unique, int uid, boolean mayWait) {
    NaiveJob job = new NaiveJob(name, priority, unique, uid);
    if (clashes(job)) {
      return "EEXIST";
    }
    if (!isExempt(uid) && queued(uid).size() + throttled(uid) >= maxQueuedPerUser) {
      return mayWait ? "ENOSPC" : "EAGAIN";
    }
    List<NaiveJob> before =
        throttled.stream().filter(each -> isExempt(each.uid) == isExempt(uid)).toList();
    if (before.isEmpty() && hasRoom(uid)) {
      enqueue(job);
      return "" + job.id;
    }
    if (!mayWait) {
      return "EAGAIN";
    }
    if (before.size() >= maxThrottled) {
      return "ENOSPC";
    }
    throttled.add(job);
    return "0";
  }

  private boolean clashes(NaiveJob job) {
    return job.unique != null
        && jobs.stream()
            .anyMatch(
                each ->
                    !each.state.isEnd() && each.uid == job.uid && job.unique.equals(each.unique));
  }

  private static boolean isExempt(int uid) {
    return uid == TestJobs.USER;
  }

  private long throttled(int uid) {
    return throttled.stream().filter(job -> job.uid == uid).count();
  }

  private boolean hasRoom(int uid) {
    return (isExempt(uid) ? queued(uid) : queued()).size() < maxQueued;
  }

  private void enqueue(NaiveJob job) {
    job.id = ++lastId;
    job.turn = ++lastTurn;
    jobs.add(job);
    settle();
  }

  /** Exempt users first: each has a row of his own. */
  private void admit() {
    settle();
    while (admitFirst(true) || admitFirst(false)) {
      settle();
    }
  }

  private boolean admitFirst(boolean exempt) {
    NaiveJob job =
        throttled.stream().filter(each -> isExempt(each.uid) == exempt).findFirst().orElse(null);
    if (job == null || !hasRoom(job.uid)) {
      return false;
    }
    throttled.remove(job);
    if (clashes(job)) {
      told.add(job.name + " EEXIST");
    } else {
      enqueue(job);
      told.add(job.name + " queued");
    }
    return true;
  }

  /** Whoever has a job that may be run has a turn, and nobody else. */
  private void settle() {
    turns.removeIf(uid -> !mayRun(uid));
    jobs.stream()
        .map(job -> job.uid)
        .distinct()
        .sorted()
        .filter(uid -> mayRun(uid) && !turns.contains(uid))
        .forEach(turns::add);
  }

  private boolean mayRun(int uid) {
    long running =
        jobs.stream().filter(job -> job.uid == uid && job.state == JobState.RUNNING).count();
    return !queued(uid).isEmpty() && (isExempt(uid) || running < maxRunningPerUser);
  }

  String interrupt(String name) {
    boolean waited = throttled.removeIf(job -> job.name.equals(name));
    for (NaiveJob job : jobs) {
      waited |= job.waiters.remove(name);
    }
    if (waited) {
      told.add(name + " EINTR");
    }
    return "" + waited;
  }

  // -------------------------------------------------------------------------------- running

  private List<NaiveJob> queued() {
    return jobs.stream()
        .filter(job -> job.state == JobState.QUEUED)
        .sorted(Comparator.comparing((NaiveJob job) -> job.priority).thenComparing(job -> job.turn))
        .toList();
  }

  private List<NaiveJob> queued(int uid) {
    return queued().stream().filter(job -> job.uid == uid).toList();
  }

  private NaiveJob find(long id) {
    return jobs.stream().filter(job -> job.id == id).findAny().orElse(null);
  }

  String take() {
    if (turns.isEmpty()) {
      return "0";
    }
    int uid = turns.remove(0);
    NaiveJob next = queued(uid).get(0);
    next.state = JobState.RUNNING;
    admit();
    return "" + next.id;
  }

  void ended(long id, JobState state) {
    end(find(id), state);
    forgetOldest();
    admit();
  }

  private void end(NaiveJob job, JobState state) {
    job.state = state;
    job.turn = ++lastTurn;
    told.add(job.name + " signalled");
    job.waiters.forEach(waiter -> told.add(waiter + " " + state.word()));
    job.waiters.clear();
  }

  private void forgetOldest() {
    while (ended().size() > keepFinished) {
      jobs.remove(
          ended().stream()
              .max(
                  Comparator.comparing((NaiveJob job) -> ended(job.uid))
                      .thenComparing(job -> -job.turn))
              .orElseThrow());
    }
  }

  private List<NaiveJob> ended() {
    return jobs.stream().filter(job -> job.state.isEnd()).toList();
  }

  private long ended(int uid) {
    return ended().stream().filter(job -> job.uid == uid).count();
  }

  String await(String who, long id) {
    NaiveJob job = find(id);
    if (job.state.isEnd()) {
      return job.state.word();
    }
    job.waiters.add(who);
    return "waits";
  }

  // -------------------------------------------------------------------------------- changing

  String setPriority(long id, Priority priority) {
    NaiveJob job = find(id);
    if (job.state != JobState.QUEUED) {
      return "EBUSY";
    }
    if (job.priority != priority) {
      job.priority = priority;
      job.turn = ++lastTurn;
    }
    return "";
  }

  String cancel(long id) {
    NaiveJob job = find(id);
    boolean active = !job.state.isEnd();
    if (job.state == JobState.QUEUED) {
      end(job, JobState.CANCELLED);
      forgetOldest();
      admit();
    }
    return "" + active;
  }

  String remove(long id) {
    NaiveJob job = find(id);
    if (job.state == JobState.RUNNING) {
      return "EBUSY";
    }
    jobs.remove(job);
    if (job.state == JobState.QUEUED) {
      end(job, JobState.CANCELLED);
      admit();
    }
    return "";
  }

  String removeAll(int uid) {
    List<NaiveJob> gone = queued(uid);
    jobs.removeAll(gone);
    gone.forEach(job -> end(job, JobState.CANCELLED));
    admit();
    return "" + gone.size();
  }

  void limitsChanged() {
    forgetOldest();
    admit();
  }

  // ------------------------------------------------------------------------------- comparing

  List<Long> ids() {
    return jobs.stream().map(job -> job.id).toList();
  }

  /** A line for each job. */
  List<String> list() {
    return jobs.stream()
        .map(job -> job.id + " " + job.priority + " " + job.state + " " + job.uid)
        .toList();
  }

  /** Queued, running, finished, throttled and submitted. */
  List<Long> numbers() {
    return List.of(
        (long) queued().size(),
        count(JobState.RUNNING),
        jobs.size() - queued().size() - count(JobState.RUNNING),
        (long) throttled.size(),
        lastId);
  }

  private long count(JobState state) {
    return jobs.stream().filter(job -> job.state == state).count();
  }
}
