package synchmess.harness.joboperation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import synchmess.harness.Condition;
import synchmess.harness.Mount;
import synchmess.harness.Mounted;

/** A file of 256 MiB: the daemon's memory does not grow with it, and a job can be stopped. */
@Tag("no-engine")
class LargeFileTest {
  private static final long SIZE = 256L << 20;
  private static final long HUGE = 64L << 30;

  /** What a job's buffers, and what the machine compiles meanwhile, may take; a quarter of it. */
  private static final long MARGIN_KIB = 64 << 10;

  /** Source: {@code head -c 256M /dev/zero | sha256sum}. */
  private static final String SHA256 =
      "a6d72ac7690f53be6ae46ba88506bd97302a093f7108472bd9efc3cefda06484";

  @RegisterExtension static final Mounted MOUNTED = Mounted.with();

  private final Mount mount = MOUNTED.mount();
  private Folder folder;

  @BeforeEach
  void makeFile(@TempDir Path directory) {
    folder = new Folder(directory);
    folder.sparse("zeros", SIZE);
    folder.random("key", 32);
    folder.secret("key", folder.bytes("key"));
  }

  /** The most memory that the daemon has had, in KiB. Source: proc_pid_status(5). */
  private long peak() throws IOException {
    return Files.readAllLines(Path.of("/proc", String.valueOf(mount.pid()), "status")).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
        .findFirst()
        .orElseThrow();
  }

  private Job run(String... words) {
    return Job.run(mount, words);
  }

  @Test
  void memory_doesNotGrowWithTheFile() throws IOException {
    folder.random("small", 1 << 20);
    exercise("small");
    folder.sh("rm small small.*");
    long before = peak();
    Job checksum = exercise("zeros");

    assertThat(checksum.result("sha256")).isEqualTo(SHA256);
    assertThat(folder.resolve("zeros.b")).hasSize(SIZE);
    assertThat(peak() - before).isLessThan(MARGIN_KIB);
  }

  /** All that streams; its checksum. What is no longer needed makes room. */
  private Job exercise(String name) {
    String in = folder.in(name);
    for (String format : List.of("gzip level=1", "zstd")) {
      run("op=compress", "format=" + format, in, folder.out(name + ".c"), "overwrite=yes");
    }
    run("op=encrypt", in, folder.out(name + ".a"), folder.keyFile("key"));
    run("op=decrypt", folder.in(name + ".a"), folder.out(name + ".b"), folder.keyFile("key"));
    folder.sh("rm " + name + ".a");
    return run("op=checksum", folder.in(name + ".b"));
  }

  @Test
  void progress_moves() {
    folder.sparse("huge", HUGE);
    Job job = Job.submit(mount, "op=checksum alg=sha512", folder.in("huge"));
    List<Long> seen = new ArrayList<>();
    while (new HashSet<>(seen).size() < 3) {
      seen.add(job.progress());
    }
    job.cancel();

    assertThat(seen).isSorted().allMatch(done -> done <= HUGE);
  }

  @Test
  void progress_atTheEnd_isAll() {
    assertThat(run("op=checksum alg=sha512", folder.in("zeros")).read("progress").strip())
        .isEqualTo("%d %1$d 100".formatted(SIZE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"encrypt key_file=%s/key", "compress", "compress format=zstd level=19", "copy"})
  void cancelled_itEndsSoonAndLeavesNothing(String words) {
    folder.sparse("huge", HUGE);
    Job job =
        Job.submit(
                mount, "op=" + words.formatted(folder.path()), folder.in("huge"), folder.out("out"))
            .awaitProgress();
    job.cancel();

    Condition.await(
        "an end",
        Duration.ofSeconds(50),
        () -> !List.of("queued", "running").contains(job.state()));
    assertThat(job.read("result")).contains("\nstate: cancelled\n").doesNotContain("error:");
    assertThat(folder.names()).containsExactly("huge", "key", "zeros");
  }
}
