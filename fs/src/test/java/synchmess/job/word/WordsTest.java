package synchmess.job.word;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {

  private static List<String> texts(String job) throws BadJobException {
    return Words.of(job.getBytes(UTF_8)).stream().map(Word::text).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=1 b=2", "a=1\nb=2\n", "  a=1\t\r\n\n b=2  ", "a=1\u000bb=2\f"})
  void of_whiteSpaceBetweenWords_separatesThem(String job) throws BadJobException {
    assertThat(texts(job)).containsExactly("a=1", "b=2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n\n", "\t \r\n"})
  void of_nothingButWhiteSpace_hasNoWords(String job) throws BadJobException {
    assertThat(texts(job)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "a=\"b c\"        | a=b c",
        "\"a=b c\"        | a=b c",
        "a=b\" \"c        | a=b c",
        "a=\"b\"\" \"\"c\"| a=b c",
        "a=b\\ c          | a=b c",
        "a=\"b\\\"c\"     | a=b\"c",
        "a=b\\\"c         | a=b\"c",
        "a=b\\\\c         | a=b\\c",
        "a=\"b\\\\c\"     | a=b\\c",
        "a=\"b\\nc\"      | a=bnc",
        "a='b             | a=''b",
        "a=b=c            | a=b=c",
        "a=é日本          | a=é日本",
        "a=\\é            | a=é"
      })
  void of_quotesAndBackslashes_protect(String job, String word) throws BadJobException {
    assertThat(texts(job)).containsExactly(word.replace("''", "'"));
  }

  @Test
  void of_protectedNewline_isPartOfTheWord() throws BadJobException {
    assertThat(texts("a=\"b\nc\" d=e\\\nf")).containsExactly("a=b\nc", "d=e\nf");
  }

  @Test
  void of_emptyQuotes_areAWord() throws BadJobException {
    assertThat(texts("\"\"")).containsExactly("");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=1 b=\"c", "a=1 b=c\\", "a=1 b=\"c\\\"", "a=1 b=c\0d e=f", "a=1 \""})
  void of_wordThatIsMalformed_isRefusedByItsPlace(String job) {
    assertThatThrownBy(() -> texts(job))
        .isInstanceOf(BadJobException.class)
        .hasMessageStartingWith("word 2 ");
  }

  @ParameterizedTest
  @ValueSource(ints = {0x80, 0xc0, 0xff})
  void of_bytesThatAreNoUtf8_areRefused(int wrong) {
    byte[] job = "a=1 b=x".getBytes(UTF_8);
    job[job.length - 1] = (byte) wrong;

    assertThatThrownBy(() -> Words.of(job))
        .isInstanceOf(BadJobException.class)
        .hasMessage("word 2 is no UTF-8");
  }

  @Test
  void quoted_anyValue_isReadAsItWas() throws BadJobException {
    Random random = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      String value = random(random);
      assertThat(texts("a=" + Words.quoted(value) + " b=1")).containsExactly("a=" + value, "b=1");
    }
  }

  private static String random(Random random) {
    String alphabet = " \t\n\r\u000b\f\"\\'=aé日";
    return random
        .ints(random.nextInt(8), 0, alphabet.length())
        .mapToObj(i -> alphabet.substring(i, i + 1))
        .reduce("", String::concat);
  }

  @Test
  void toString_ofAWord_doesNotShowIt() {
    assertThat(new Word(3, "passphrase=sesame")).hasToString("word 3");
  }
}
