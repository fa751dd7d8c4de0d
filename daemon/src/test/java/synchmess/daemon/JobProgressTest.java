package synchmess.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobProgressTest {
  @ParameterizedTest
  @CsvSource({"0 0 0, 0, '  0 %'", "1 2 50, 20, ' 50 %'", "9 9 100, 40, '100 %'"})
  void bar_isAsFullAsThereIsDone(String progress, int full, String percent) {
    assertThat(JobProgress.bar(progress + "\n"))
        .isEqualTo("[" + "#".repeat(full) + " ".repeat(40 - full) + "] " + percent);
  }
}
