package synchmess.harness.job;

import static org.assertj.core.api.Assertions.assertThat;
import static synchmess.harness.job.Jobs.SHORT;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import synchmess.harness.Group;
import synchmess.harness.Mount;
import synchmess.harness.Mounted;

/** Two users who do not know of one another's jobs, and root: nobody is kept out by another. */
@Tag("no-engine")
class FairShareTest {
  private static final int EVE = 4001;
  private static final int ADA = 4002;

  @RegisterExtension static final Mounted MOUNTED = Mounted.with("--allow-other");

  private final Mount mount = MOUNTED.mount();
  @RegisterExtension final Jobs jobs = new Jobs(mount);

  /** Submits as a user; what the write says. */
  private String submit(int uid, String words) {
    return mount.probe("uid " + uid, "open jobs/submit w", "write " + words).get(2);
  }

  private static String queued(String words) {
    return "write " + words.length();
  }

  /** Root's own are removed by {@link #jobs}. */
  @AfterEach
  void removeThoseOfUsers() {
    for (int uid : new int[] {EVE, ADA}) {
      mount.probe("uid " + uid, "open jobs/remove_all w", "write 1");
    }
  }

  private void flood() {
    for (int i = 0; i < 100; i++) {
      submit(EVE, Jobs.LONG);
    }
  }

  @Test
  void oneWhoFloodsTheQueue_keepsNobodyOut() {
    jobs.limit("workers", 2);
    flood();
    assertThat(submit(EVE, SHORT)).isEqualTo("write -1 ENOSPC");
    assertThat(jobs.count("queued")).isEqualTo(16);
    assertThat(jobs.count("running")).isEqualTo(1);

    long done = jobs.count("done");
    assertThat(submit(ADA, SHORT)).isEqualTo(queued(SHORT));

    jobs.await("done", done + 1);
    assertThat(jobs.submit(SHORT).await()).contains("state: done\n");
    assertThat(jobs.count("queued")).isEqualTo(16);
  }

  @Test
  void oneWhoFloodsTheQueue_nonBlockingIsEAGAIN() {
    jobs.limit("workers", 0);
    flood();

    assertThat(mount.probe("uid " + EVE, "open jobs/submit w,nonblock", "write " + SHORT))
        .endsWith("write -1 EAGAIN");
  }

  @Test
  void result_tooLarge_isCut() {
    String words = "op=stat" + " in=/etc/passwd".repeat(4000);
    Job job = jobs.submit(words);

    assertThat(job.await()).hasSizeLessThanOrEqualTo(64 << 10).containsPattern("cut: \\d+ bytes");
    assertThat(job.read("result")).isEqualTo(job.await());
  }

  @Test
  void callback_toAGroupThatAnotherHasMade_isEACCESUnlessTheJobSaysSo() {
    Group trap = MOUNTED.newGroup();
    mount.probe("chmod " + trap.name() + " 666", "chown " + trap.name() + " " + EVE + " " + EVE);
    String words = SHORT + " callback=" + trap.name();

    assertThat(submit(ADA, words)).isEqualTo("write -1 EACCES");
    assertThat(submit(0, words)).isEqualTo("write -1 EACCES");

    String allowed = words + " callback_to_others=yes";
    assertThat(submit(ADA, allowed)).isEqualTo(queued(allowed));
    trap.await("depth", 1);
  }
}
