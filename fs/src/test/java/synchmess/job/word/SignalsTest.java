package synchmess.job.word;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignalsTest {

  @ParameterizedTest
  @CsvSource({"HUP, 1", "SIGHUP, 1", "USR1, 10", "SIGUSR1, 10", "TERM, 15", "CHLD, 17", "SYS, 31"})
  void number_ofAName_isThatOfSignal7(String word, int number) {
    assertThat(Signals.number(word)).hasValue(number);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 9, 10, 34, 63, 64})
  void number_ofANumber_isItself(int number) {
    assertThat(Signals.number(Integer.toString(number))).hasValue(number);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0", "65", "99", "100", "-1", "+1", "01", "1.0", "SIG", "usr1", "SIG10", "USR3", ""
      })
  void number_ofAnythingElse_isNone(String word) {
    assertThat(Signals.number(word)).isEmpty();
  }
}
