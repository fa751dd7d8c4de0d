package synchmess.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code sys/metrics}, in the text exposition format of Prometheus, version 0.0.4. */
@Tag("no-engine")
class MetricsTest {
  private static final Pattern HELP = Pattern.compile("# HELP (synchmess_[a-z_]+) \\S.*");
  private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (counter|gauge)");
  private static final Pattern SAMPLE = Pattern.compile("(\\w+)(\\{[^}]+\\})? ([0-9]+)");

  @RegisterExtension static final Mounted MOUNTED = Mounted.with();

  private final Mount mount = MOUNTED.mount();
  private final Group group = MOUNTED.newGroup();

  private static Matcher match(Pattern pattern, String line) {
    Matcher matcher = pattern.matcher(line);
    assertThat(matcher.matches()).as(line).isTrue();
    return matcher;
  }

  /** The samples by name and labels; those of a name must come after its help and its type. */
  private Map<String, Long> samples() {
    String text = mount.read("sys/metrics");
    assertThat(text).endsWith("\n");
    List<String> lines = new ArrayList<>(text.lines().toList());
    Map<String, Long> samples = new LinkedHashMap<>();
    while (!lines.isEmpty()) {
      String name = match(HELP, lines.remove(0)).group(1);
      Matcher type = match(TYPE, lines.remove(0));
      assertThat(type.group(1)).isEqualTo(name);
      assertThat(name.endsWith("_total")).isEqualTo(type.group(2).equals("counter"));
      while (!lines.isEmpty() && !lines.get(0).startsWith("#")) {
        String line = lines.remove(0);
        Matcher sample = match(SAMPLE, line);
        assertThat(sample.group(1)).isEqualTo(name);
        String key = line.substring(0, line.lastIndexOf(' '));
        assertThat(samples.put(key, Long.valueOf(sample.group(3)))).as(key).isNull();
      }
    }
    return samples;
  }

  @Test
  void format_isThatOfPrometheus() {
    mount.sh("exec 3<>jobs/submit; echo op=count >&3; read id <&3; cat jobs/$id/wait").output();

    assertThat(samples().keySet())
        .contains(
            "synchmess_groups",
            "synchmess_sent_total",
            "synchmess_received_total",
            "synchmess_jobs_ended_total{op=\"count\",state=\"done\"}");
  }

  @Test
  void values_areThoseOfStats() {
    group.send("hi");
    List<Long> stats =
        mount.read("sys/stats").lines().map(line -> Long.valueOf(line.split(": ", 2)[1])).toList();
    List<Long> metrics = new ArrayList<>(samples().values());

    // The last one is an age; metrics go on with jobs.
    int same = stats.size() - 1;
    assertThat(metrics.subList(0, same)).isEqualTo(stats.subList(0, same));
  }

  @Test
  void counters_onlyGrow() {
    Map<String, Long> before = samples();
    group.send("hi");
    assertThat(group.receive()).isEqualTo("hi");
    group.remove();

    Map<String, Long> after = samples();
    assertThat(after.get("synchmess_sent_total") - before.get("synchmess_sent_total")).isEqualTo(1);
    assertThat(after.get("synchmess_received_total") - before.get("synchmess_received_total"))
        .isEqualTo(1);
    assertThat(after.get("synchmess_groups") - before.get("synchmess_groups")).isEqualTo(-1);
  }

  @Test
  void text_namesNoGroupsOwnersOrPaths() {
    mount.sh("chown 54321:54321 " + group.name()).output();

    String text = mount.read("sys/metrics") + mount.read("sys/stats");
    assertThat(text).doesNotContain(group.name(), "54321", mount.directory().toString());
    assertThat(text.replaceAll("\\{op=\"[a-z]+\",state=\"[a-z]+\"\\}", "")).doesNotContain("{");
  }
}
