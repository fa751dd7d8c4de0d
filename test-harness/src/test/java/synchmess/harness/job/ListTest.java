package synchmess.harness.job;

import static org.assertj.core.api.Assertions.assertThat;
import static synchmess.harness.job.Jobs.SHORT;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import synchmess.harness.Condition;
import synchmess.harness.Mount;
import synchmess.harness.Mounted;

/** What is shown of all jobs: {@code list}, {@code workers}, {@code stats} and the metrics. */
@Tag("no-engine")
class ListTest {
  private static final String HEADER = "ID +PRIORITY +STATE +OPERATION +OWNER +AGE +PERCENT +FILE";

  @RegisterExtension static final Mounted MOUNTED = Mounted.with("--allow-other");

  private final Mount mount = MOUNTED.mount();
  @RegisterExtension final Jobs jobs = new Jobs(mount);

  // --------------------------------------------------------------------------------------- list

  @Test
  void list_withoutJobs_isItsHeader() {
    assertThat(mount.read("jobs/list")).matches(HEADER + "\n");
  }

  @Test
  void list_hasALineForEachJob() {
    Job failed = jobs.submit("op=stat in=/nowhere/at-all priority=low");
    failed.await();
    Job done = jobs.submit(SHORT);
    done.await();
    Job running = jobs.run();
    Job cancelled = jobs.submit("op=checksum in=/etc/passwd");
    cancelled.cancel();
    Job queued = jobs.submit("op=stat in=/etc/passwd priority=high");

    assertThat(mount.read("jobs/list").lines().findFirst().orElseThrow()).matches(HEADER);
    assertThat(jobs.list().stream().map(words -> String.join(" ", words.subList(0, 5))))
        .containsExactly(
            failed.id() + " low failed stat 0",
            done.id() + " medium done count 0",
            running.id() + " medium running count 0",
            cancelled.id() + " medium cancelled checksum 0",
            queued.id() + " high queued stat 0");
  }

  @Test
  void list_showsTheOwner() {
    assertThat(mount.probe("uid 4000000000", "open jobs/submit w", "write " + SHORT))
        .contains("uid 0", "write " + SHORT.length());

    assertThat(jobs.list().get(0).get(4)).isEqualTo("4000000000");
  }

  @Test
  void list_ageIsInSecondsAndGrows() {
    Job job = jobs.run();

    assertThat(age(job)).isLessThan(60);
    Condition.await("age", () -> age(job) >= 1);
  }

  private long age(Job job) {
    List<String> words =
        jobs.list().stream()
            .filter(each -> each.get(0).equals(Long.toString(job.id())))
            .findFirst()
            .orElseThrow();
    assertThat(words).hasSize(8);
    return Long.parseLong(words.get(5));
  }

  @Test
  void list_showsThePercentageAndTheFirstFileHarmless() {
    jobs.submit("op=checksum in=/etc/passwd in=/etc/group").await();
    Job forged = jobs.submit("op=stat \"in=/tmp/x\n9 high done\u001b[2J\"");
    forged.await();
    Job without = jobs.submit(SHORT);
    without.await();

    assertThat(jobs.list().stream().map(words -> words.get(6) + " " + words.get(7)))
        .containsExactly(
            "100 /etc/passwd", "0 /tmp/x\\n9\\u0020high\\u0020done\\u001b[2J", "100 -");
    assertThat(mount.read("jobs/list")).hasLineCount(4);
    assertThat(forged.read("result")).contains("error: ENOENT /tmp/x\\n9 high done\\u001b[2J: ");
    assertThat(forged.read("spec")).contains("in=\"/tmp/x\n9 high done\\u001b[2J\"\n");
  }

  @Test
  void list_showsAnothersFilesToNobodyButRoot() {
    jobs.submit("op=stat in=/etc/passwd").await();
    String ofUser = "op=stat in=/etc/group";
    mount.probe("uid 1234", "open jobs/submit w", "write " + ofUser);
    jobs.await("finished", 2);

    assertThat(jobs.list().stream().map(words -> words.get(7)))
        .containsExactly("/etc/passwd", "/etc/group");
    List<String> seen = mount.probe("uid 1234", "open jobs/list r", "read 999");
    assertThat(String.join("", seen)).contains("/etc/group").doesNotContain("/etc/passwd");
  }

  // ------------------------------------------------------------------------------------ workers

  @Test
  void workers_areIdleOrShowTheJobThatTheyRun() {
    jobs.limit("workers", 3);
    assertThat(jobs.workers()).containsExactly("worker-1 idle", "worker-2 idle", "worker-3 idle");

    Job first = jobs.run();
    Job second = jobs.run();
    assertThat(jobs.workers().stream().map(line -> line.split(" ", 2)[1]))
        .containsExactlyInAnyOrder("idle", "" + first.id(), "" + second.id());
    first.cancel();
    second.cancel();
    jobs.await("idle", 3);
    assertThat(jobs.workers()).containsExactly("worker-1 idle", "worker-2 idle", "worker-3 idle");
  }

  @Test
  void workers_areThreadsOfThatName() {
    jobs.limit("workers", 2);
    String script = "cat /proc/" + mount.pid() + "/task/*/comm | grep '^worker-' | sort";

    assertThat(mount.sh(script).output()).isEqualTo("worker-1\nworker-2\n");
  }

  // -------------------------------------------------------------------------- stats and metrics

  @Test
  void stats_countJobsByStateAndWorkers() {
    long submitted = jobs.count("submitted");
    long done = jobs.count("done");
    long failed = jobs.count("failed");
    long cancelled = jobs.count("cancelled");
    jobs.submit("op=stat in=/nowhere/at-all").await();
    jobs.submit(SHORT).await();
    jobs.submit(SHORT).await();
    Job running = jobs.run();
    jobs.submit(SHORT, 3);

    assertThat(mount.read("jobs/stats").lines()).allMatch(line -> line.matches("[a-z]+: \\d+"));
    assertThat(List.of(jobs.count("queued"), jobs.count("running"), jobs.count("idle")))
        .containsExactly(3L, 1L, 0L);
    assertThat(List.of(jobs.count("finished"), jobs.count("throttled"))).containsExactly(3L, 0L);
    assertThat(jobs.count("submitted") - submitted).isEqualTo(7);
    assertThat(jobs.count("done") - done).isEqualTo(2);
    assertThat(jobs.count("failed") - failed).isEqualTo(1);
    running.cancel();
    running.await();
    jobs.await("queued", 0);
    assertThat(jobs.count("cancelled") - cancelled).isEqualTo(1);
    assertThat(jobs.count("submitted") - submitted).isEqualTo(7);
  }

  @Test
  void metrics_countJobsByOperationAndState() {
    long done = metric("synchmess_jobs_ended_total{op=\"checksum\",state=\"done\"}");
    long failed = metric("synchmess_jobs_ended_total{op=\"checksum\",state=\"failed\"}");
    long submitted = metric("synchmess_jobs_submitted_total");
    jobs.submit("op=checksum in=/etc/passwd").await();
    jobs.submit("op=checksum in=/nowhere/at-all").await();
    jobs.run();
    jobs.submit(SHORT, 2);

    assertThat(metric("synchmess_jobs_ended_total{op=\"checksum\",state=\"done\"}") - done)
        .isEqualTo(1);
    assertThat(metric("synchmess_jobs_ended_total{op=\"checksum\",state=\"failed\"}") - failed)
        .isEqualTo(1);
    assertThat(metric("synchmess_jobs_submitted_total") - submitted).isEqualTo(5);
    assertThat(metric("synchmess_queued_jobs")).isEqualTo(2);
    assertThat(metric("synchmess_running_jobs")).isEqualTo(1);
    assertThat(metric("synchmess_job_workers")).isEqualTo(1);
    assertThat(metric("synchmess_idle_job_workers")).isZero();
    assertThat(metric("synchmess_throttled_submitters")).isZero();
  }

  /** A sample of {@code sys/metrics}; 0 when it is not there. */
  private long metric(String name) {
    return mount
        .read("sys/metrics")
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToLong(line -> Long.parseLong(line.substring(name.length() + 1)))
        .findFirst()
        .orElse(0);
  }
}
