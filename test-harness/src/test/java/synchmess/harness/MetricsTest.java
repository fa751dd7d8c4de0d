package synchmess.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code sys/metrics}, in the text exposition format of Prometheus, version 0.0.4. */
class MetricsTest {
  private static final Pattern HELP = Pattern.compile("# HELP (synchmess_[a-z_]+) \\S.*");
  private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (counter|gauge)");
  private static final Pattern SAMPLE = Pattern.compile("(\\S+) ([0-9]+)");

  @RegisterExtension static final Mounted MOUNTED = Mounted.with();

  private final Mount mount = MOUNTED.mount();
  private final Group group = MOUNTED.newGroup();

  private static Matcher match(Pattern pattern, String line) {
    Matcher matcher = pattern.matcher(line);
    assertThat(matcher.matches()).as(line).isTrue();
    return matcher;
  }

  /** The samples by name; each one must come after its help and its type. */
  private Map<String, Long> samples() {
    String text = mount.read("sys/metrics");
    assertThat(text).endsWith("\n");
    List<String> lines = new ArrayList<>(text.lines().toList());
    Map<String, Long> samples = new LinkedHashMap<>();
    while (!lines.isEmpty()) {
      String name = match(HELP, lines.remove(0)).group(1);
      Matcher type = match(TYPE, lines.remove(0));
      Matcher sample = match(SAMPLE, lines.remove(0));
      assertThat(type.group(1)).isEqualTo(name);
      assertThat(sample.group(1)).isEqualTo(name);
      assertThat(name.endsWith("_total")).isEqualTo(type.group(2).equals("counter"));
      assertThat(samples.put(name, Long.valueOf(sample.group(2)))).as(name).isNull();
    }
    return samples;
  }

  @Test
  void format_isThatOfPrometheus() {
    assertThat(samples().keySet())
        .contains("synchmess_groups", "synchmess_sent_total", "synchmess_received_total");
  }

  @Test
  void values_areThoseOfStats() {
    group.send("hi");
    List<Long> stats =
        mount.read("sys/stats").lines().map(line -> Long.valueOf(line.split(": ", 2)[1])).toList();
    List<Long> metrics = new ArrayList<>(samples().values());

    // The last one is an age.
    assertThat(metrics.subList(0, metrics.size() - 1))
        .isEqualTo(stats.subList(0, stats.size() - 1));
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

    assertThat(mount.read("sys/metrics") + mount.read("sys/stats"))
        .doesNotContain(group.name(), "54321", mount.directory().toString(), "{");
  }
}
