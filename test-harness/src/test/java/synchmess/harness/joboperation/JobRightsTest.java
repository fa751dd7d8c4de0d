package synchmess.harness.joboperation;

import static org.assertj.core.api.Assertions.assertThat;
import static synchmess.harness.joboperation.User.ADA;
import static synchmess.harness.joboperation.User.BEN;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import synchmess.harness.Mount;
import synchmess.harness.Mounted;
import synchmess.harness.Outcome;
import synchmess.harness.Program;

/**
 * Two users and a daemon of root's: a job touches what its owner may touch, and nobody else touches
 * the job. It needs root.
 */
@Tag("no-engine")
class JobRightsTest {
  private static final String REFUSED = "Operation not permitted";

  @RegisterExtension static final Mounted MOUNTED = Mounted.with("--allow-other");

  private final Mount mount = MOUNTED.mount();
  private Folder top;
  private Folder ada;
  private Folder ben;

  @BeforeEach
  void makeFolders(@TempDir Path directory) {
    top = new Folder(Folder.permit(directory, "rwxr-xr-x"));
    ada = top.make("ada", ADA, "rwxr-xr-x");
    ben = top.make("ben", BEN, "rwxr-xr-x");
    Folder.give(ada.write("own", "of Ada"), ADA, "rw-r-----");
    Folder.give(ben.write("secret", "of Ben"), BEN, "rw-------");
    Folder.give(ada.write("key", new byte[32]), ADA, "rw-------");
  }

  private Job submit(String... words) {
    return Job.submit(mount, ADA, words);
  }

  private void assertBenHasWhatHeHad() {
    assertThat(ben.names()).containsExactly("secret");
    assertThat(ben.text("secret")).isEqualTo("of Ben");
    assertThat(ben.rights("secret")).isEqualTo("5678:5678 600");
  }

  // ------------------------------------------------------------------------- what a job may do

  @ParameterizedTest
  @ValueSource(strings = {"encrypt key_file=%s/key", "compress", "decompress", "concat", "copy"})
  void anothersFile_isNotRead(String words) {
    submit("op=" + words.formatted(ada.path()), ben.in("secret"), ada.out("out"))
        .assertFailed("EACCES");

    assertThat(ada.names()).containsExactly("key", "own");
  }

  @Test
  void anothersFile_isNotDigestedNorAKey() {
    Folder.give(ben.write("key", new byte[32]), BEN, "rw-------");

    submit("op=checksum", ben.in("secret")).assertFailed("EACCES");
    submit("op=checksum follow=yes", ben.in("secret")).assertFailed("EACCES");
    submit("op=encrypt", ada.in("own"), ada.out("out"), ben.keyFile("key")).assertFailed("EACCES");
  }

  @ParameterizedTest
  @ValueSource(strings = {"encrypt key_file=%s/key", "compress", "concat", "copy", "rename"})
  void anothersDirectory_isNotWritten(String words) {
    String job = "op=" + words.formatted(ada.path());

    submit(job, ada.in("own"), ben.out("out")).assertFailed("EACCES");
    submit(job, ada.in("own"), ben.out("secret"), "overwrite=yes").assertFailed("EACCES");
    submit(job, ada.in("own"), ben.out("secret")).assertFailed("EEXIST");
    assertBenHasWhatHeHad();
    assertThat(ada.names()).containsExactly("key", "own");
  }

  @Test
  void anothersFile_isNeitherMovedNorDeleted() {
    submit("op=rename", ben.in("secret"), ada.out("out")).assertFailed("EACCES");
    submit("op=delete", ben.in("secret")).assertFailed("EACCES");

    assertBenHasWhatHeHad();
  }

  @Test
  void anothersDirectoryThatIsClosed_showsNothing() {
    Folder.permit(ben.path(), "rwx------");

    submit("op=stat", ben.in("secret")).assertFailed("EACCES");
    submit("op=stat", ben.in("none")).assertFailed("EACCES");
    submit("op=copy", ada.in("own"), ben.out("none")).assertFailed("EACCES");
  }

  /** Like /tmp: whoever may write there may not remove what is another's. */
  @Test
  void anothersFileInASharedDirectory_stays() {
    Folder shared = top.make("shared", new User(0), "rwxrwxrwx");
    top.sh("chmod +t shared");
    Folder.give(shared.write("of-ben", "of Ben"), BEN, "rw-rw-rw-");

    submit("op=copy overwrite=yes", ada.in("own"), shared.out("of-ben")).assertFailed("EPERM");
    submit("op=delete", shared.in("of-ben")).assertFailed("EPERM");
    submit("op=rename", shared.in("of-ben"), ada.out("out")).assertFailed("EPERM");
    assertThat(shared.names()).containsExactly("of-ben");
    assertThat(shared.text("of-ben")).isEqualTo("of Ben");
  }

  @Test
  void rootsFile_isNotReadAlsoInTheOwnersDirectory() {
    ada.secret("of-root", new byte[] {1});

    submit("op=checksum", ada.in("of-root")).assertFailed("EACCES");
    submit("op=checksum in=/etc/shadow").assertFailed("EACCES");
    submit("op=delete", ada.in("of-root")).assertDone();
  }

  @ParameterizedTest
  @ValueSource(strings = {"encrypt key_file=%s/key", "compress", "concat", "copy"})
  void output_belongsToTheOwnerOfTheJob(String words) {
    String job = "op=" + words.formatted(ada.path());
    submit(job, ada.in("own"), ada.out("out")).assertDone();
    assertThat(ada.rights("out")).isEqualTo("1234:1234 640");

    submit(job, ada.in("own"), ada.out("out"), "overwrite=yes").assertDone();
    assertThat(ada.rights("out")).isEqualTo("1234:1234 640");
  }

  @Test
  void copyOfAnothersReadableFile_belongsToTheOwnerOfTheJob() {
    Folder.give(ben.write("for-all", "of Ben"), BEN, "rw-r--r--");
    submit("op=copy", ben.in("for-all"), ada.out("out")).assertDone();

    assertThat(ada.rights("out")).isEqualTo("1234:1234 644");
    assertThat(ada.text("out")).isEqualTo("of Ben");
  }

  @Test
  void supplementaryGroups_count() {
    Folder.give(ben.write("staff", "for staff"), "5678:4242", "rw-r-----");
    Folder.give(ben.write("others", "for others"), "5678:4343", "rw-r-----");
    User member = new User(ADA.id(), 4242, 4141);

    Job.submit(mount, member, "op=copy", ben.in("staff"), ada.out("out")).assertDone();
    Job.submit(mount, member, "op=checksum", ben.in("others")).assertFailed("EACCES");
    submit("op=checksum", ben.in("staff")).assertFailed("EACCES");
    assertThat(ada.text("out")).isEqualTo("for staff");
    assertThat(ada.rights("out")).isEqualTo("1234:1234 640");
  }

  @Test
  void manyJobsOfBothUsersAtOnce_eachDoesWhatItsOwnerMay() {
    mount.write("sys/jobs/workers", "8");
    List<Job> own =
        List.of(1, 2, 3, 4, 5, 6).stream()
            .flatMap(
                i ->
                    List.of(
                        submit("op=copy", ada.in("own"), ada.out("out-" + i)),
                        Job.submit(mount, BEN, "op=copy", ben.in("secret"), ben.out("out-" + i)))
                        .stream())
            .toList();
    List<Job> others =
        List.of(
            submit("op=copy", ben.in("secret"), ada.out("other")),
            Job.submit(mount, BEN, "op=copy", ada.in("key"), ben.out("other")));

    own.forEach(Job::assertDone);
    others.forEach(job -> job.assertFailed("EACCES"));
    assertThat(ada.sh("stat -c %u out-* | sort -u")).isEqualTo("1234\n");
    assertThat(ben.sh("stat -c %u out-* | sort -u")).isEqualTo("5678\n");
  }

  // -------------------------------------------------------------------------- who may do it

  @Test
  void submitterInAnotherMountNamespace_isEPERM() {
    String submit = "echo op=count > " + mount.path("jobs/submit");
    Outcome refused = Program.run(Path.of("/"), List.of("unshare", "--mount", "sh", "-c", submit));

    assertThat(refused.exit()).isNotZero();
    assertThat(refused.err()).contains(REFUSED);
    assertThat(mount.read("jobs/stats")).contains("queued: 0\n");
  }

  @Test
  void submitterWithAnotherRoot_isEPERM() {
    assertThat(openWithRoot(ada.path())).isEqualTo(REFUSED);
    assertThat(openWithRoot(Path.of("/"))).isEqualTo("opened");
  }

  private String openWithRoot(Path root) {
    String script =
        """
        chdir $ARGV[0] and chroot $ARGV[1] or die $!;
        print open(my $submit, "+<", "submit") ? "opened" : $!;
        """;
    List<String> command =
        List.of("perl", "-e", script, mount.path("jobs").toString(), root.toString());
    return Program.run(Path.of("/"), command).output();
  }

  // ------------------------------------------------------------------- who may look at a job

  /** A job that waits for as long as there are no workers. */
  private Job queued() {
    mount.write("sys/jobs/workers", "0");
    return submit("op=copy", ada.in("own"), ada.out("out"));
  }

  private void letItRun(Job job) {
    mount.write("sys/jobs/workers", "2");
    job.assertDone();
  }

  private List<String> as(User user, String... calls) {
    List<String> all = new ArrayList<>(List.of("uid " + user.id()));
    all.addAll(List.of(calls));
    List<String> lines = mount.probe(all.toArray(new String[0]));
    return lines.subList(1, lines.size());
  }

  @ParameterizedTest
  @CsvSource({"spec,r", "result,r", "wait,r", "cancel,w", "cancel,rw", "priority,w", "priority,rw"})
  void anothersJob_isClosed(String file, String flags) {
    Job job = queued();
    try {
      assertThat(as(BEN, "open %s %s".formatted(job.path(file), flags)))
          .containsExactly("open -1 EACCES");
      assertThat(as(ADA, "open %s %s".formatted(job.path(file), flags))).containsExactly("open 3");
    } finally {
      letItRun(job);
    }
    assertThat(as(BEN, "open " + job.path("result"))).containsExactly("open -1 EACCES");
  }

  @Test
  void anothersJob_isNotRemoved() {
    Job job = queued();
    try {
      assertThat(as(BEN, "rmdir jobs/" + job.id())).containsExactly("rmdir -1 EACCES");
      assertThat(as(BEN, "open jobs/remove_all rw", "write 1", "read 9")).contains("read 2 0\\x0a");
      assertThat(job.state()).isEqualTo("queued");
    } finally {
      letItRun(job);
    }
    assertThat(as(BEN, "rmdir jobs/" + job.id())).containsExactly("rmdir -1 EACCES");
    assertThat(as(ADA, "rmdir jobs/" + job.id())).containsExactly("rmdir 0");
  }

  @Test
  void anothersJob_isListedWithItsStateAndProgress() {
    Job job = queued();
    try {
      assertThat(as(BEN, "open " + job.path("state"), "read 99")).contains("read 7 queued\\x0a");
      assertThat(as(BEN, "open " + job.path("progress"), "read 99").get(1))
          .startsWith("read 6 0 0");
      assertThat(as(BEN, "open " + job.path("priority"), "read 99")).contains("read 7 medium\\x0a");
      assertThat(BEN.sh("cat $1", mount.path("jobs/list").toString()).output())
          .containsPattern("(?m)^" + job.id() + " +medium +queued +copy +1234 ");
    } finally {
      letItRun(job);
    }
  }

  @Test
  void root_mayAll() {
    Job job = queued();
    try {
      mount.write(job.path("priority"), "high");
      assertThat(job.read("priority")).isEqualTo("high\n");
      assertThat(job.read("spec")).contains("op=copy\n");
      job.cancel();
      assertThat(job.read("wait")).contains("\nstate: cancelled\n");
      mount.sh("rmdir jobs/" + job.id()).output();
      assertThat(mount.list("jobs")).doesNotContain(String.valueOf(job.id()));
    } finally {
      mount.write("sys/jobs/workers", "2");
    }
  }
}
