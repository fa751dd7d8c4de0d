package synchmess.job.word;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import synchmess.job.JobSpec;
import synchmess.job.Priority;
import synchmess.job.operation.Operations;

class JobParserTest {
  private static final JobParser PARSER = new JobParser(Operations.types());

  private static JobSpec parse(String job) throws BadJobException {
    return PARSER.parse(job.getBytes(UTF_8));
  }

  @Test
  void parse_everyGeneralWord_isInTheSpec() throws BadJobException {
    JobSpec spec =
        parse("op=copy in=/a out=/b priority=high callback=results signal=USR1 unique=once");

    assertThat(spec.op()).isEqualTo("copy");
    assertThat(spec.task().operation()).isNotNull();
    assertThat(spec.file()).isEqualTo("/a");
    assertThat(spec.priority()).isEqualTo(Priority.HIGH);
    assertThat(spec.callback()).isEqualTo("results");
    assertThat(spec.signal()).isEqualTo(10);
    assertThat(spec.unique()).isEqualTo("once");
  }

  @Test
  void parse_noGeneralWordButOp_hasTheDefaults() throws BadJobException {
    JobSpec spec = parse("op=count");

    assertThat(spec.file()).isNull();
    assertThat(spec.callbackToOthers()).isFalse();
    assertThat(spec.priority()).isEqualTo(Priority.MEDIUM);
    assertThat(spec.callback()).isNull();
    assertThat(spec.signal()).isZero();
    assertThat(spec.unique()).isNull();
  }

  @Test
  void parse_severalInputs_keepTheirOrder() throws BadJobException {
    JobSpec spec = parse("in=/c in=/a op=concat out=/o in=/c");

    assertThat(spec.file()).isEqualTo("/c");
    assertThat(spec.text()).isEqualTo("in=/c\nin=/a\nop=concat\nout=/o\nin=/c\n");
  }

  @Test
  void parse_longOrHarmfulInput_isShownByItsEndWithoutSpacesAndControls() throws BadJobException {
    assertThat(parse("op=stat in=/" + "a".repeat(100) + "/end").file())
        .hasSize(40)
        .startsWith("…a")
        .endsWith("a/end");
    assertThat(parse("op=stat in=\"/a b\n\u001b[2J\u202e\"").file())
        .isEqualTo("/a\\u0020b\\n\\u001b[2J\\u202e");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "op=encrypt in=/a out=/b passphrase=sesame",
        "op=encrypt in=/a out=/b key_file=/k follow=yes overwrite=yes",
        "op=decrypt in=/a out=/b passphrase=\"open sesame\"",
        "op=compress in=/a out=/b",
        "op=compress in=/a out=/b format=gzip level=9",
        "op=compress in=/a out=/b format=zstd level=19",
        "op=decompress in=/a out=/b format=zstd",
        "op=checksum in=/a",
        "op=checksum in=/a in=/b alg=crc32c follow=no",
        "op=concat in=/a out=/b overwrite=no",
        "op=copy in=/a out=/a",
        "op=rename in=/a out=/b overwrite=yes",
        "op=delete in=/a in=/b",
        "op=stat in=/a follow=yes",
        "op=count",
        "op=count threads=64 times=1000000000 increment=-7 lock=spin",
        "op=count threads=1 times=1 increment=9223372036854775807",
        "op=count threads=1 times=1 increment=-9223372036854775808",
        "op=count signal=64 callback=synchmess1 unique=a=b",
      })
  void parse_wellFormedJob_passes(String job) {
    assertThatCode(() -> parse(job)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "                                          | op",
        "in=/a out=/b                              | op",
        "op=                                       | op",
        "op=fly                                    | op",
        "op=COPY in=/a out=/b                      | op",
        "op=copy op=copy in=/a out=/b              | op",
        "op=copy in=/a out=/b fast                 | word 4",
        "op=copy in=/a out=/b =fast                | word 4",
        "op=copy in=/a out=/b fast=yes             | fast",
        "op=copy in=/a out=/b level=1              | level",
        "op=copy in=/a out=/b IN=/a                | IN",
        "op=copy out=/b                            | in",
        "op=copy in=/a                             | out",
        "op=copy in= out=/b                        | in",
        "op=copy in=/a out=                        | out",
        "op=copy in=a out=/b                       | in",
        "op=copy in=/a out=b                       | out",
        "op=copy in=/a in=/c out=/b                | in",
        "op=copy in=/a out=/b out=/c               | out",
        "op=copy in=/a out=/b overwrite=maybe      | overwrite",
        "op=copy in=/a out=/b follow=1             | follow",
        "op=copy in=/a out=/b priority=urgent      | priority",
        "op=copy in=/a out=/b priority=HIGH        | priority",
        "op=copy in=/a out=/b priority=low priority=low | priority",
        "op=copy in=/a out=/b callback=.x          | callback",
        "op=copy in=/a out=/b callback=jobs        | callback",
        "op=copy in=/a out=/b signal=65            | signal",
        "op=copy in=/a out=/b signal=BANG          | signal",
        "op=copy in=/a out=/b unique=              | unique",
        "op=checksum in=/a alg=sha3                | alg",
        "op=checksum in=/a out=/b                  | out",
        "op=checksum                               | in",
        "op=delete                                 | in",
        "op=delete in=/a follow=yes                | follow",
        "op=stat in=/a overwrite=yes               | overwrite",
        "op=concat out=/b                          | in",
        "op=compress in=/a out=/b format=zip       | format",
        "op=compress in=/a out=/b level=0          | level",
        "op=compress in=/a out=/b level=10         | level",
        "op=compress in=/a out=/b level=9x         | level",
        "op=compress in=/a out=/b format=zstd level=20 | level",
        "op=decompress in=/a out=/b level=1        | level",
        "op=encrypt in=/a out=/b                   | passphrase",
        "op=encrypt in=/a out=/b passphrase=       | passphrase",
        "op=encrypt in=/a out=/b key_file=k        | key_file",
        "op=encrypt in=/a out=/b key_file=/k passphrase=x | key_file",
        "op=count in=/a                            | in",
        "op=count out=/a                           | out",
        "op=count threads=0                        | threads",
        "op=count threads=65                       | threads",
        "op=count times=0                          | times",
        "op=count times=1000000001                 | times",
        "op=count times=99999999999999999999       | times",
        "op=count increment=0                      | increment",
        "op=count increment=1.5                    | increment",
        "op=count increment=9223372036854775807    | increment",
        "op=count increment=9223372036854775808    | increment",
        "op=count lock=big                         | lock",
      })
  void parse_malformedJob_isRefusedByItsWrongWord(String job, String wrong) {
    assertThatThrownBy(() -> parse(job == null ? "" : job))
        .isInstanceOf(BadJobException.class)
        .message()
        .matches("(?s)" + wrong + "\\b.*");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "op=encrypt passphrase=open sesame in=/a out=/b",
        "op=encrypt passphrase=open sesame=1 in=/a out=/b",
        "op=encrypt passphrase sesame in=/a out=/b",
        "op=encrypt passphrase:sesame in=/a out=/b",
        "op=encrypt passphrase=sesame\" in=/a out=/b",
        "op=encrypt passphrase=sesame\\",
        "op=encrypt passphrase=sesame\0 in=/a out=/b",
        "op=encrypt passphrase=sesame passphrase=sesame in=/a out=/b",
        "op=encrypt passphrase=sesame key_file=/k in=/a out=/b",
        "op=encrypt passphrase=sesame in=/a",
        "op=copy passphrase=sesame in=/a out=/b",
        "op=encrypt Passphrase=sesame in=/a out=/b",
        "op=fly passphrase=sesame",
        "passphrase=sesame",
      })
  void parse_malformedJobWithASecret_isRefusedWithoutTellingIt(String job) {
    assertThatThrownBy(() -> parse(job))
        .isInstanceOf(BadJobException.class)
        .message()
        .doesNotContain("sesame");
  }

  @Test
  void parse_wrongWordOfManyLines_isToldInOne() {
    assertThatThrownBy(() -> parse("op=copy \"x\n\u001b\n=1\""))
        .isInstanceOf(BadJobException.class)
        .hasMessageStartingWith("x\\n\\u001b\\n is ");
    assertThatThrownBy(() -> parse("op=copy in=" + "a".repeat(60_000)))
        .isInstanceOf(BadJobException.class)
        .message()
        .hasSizeLessThan(200);
  }

  @Test
  void text_ofAJob_hasALineForEachWordAndNoSecret() throws BadJobException {
    String job = "op=encrypt  in=\"/a b\"\nout=/q\\\"q priority=low passphrase=\"open sesame\"";

    assertThat(parse(job).text())
        .isEqualTo("op=encrypt\nin=\"/a b\"\nout=\"/q\\\"q\"\npriority=low\npassphrase=***\n");
  }

  @Test
  void text_ofAJobWithControls_isHarmless() throws BadJobException {
    assertThat(parse("op=stat in=\"/a\u001b[2J\r\n\u202e\"").text())
        .isEqualTo("op=stat\nin=\"/a\\u001b[2J\\u000d\n\\u202e\"\n");
  }

  @Test
  void text_ofAJob_canBeSubmittedAgain() throws BadJobException {
    JobSpec spec = parse("op=concat in=\"/a\n b\" in=/\\\\c in=\"/\\\"d\" out=/e");

    JobSpec again = parse(spec.text());

    assertThat(again.file()).isEqualTo(spec.file());
    assertThat(again.text()).isEqualTo(spec.text());
  }

  @Test
  void toString_ofWhatIsParsed_showsNoSecret() throws BadJobException {
    assertThat(parse("op=encrypt in=/a out=/b passphrase=sesame").toString())
        .doesNotContain("sesame");
    assertThat(new JobWords(java.util.List.of(), null, java.util.Map.of("passphrase", "sesame")))
        .asString()
        .contains("passphrase")
        .doesNotContain("sesame");
  }
}
