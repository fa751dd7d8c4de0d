package synchmess.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {
  @Test
  void text_whatEndsOrControls_isEscaped() {
    assertThat(Json.text("a\"b\\c\nd\u001b\u0000e"))
        .isEqualTo("\"a\\\"b\\\\c\\nd\\u001b\\u0000e\"");
  }

  @Test
  void text_lettersOfAnyAlphabet_stay() {
    assertThat(Json.text("Grüße <&>'")).isEqualTo("\"Grüße <&>'\"");
  }

  @Test
  void text_maps_keepTheirOrderAndNulls() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("b", null);
    map.put("a", List.of(1, true));

    assertThat(Json.text(map).replaceAll("\\s", "")).isEqualTo("{\"b\":null,\"a\":[1,true]}");
  }

  @Test
  void value_wholeNumbersAreNumbersAndNothingElse() {
    assertThat(Json.value("42")).isEqualTo(42L);
    assertThat(Json.value("-1")).isEqualTo(-1L);
    assertThat(Json.value("0.5")).isEqualTo("0.5");
    assertThat(Json.value("9".repeat(40))).isEqualTo("9".repeat(40));
    assertThat(Json.value("")).isEqualTo("");
  }

  @Test
  void value_aDigestOfDigitsWithALeadingZero_staysText() {
    assertThat(Json.value("00000001")).isEqualTo("00000001");
  }
}
