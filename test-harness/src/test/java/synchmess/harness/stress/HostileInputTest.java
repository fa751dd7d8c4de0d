package synchmess.harness.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import synchmess.harness.Group;
import synchmess.harness.Mount;
import synchmess.harness.Mounted;
import synchmess.harness.Program;

/**
 * Whatever programs do, nothing crashes, hangs or fails with an errno that it should not, and then
 * the mount still works.
 *
 * <p>{@code -Dsynchmess.hostile.seconds=N} has new seeds, for so long in all; {@code
 * -Dsynchmess.hostile.seed=N} repeats the test that has this seed in its name.
 */
class HostileInputTest {
  private static final int SECONDS_EACH = 6;
  private static final Integer SECONDS = Integer.getInteger("synchmess.hostile.seconds");
  private static final int KNOWN_SEEDS = 2;
  private static final int MOST_MORE = 10;
  private static final Long SEED = Long.getLong("synchmess.hostile.seed");

  @RegisterExtension static final Mounted MOUNTED = Mounted.with("--allow-other");

  private final Mount mount = MOUNTED.mount();

  static LongStream seeds() {
    if (SEED != null) {
      return LongStream.of(SEED);
    }
    return SECONDS == null
        ? LongStream.rangeClosed(1, KNOWN_SEEDS)
        : new Random().longs(Math.max(1, SECONDS / SECONDS_EACH), 1, Long.MAX_VALUE);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void hostilePrograms_getTheRightErrnosAndLeaveAMountThatWorks(long seed) throws IOException {
    attack(seed);
    assertWorks();
    assertThat(Files.readString(mount.log())).doesNotContain("Exception", "Error", "\tat ");
  }

  /**
   * A mount that refuses everything would be sound too; as one does whose limits are set to 1. What
   * chance has not brought about in that time gets more of it.
   */
  @AfterAll
  static void hostilePrograms_reachedTheGroups() throws IOException {
    for (long more = 1; more <= MOST_MORE && !unreached().isEmpty(); more++) {
      attack(KNOWN_SEEDS + more);
    }
    assertThat(unreached()).isEmpty();
  }

  private static void attack(long seed) throws IOException {
    try (Program hostile =
        Stress.start("hostile", MOUNTED.mount().directory(), SECONDS_EACH, seed)) {
      assertThat(hostile.finish().output()).contains("wrong: 0\n");
    }
  }

  private static List<String> unreached() {
    Report stats = Report.of(MOUNTED.mount().read("sys/stats"));
    return Stream.of("sent", "received", "revoked", "flushed", "purged", "rejected")
        .filter(name -> stats.get(name) == 0)
        .toList();
  }

  /** After the parameters are set back, which they have to allow. */
  private void assertWorks() {
    mount.write("sys/max_groups", "1024\n");
    mount.write("sys/max_groups_per_user", "256\n");
    mount.write("sys/max_message_size", "1024\n");
    mount.write("sys/max_storage_size", "1048576\n");
    mount.write("sys/max_messages", "0\n");
    mount.write("sys/max_total_size", "67108864\n");
    mount.write("sys/max_total_size_per_user", "\n");
    mount.write("sys/read_mode", "eof\n");
    mount.write("sys/full_policy", "fail\n");
    mount.write("sys/send_mode", "write\n");
    mount.list("ctl").forEach(group -> new Group(mount, group).remove());
    assertThat(mount.list(".")).containsExactly("ctl", "jobs", "synchmess", "sys");
    assertThat(Report.of(mount.read("sys/stats")).get("bytes")).isZero();

    mount.write("new", "hello");
    Group group = new Group(mount, "new");
    assertThat(group.count("depth")).isEqualTo(1);
    assertThat(group.receive()).isEqualTo("hello");
    group.remove();
  }
}
