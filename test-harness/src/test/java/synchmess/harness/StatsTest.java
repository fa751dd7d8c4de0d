package synchmess.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("no-engine")
class StatsTest {
  @RegisterExtension static final Mounted MOUNTED = Mounted.with();

  private final Mount mount = MOUNTED.mount();
  private final Group group = MOUNTED.newGroup();

  private Map<String, Long> stats(String path) {
    Map<String, Long> stats = new LinkedHashMap<>();
    for (String line : mount.read(path).lines().toList()) {
      assertThat(line).matches("[a-z_]+: [0-9]+");
      String[] parts = line.split(": ", 2);
      stats.put(parts[0], Long.valueOf(parts[1]));
    }
    return stats;
  }

  private Map<String, Long> stats() {
    return stats(group.control("stats"));
  }

  @Test
  void ofANewGroup_areAllZero() {
    assertThat(stats().keySet())
        .contains(
            "depth",
            "delayed",
            "bytes",
            "sleepers",
            "readers",
            "writers",
            "sent",
            "received",
            "revoked",
            "flushed",
            "purged",
            "rejected",
            "oldest_age_ms");
    assertThat(stats().values()).containsOnly(0L);
  }

  @Test
  void countWhatIsDone() {
    group.send("received");
    assertThat(group.receive()).isEqualTo("received");
    group.send("purged");
    mount.write(group.control("purge"), "1");
    group.set("send_delay", "600000");
    group.send("flushed");
    mount.write(group.control("flush"), "1");
    group.send("revoked");
    group.send("revoked too");
    mount.write(group.control("revoke"), "1");
    group.send("12");
    group.calls("w", "fill 1025");

    assertThat(stats())
        .containsEntry("sent", 6L)
        .containsEntry("received", 1L)
        .containsEntry("purged", 1L)
        .containsEntry("flushed", 1L)
        .containsEntry("revoked", 2L)
        .containsEntry("rejected", 1L)
        .containsEntry("depth", 1L)
        .containsEntry("delayed", 1L)
        .containsEntry("bytes", 9L);
  }

  @Test
  void oldestAge_growsUntilTheMessageIsTaken() {
    group.send("old");
    Condition.await("age", () -> stats().get("oldest_age_ms") >= 50);
    group.send("young");
    assertThat(stats().get("oldest_age_ms")).isGreaterThanOrEqualTo(50);

    mount.write(group.control("purge"), "1");
    assertThat(stats()).containsEntry("oldest_age_ms", 0L);
  }

  @Test
  void ofTheMount_sumUpAllGroups() {
    Group other = MOUNTED.newGroup();
    Map<String, Long> before = stats("sys/stats");
    group.send("123");
    other.send("4567");

    Map<String, Long> after = stats("sys/stats");
    assertThat(after.get("sent") - before.get("sent")).isEqualTo(2);
    assertThat(after.get("depth") - before.get("depth")).isEqualTo(2);
    assertThat(after.get("bytes") - before.get("bytes")).isEqualTo(7);
    assertThat(after.get("groups")).isEqualTo(mount.list("ctl").size());
  }

  @Test
  void ofTheMount_keepWhatRemovedGroupsHaveDone() {
    Map<String, Long> before = stats("sys/stats");
    group.send("123");
    group.remove();

    Map<String, Long> after = stats("sys/stats");
    assertThat(after.get("sent") - before.get("sent")).isEqualTo(1);
    assertThat(after.get("bytes")).isEqualTo(before.get("bytes"));
    assertThat(before.get("groups") - after.get("groups")).isEqualTo(1);
  }

  @Test
  void ofTheMount_nameNoGroups() {
    group.send("123");

    assertThat(mount.read("sys/stats")).doesNotContain(group.name());
  }
}
