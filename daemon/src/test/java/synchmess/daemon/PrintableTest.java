package synchmess.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {

  @Test
  void text_isLeftAlone() {
    assertThat(Printable.of("größer/a b\tc ☃ \\n")).isEqualTo("größer/a b\tc ☃ \\n");
  }

  @Test
  void controls_areEscaped() {
    assertThat(Printable.of("a\nb\rc\u001b[2Jd\u009bK\u007f"))
        .isEqualTo("a\\nb\\rc\\u001b[2Jd\\u009bK\\u007f");
  }

  @Test
  void whatTurnsOrEndsLines_isEscaped() {
    assertThat(Printable.of("a\u202eb\u2066c\u2028d\u2029e"))
        .isEqualTo("a\\u202eb\\u2066c\\u2028d\\u2029e");
  }
}
