package synchmess.harness.job;

import static org.assertj.core.api.Assertions.assertThat;
import static synchmess.harness.job.Jobs.SHORT;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import synchmess.harness.Mount;
import synchmess.harness.Mounted;
import synchmess.harness.Outcome;

/** Writing a job to {@code submit}, and reading its id. */
@Tag("any-transport")
class SubmitTest {
  private static final String WRITTEN = "write " + SHORT.length();

  @RegisterExtension static final Mounted MOUNTED = Mounted.with("--allow-other");

  private final Mount mount = MOUNTED.mount();
  @RegisterExtension final Jobs jobs = new Jobs(mount);

  /** The id that the next job will get. */
  private long nextId() {
    return jobs.count("submitted") + 1;
  }

  private static String id(long id) {
    return "read %d %d\\x0a".formatted(Long.toString(id).length() + 1, id);
  }

  // ------------------------------------------------------------------------------------- the id

  @Test
  void read_onTheDescriptorOfTheWrite_givesTheIdOnce() {
    long next = nextId();

    assertThat(jobs.calls("rw", "write " + SHORT, "read 99", "read 99"))
        .containsExactly(WRITTEN, id(next), "read 0");
  }

  @Test
  void read_beforeAWrite_givesNothing() {
    long next = nextId();

    assertThat(jobs.calls("rw", "read 99", "write " + SHORT, "read 99"))
        .containsExactly("read 0", WRITTEN, id(next));
  }

  @Test
  void read_inPieces_givesTheIdPieceByPiece() {
    jobs.submit(SHORT, 10);
    long next = nextId();
    String digits = Long.toString(next);

    assertThat(jobs.calls("rw", "write " + SHORT, "read 1", "read 1", "read 9"))
        .startsWith(WRITTEN, "read 1 " + digits.charAt(0), "read 1 " + digits.charAt(1));
  }

  @Test
  void read_onAnotherDescriptor_givesNothing() {
    String open = "open jobs/submit rw";
    long next = nextId();

    assertThat(mount.probe(open, open, "write " + SHORT, "fd 3", "read 99", "fd 4", "read 99"))
        .containsExactly("open 3", "open 4", WRITTEN, "fd 3", "read 0", "fd 4", id(next));
  }

  @Test
  void read_onACopyOfTheDescriptor_givesTheId() {
    long next = nextId();

    assertThat(jobs.calls("rw", "write " + SHORT, "dup", "read 99"))
        .containsExactly(WRITTEN, "dup 4", id(next));
  }

  @Test
  void severalWrites_areAJobAndALineEach() {
    long next = nextId();

    assertThat(jobs.calls("rw", "write " + SHORT, "write " + SHORT, "read 99", "read 99"))
        .containsExactly(
            WRITTEN,
            WRITTEN,
            "read %d %d\\x0a%d\\x0a"
                .formatted(("" + next + (next + 1)).length() + 2, next, next + 1),
            "read 0");
  }

  @Test
  void refusedWrite_leavesTheIdsOfTheOthers() {
    long next = nextId();

    assertThat(jobs.calls("rw", "write op=nothing", "write " + SHORT, "write op", "read 99"))
        .containsExactly("write -1 EINVAL", WRITTEN, "write -1 EINVAL", id(next));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sh", "bash"})
  void shell_readsTheIdOnItsDescriptor(String shell) {
    long next = nextId();
    String script = "exec 3<>jobs/submit; echo '%s' >&3; read id <&3; echo $id; cat jobs/$id/wait";

    assertThat(mount.shell(shell, script.formatted(SHORT)).output())
        .startsWith("%1$d\nid: %1$d\nop: count\nstate: done\n".formatted(next));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "f = os.open('jobs/submit', os.O_RDWR); os.write(f, b'%s'); print(int(os.read(f, 99)))",
        "f = open('jobs/submit', 'r+b', 0); f.write(b'%s\\n'); print(int(f.readline()))"
      })
  void python_readsTheIdOnItsDescriptor(String code) {
    if (mount.sh("python3 --version").exit() != 0) {
      return;
    }
    long next = nextId();
    String script = "python3 -c \"import os; " + code.formatted(SHORT) + "\"";

    assertThat(mount.sh(script).output()).isEqualTo(next + "\n");
  }

  // ------------------------------------------------------------------------------------ writing

  @ParameterizedTest
  @ValueSource(strings = {">", ">>", "1<>"})
  void redirection_submits(String redirection) {
    long next = nextId();
    mount.sh("echo '" + SHORT + "' " + redirection + " jobs/submit").output();

    assertThat(new Job(mount, next).await()).contains("state: done\n");
  }

  @Test
  void words_areSeparatedByAnyWhiteSpace() {
    String words = "op=count  \\t\\n threads=3\\nlock=mutex\\n\\n times=7 \\n";
    mount.sh("printf '" + words + "' > jobs/submit").output();

    assertThat(new Job(mount, nextId() - 1).await()).contains("expected: 21\n");
  }

  @Test
  void quotesAndBackslashes_protect() {
    Outcome outcome =
        mount.sh(
            """
            d=$(mktemp -d) && echo hi > "$d/a \\"b\\" c" || exit
            exec 3<>jobs/submit
            echo 'op=checksum in="'$d'/a \\"b\\" c"' >&3; read id <&3; cat jobs/$id/wait
            echo 'op=checksum in='$d'/a\\ \\"b"\\" c"' >&3; read id <&3; cat jobs/$id/wait
            sha256sum "$d"/a*; rm -r "$d"
            """);

    String sum = outcome.output().lines().reduce((first, last) -> last).orElseThrow();
    assertThat(outcome.output().lines().filter(line -> line.startsWith("sha256: ")))
        .hasSize(2)
        .containsOnly("sha256: " + sum.split(" ", 2)[0]);
  }

  @Test
  void emptyWrite_submitsNothing() {
    long next = nextId();
    jobs.calls("w", "write ", "line ");

    assertThat(nextId()).isEqualTo(next);
  }

  @Test
  void largerThan64KiB_isEMSGSIZEAndNothingIsQueued() {
    long next = nextId();

    assertThat(jobs.calls("w", "fill 65537", "fill 200000", "fill 2000000"))
        .containsExactly("fill -1 EMSGSIZE", "fill -1 EMSGSIZE", "fill -1 EMSGSIZE");
    assertThat(nextId()).isEqualTo(next);
  }

  @Test
  void exactly64KiB_isSubmitted() {
    String path = " in=/" + "x".repeat(1000);
    String words = ("op=stat" + path.repeat(66)).substring(0, 1 << 16);

    assertThat(jobs.submit(words).await()).contains("error: ENAMETOOLONG ");
  }

  @Test
  void submit_isReadAndWrittenByAll() {
    assertThat(mount.probe("stat jobs/submit")).containsExactly("stat 0 100666 0:0 0");
  }

  // ----------------------------------------------------------------------------- another writer

  @Test
  void descriptorWrittenByAnotherUser_isEPERMAndNothingIsQueued() {
    long next = nextId();

    assertThat(jobs.calls("rw", "uid 1234", "write " + SHORT, "read 99"))
        .containsExactly("uid 0", "write -1 EPERM", "read 0");
    assertThat(nextId()).isEqualTo(next);
  }

  @Test
  void triggersAndValuesWrittenByAnotherUser_areEPERMAndChangeNothing() {
    jobs.limit("workers", 0);
    Job job = jobs.submit(SHORT);

    assertThat(job.calls("cancel", "rw", "uid 1234", "write 1"))
        .containsExactly("uid 0", "write -1 EPERM");
    assertThat(job.calls("priority", "rw", "uid 1234", "write low"))
        .containsExactly("uid 0", "write -1 EPERM");
    assertThat(mount.probe("open jobs/remove_all rw", "uid 1234", "write 1", "read 9"))
        .containsExactly("open 3", "uid 0", "write -1 EPERM", "read 0");
    assertThat(job.state()).isEqualTo("queued");
    assertThat(job.read("priority")).isEqualTo("medium\n");
  }

  @Test
  void removeAll_removesTheCallersAlone() {
    jobs.limit("workers", 0);
    Job ours = jobs.submit(SHORT);
    List<String> theirs =
        mount.probe(
            "uid 1234",
            "open jobs/submit rw",
            "write " + SHORT,
            "write " + SHORT,
            "open jobs/remove_all rw",
            "write 1",
            "read 9");

    assertThat(theirs).endsWith("write 1", "read 2 2\\x0a");
    assertThat(jobs.ids("queued")).containsExactly(ours.id());
  }
}
