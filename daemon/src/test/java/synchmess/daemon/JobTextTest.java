package synchmess.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobTextTest {
  private static String text(String... words) {
    return JobText.of(List.of(words), Path.of("/home/ada"));
  }

  @Test
  void of_words_isOneLine() {
    assertThat(text("op=delete", "in=/a", "in=/b")).isEqualTo("op=delete in=/a in=/b\n");
  }

  @Test
  void of_relativePaths_beginInTheDirectory() {
    assertThat(text("in=a", "out=../b", "key_file=keys/one"))
        .isEqualTo("in=/home/ada/a out=/home/ada/../b key_file=/home/ada/keys/one\n");
  }

  @Test
  void of_otherValues_areNoPaths() {
    assertThat(text("op=count", "callback=results")).isEqualTo("op=count callback=results\n");
  }

  @Test
  void of_valuesWithBlanksQuotesAndBackslashes_areQuoted() {
    assertThat(text("in=/a b", "in=/a\nb", "in=/say \"hi\"", "in=/a\\b"))
        .isEqualTo("in=\"/a b\" in=\"/a\nb\" in=\"/say \\\"hi\\\"\" in=\"/a\\\\b\"\n");
  }

  @Test
  void of_aValueWithAnEqualsSign_keepsIt() {
    assertThat(text("in=/a=b")).isEqualTo("in=/a=b\n");
  }

  @Test
  void of_emptyOrNamelessWords_areLeftToTheParser() {
    assertThat(text("in=", "copy", "=x")).isEqualTo("in= copy =x\n");
  }
}
