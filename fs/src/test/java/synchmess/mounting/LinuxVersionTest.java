package synchmess.mounting;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinuxVersionTest {
  @ParameterizedTest
  @CsvSource({
    "6.18.4-amd64, 6.18",
    "6.1.0-33-cloud-amd64, 6.1",
    "5.4, 5.4",
    "10.20-rc1, 10.20",
    "'', 0.0",
    "Darwin 23, 0.0",
    "6, 0.0"
  })
  void of_release_isItsFirstTwoNumbers(String release, String version) {
    assertThat(LinuxVersion.of(release)).hasToString(version);
  }

  @ParameterizedTest
  @CsvSource({
    "5.4, 5.4, true",
    "5.10, 5.4, true",
    "6.0, 5.19, true",
    "5.3, 5.4, false",
    "4.19, 5.4, false",
    "0.0, 5.4, false"
  })
  void isAtLeast_comparesNumbers(String version, String other, boolean expected) {
    assertThat(LinuxVersion.of(version).isAtLeast(LinuxVersion.of(other))).isEqualTo(expected);
  }

  @Test
  void current_isTheMachines() {
    LinuxVersion current = LinuxVersion.current();

    assertThat(System.getProperty("os.version")).startsWith(current.toString());
  }
}
