package synchmess.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatusTest {
  private static final int WIDTH = 80;

  private static Status of(int groups) {
    return new Status(
        Path.of("/m"),
        "kernel: over io_uring",
        "1.0",
        7L,
        null,
        Map.of(),
        IntStream.range(0, groups)
            .mapToObj(i -> "g" + i)
            .collect(Collectors.toMap(name -> name, name -> Map.of("depth", "1"))));
  }

  private static List<String> lines(int groups, int height) {
    return of(groups).lines(WIDTH, height);
  }

  @Test
  void lines_roomForAll_showsHeadAndTable() {
    assertThat(lines(1, Integer.MAX_VALUE))
        .hasSize(10)
        .startsWith("mount:   /m", "engine:  kernel: over io_uring")
        .satisfies(all -> assertThat(all.get(6)).isEmpty())
        .satisfies(all -> assertThat(all.get(7)).startsWith("GROUP"));
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 5, 7, 8, 10})
  void lines_littleRoom_theTableStays(int height) {
    List<String> lines = lines(30, height);

    assertThat(lines).hasSize(height);
    assertThat(lines.subList(height - 4, height))
        .satisfiesExactly(
            heading -> assertThat(heading).startsWith("GROUP"),
            group -> assertThat(group).startsWith("g"),
            more -> assertThat(more).isEqualTo("… and 29 more"),
            sum -> assertThat(sum).startsWith("= 30 groups"));
  }

  @Test
  void lines_hardlyAnyRoom_theSumStays() {
    assertThat(lines(30, 2)).hasSize(2).startsWith("… and 29 more");
    assertThat(lines(30, 1)).singleElement().asString().startsWith("= 30 groups");
    assertThat(lines(30, 0)).isEmpty();
  }

  @Test
  void json_ended_hasItsStateAndTheReason() {
    Path mount = Path.of("/m");
    Path log = Path.of("/run/m.log");

    assertThat(of(0).json()).containsEntry("state", "mounted");
    assertThat(new EndedMount(mount, true, "killed", log).json())
        .containsExactly(
            Map.entry("mount", "/m"),
            Map.entry("state", "dead"),
            Map.entry("reason", "killed"),
            Map.entry("log", "/run/m.log"));
    assertThat(new EndedMount(mount, false, "killed", null).json())
        .containsEntry("state", "failed")
        .containsEntry("log", null);
  }
}
