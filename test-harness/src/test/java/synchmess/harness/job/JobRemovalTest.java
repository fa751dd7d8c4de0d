package synchmess.harness.job;

import static org.assertj.core.api.Assertions.assertThat;
import static synchmess.harness.job.Jobs.SHORT;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import synchmess.harness.Mount;
import synchmess.harness.Mounted;

/** Forgetting jobs. */
@Tag("any-transport")
class JobRemovalTest {
  private static final int MANY = 500;

  @RegisterExtension static final Mounted MOUNTED = Mounted.with();

  private final Mount mount = MOUNTED.mount();
  @RegisterExtension final Jobs jobs = new Jobs(mount);

  @Test
  void rmdir_ofAQueuedJob_removesIt() {
    jobs.limit("workers", 0);
    Job job = jobs.submit(SHORT);

    assertThat(job.rmdir()).isEqualTo("rmdir 0");
    assertThat(job.isThere()).isFalse();
    assertThat(jobs.count("queued")).isZero();
    assertThat(jobs.list()).isEmpty();
    assertThat(mount.probe("stat " + job.directory(), "stat " + job.file("state")))
        .containsOnly("stat -1 ENOENT");
  }

  @Test
  void rmdir_ofAJobThatHasEnded_removesIt() {
    Job job = jobs.submit(SHORT);
    job.await();

    assertThat(job.rmdir()).isEqualTo("rmdir 0");
    assertThat(job.isThere()).isFalse();
    assertThat(job.rmdir()).isEqualTo("rmdir -1 ENOENT");
  }

  @Test
  void rmdir_ofARunningJob_isEBUSYAndItGoesOn() {
    Job job = jobs.run();

    assertThat(job.rmdir()).isEqualTo("rmdir -1 EBUSY");
    assertThat(job.state()).isEqualTo("running");
    assertThat(job.isThere()).isTrue();
  }

  @Test
  void rmdir_ofAnotherName_isRefused() {
    assertThat(mount.probe("rmdir jobs/999999", "rmdir jobs/list", "unlink jobs/list"))
        .containsExactly("rmdir -1 ENOENT", "rmdir -1 ENOTDIR", "unlink -1 EPERM");
    assertThat(mount.list("jobs")).contains("list");
  }

  @Test
  void rmdir_whileItsResultIsOpen_leavesTheResultReadable() {
    Job job = jobs.submit(SHORT);
    job.await();

    assertThat(job.calls("result", "r", "rmdir " + job.directory(), "read 4"))
        .containsExactly("rmdir 0", "read 4 id: ");
  }

  @Test
  void removeAll_removesTheQueuedJobsAndGivesHowMany() {
    Job done = jobs.submit(SHORT);
    done.await();
    Job running = jobs.run();
    jobs.submit(SHORT, 5);

    assertThat(mount.probe("open jobs/remove_all rw", "write 1", "read 9", "write 1", "read 9"))
        .containsExactly("open 3", "write 1", "read 2 5\\x0a", "write 1", "read 2 0\\x0a");
    assertThat(jobs.list()).hasSize(2);
    assertThat(done.isThere()).isTrue();
    assertThat(running.state()).isEqualTo("running");
  }

  @Test
  void removeAll_byTheShell_givesHowMany() {
    jobs.limit("workers", 0);
    jobs.submit(SHORT, 3);

    assertThat(mount.sh("exec 3<>jobs/remove_all; echo 1 >&3; cat <&3").output()).isEqualTo("3\n");
  }

  @Test
  void manyJobs_areListedAndRemovedByTheShell() {
    jobs.limit("workers", 0);
    jobs.limit("max_queued", MANY);
    jobs.submit(SHORT, MANY);

    assertThat(mount.sh("ls jobs | grep -c '^[0-9]'").output()).isEqualTo(MANY + "\n");
    assertThat(jobs.ids("queued")).hasSize(MANY);
    mount.sh("rmdir jobs/[0-9]*").output();
    assertThat(jobs.list()).isEmpty();
    assertThat(jobs.count("queued")).isZero();
  }
}
