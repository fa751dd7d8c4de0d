package synchmess.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NaturalOrderTest {
  private static List<String> sorted(String... names) {
    return List.of(names).stream().sorted(new NaturalOrder()).toList();
  }

  @Test
  void numbers_areSortedBySize() {
    assertThat(sorted("synchmess10", "synchmess2", "synchmess1"))
        .containsExactly("synchmess1", "synchmess2", "synchmess10");
    assertThat(sorted("a10b2", "a10b10", "a9b3")).containsExactly("a9b3", "a10b2", "a10b10");
    assertThat(sorted("9".repeat(50), "1" + "0".repeat(50), "8"))
        .containsExactly("8", "9".repeat(50), "1" + "0".repeat(50));
  }

  @Test
  void letters_areSortedAsEver() {
    assertThat(sorted("b", "ab", "a", "1", "B")).containsExactly("1", "B", "a", "ab", "b");
  }

  @Test
  void equalNumbers_areStillDifferentNames() {
    assertThat(sorted("a01", "a1")).containsExactly("a01", "a1");
    assertThat(new NaturalOrder().compare("a01", "a1")).isNotZero();
  }
}
