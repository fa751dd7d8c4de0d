package synchmess.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShortNumberTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "999999, 999999",
    "1000000, 1000k",
    "99999999, 99999k",
    "100000000, 100M",
    "9223372036854775807, 9223P"
  })
  void of(long number, String shown) {
    assertThat(ShortNumber.of(number)).isEqualTo(shown).hasSizeLessThanOrEqualTo(6);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0ms",
    "999, 999ms",
    "1000, 1s",
    "119999, 1min",
    "7200000, 2h",
    "86400000, 1d",
    "8640000000, 100d"
  })
  void ofMillis(long millis, String shown) {
    assertThat(ShortNumber.ofMillis(millis)).isEqualTo(shown);
  }
}
