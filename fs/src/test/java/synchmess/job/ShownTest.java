package synchmess.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShownTest {
  @ParameterizedTest
  @ValueSource(strings = {"", "/a b", "/naïve/東京/😀", "a\\b", "~!"})
  void line_harmless_isAsItIs(String text) {
    assertThat(Shown.line(text)).isEqualTo(text);
  }

  @Test
  void line_harmful_isEscaped() {
    assertThat(Shown.line("a\nb\r\t\0\u001b[2J\u007f"))
        .isEqualTo("a\\nb\\u000d\\u0009\\u0000\\u001b[2J\\u007f");
    assertThat(Shown.line("\u0085\u009b")).isEqualTo("\\u0085\\u009b");
    assertThat(Shown.line("\u202e\u2066\u200b\ufeff\u061c\u2028\u2029"))
        .isEqualTo("\\u202e\\u2066\\u200b\\ufeff\\u061c\\u2028\\u2029");
    assertThat(Shown.line("\ud800")).isEqualTo("\\ud800");
    assertThat(Shown.line(new String(Character.toChars(0xe0041)))).isEqualTo("\\U000e0041");
  }

  @Test
  void word_hasNoSpace() {
    assertThat(Shown.word("/a b\u00a0c")).isEqualTo("/a\\u0020b\\u00a0c");
  }

  @Test
  void tailAndHead_areCutWhereTheyAreTooLong() {
    assertThat(Shown.tail("abcdef", 6)).isEqualTo("abcdef");
    assertThat(Shown.tail("abcdefg", 6)).isEqualTo("…cdefg");
    assertThat(Shown.head("abcdefg", 6)).isEqualTo("abcde…");
  }
}
