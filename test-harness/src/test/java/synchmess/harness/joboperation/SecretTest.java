package synchmess.harness.joboperation;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import synchmess.harness.Group;
import synchmess.harness.Mount;
import synchmess.harness.Mounted;
import synchmess.harness.Program;
import synchmess.harness.Repository;

/** A passphrase is nowhere to be seen, also in a job that is malformed or fails. */
@Tag("no-engine")
class SecretTest {
  private static final String SECRET = "Kohlrabi47";

  private static final List<String> MALFORMED =
      List.of(
          "passphrase=%s",
          "op=encrypt passphrase=%s",
          "op=encrypt in=/a out=/b passphrase=%s passphrase=%1$s",
          "op=encrypt in=/a out=/b passphrase=open %s",
          "op=encrypt in=/a out=/b passphrase=open %s=1",
          "op=encrypt in=/a out=/b passphrase= %s",
          "op=encrypt in=/a out=/b passphrase=\"%s",
          "op=encrypt in=/a out=/b passphrase=%s\\",
          "op=encrypt in=/a out=/b passphrase=%s key_file=/k",
          "op=encrypt in=/a out=/b passphrase=%s nonsense=1",
          "op=encrypt in=a out=/b passphrase=%s",
          "op=checksum in=/a passphrase=%s",
          "op=count passphrase=%s");

  @RegisterExtension static final Mounted MOUNTED = Mounted.with("--log-level", "TRACE");

  private final Mount mount = MOUNTED.mount();
  private Folder folder;

  @BeforeEach
  void makeFiles(@TempDir Path directory) {
    folder = new Folder(directory);
    folder.write("a", "content");
    mount.sh("touch results").output();
  }

  private Job submit(String... words) {
    return Job.submit(mount, words);
  }

  /** One that is done, and others that fail in each way. */
  private List<Job> jobs() {
    String secret = "callback=results passphrase=" + SECRET;
    Job done = submit("op=encrypt", folder.in("a"), folder.out("b"), secret).assertDone();
    Job queued = cancelledWhileQueued(secret);
    Job again = submit("op=encrypt", folder.in("a"), folder.out("b"), secret);
    Job wrong = submit("op=decrypt", folder.in("b"), folder.out("c"), secret + "-wrong\" \"too");
    Job missing = submit("op=decrypt", folder.in("none"), folder.out("c"), secret);
    Job garbage = submit("op=decrypt", folder.in("a"), folder.out("c"), secret);
    List<Job> all = List.of(done, queued, again, wrong, missing, garbage);
    all.forEach(Job::awaitEnd);
    return all;
  }

  private Job cancelledWhileQueued(String secret) {
    mount.write("sys/jobs/workers", "0");
    try {
      Job queued = submit("op=encrypt", folder.in("a"), folder.out("c"), secret);
      assertHidden("list", mount.read("jobs/list"));
      queued.cancel();
      return queued;
    } finally {
      mount.write("sys/jobs/workers", "2");
    }
  }

  private void submitMalformed() {
    String submit = mount.path("jobs/submit").toString();
    for (String job : MALFORMED) {
      String words = job.formatted(SECRET);
      assertThat(mount.probe("open " + submit + " rw", "write " + words))
          .as(words)
          .containsExactly("open 3", "write -1 EINVAL");
    }
  }

  private static void assertHidden(String what, String text) {
    assertThat(text).as(what).isNotEmpty().doesNotContain(SECRET);
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file, ISO_8859_1);
  }

  @Test
  void passphrase_isNowhere() throws IOException {
    List<Job> jobs = jobs();
    submitMalformed();

    for (Job job : jobs) {
      assertThat(job.read("spec")).contains("passphrase=***\n");
      for (String file : List.of("spec", "state", "priority", "progress", "result", "wait")) {
        assertHidden(file, job.read(file));
      }
      assertHidden("callback", new Group(mount, "results").receive());
    }
    for (String file : List.of("jobs/list", "jobs/workers", "jobs/stats", "sys/metrics")) {
      assertHidden(file, mount.read(file));
    }
    assertHidden("sys/stats", mount.read("sys/stats"));
    Path process = Path.of("/proc", String.valueOf(mount.pid()));
    assertHidden("cmdline", read(process.resolve("cmdline")));
    assertHidden("environ", read(process.resolve("environ")));
    assertHidden("names of threads", mount.sh("cat " + process + "/task/*/comm").output());
    String command = Repository.file("daemon/bin/synchmess").toString();
    assertHidden(
        "status",
        Program.run(Path.of("/"), List.of(command, "status", mount.directory().toString()))
            .output());
    assertThat(read(mount.log())).contains("refused a job").doesNotContain(SECRET);
  }
}
