package synchmess.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GroupTableTest {
  private static final int WIDTH = 80;
  private final Map<String, Map<String, String>> groups = new LinkedHashMap<>();

  private void group(String name, long number) {
    Map<String, String> stats = new LinkedHashMap<>();
    for (String each :
        List.of("depth", "delayed", "bytes", "sleepers", "readers", "sent", "received")) {
      stats.put(each, Long.toString(number));
    }
    stats.put(GroupTable.OLDEST, Long.toString(number * 1000));
    groups.put(name, stats);
  }

  private List<String> lines(int width, int height) {
    return new GroupTable(groups).lines(width, height);
  }

  @Test
  void lines_sumsAndTheOldestAge() {
    group("a", 2);
    group("b", 100);

    assertThat(lines(WIDTH, 100))
        .satisfiesExactly(
            head -> assertThat(head).startsWith("GROUP").endsWith("RECEIVED OLDEST"),
            a -> assertThat(a).matches("a +2 +2 +2 +2 +2 +2 +2 +2s"),
            b -> assertThat(b).matches("b +100 .* 1min"),
            sum -> assertThat(sum).matches("= 2 groups +102 .* 102 +1min"));
  }

  @Test
  void lines_whatIsLong_fitsTheWidth() {
    group("n".repeat(255), 1_000_000_000L);
    groups.put("unreadable", Map.of());

    assertThat(lines(WIDTH, 100)).allMatch(line -> line.length() <= WIDTH);
    assertThat(lines(WIDTH, 100).get(1)).contains("n…");
    assertThat(lines(WIDTH, 100).get(2)).matches("unreadable( +-){8}");
    assertThat(lines(Integer.MAX_VALUE, 100).get(1)).startsWith("n".repeat(255));
  }

  @Test
  void lines_moreGroupsThanRoom_saysHowManyAreNotShown() {
    for (int i = 0; i < 20; i++) {
      group("g" + i, 1);
    }

    assertThat(lines(WIDTH, 10)).hasSize(10);
    assertThat(lines(WIDTH, 10).get(8)).isEqualTo("… and 13 more");
    assertThat(lines(WIDTH, 10).get(9)).startsWith("= 20 groups");
    assertThat(lines(WIDTH, 22)).hasSize(22).noneMatch(line -> line.contains("more"));
    assertThat(lines(WIDTH, -5)).hasSize(4);
  }
}
