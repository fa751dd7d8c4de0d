package synchmess.harness.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import synchmess.harness.Mounted;

/** What is no job is refused, and nothing is queued. */
@Tag("no-engine")
class MalformedJobTest {
  @RegisterExtension static final Mounted MOUNTED = Mounted.with();

  private final Jobs jobs = new Jobs(MOUNTED.mount());

  @ParameterizedTest
  @ValueSource(
      strings = {
        " ",
        "\n",
        "hello",
        "op",
        "op=",
        "=count",
        "op=nothing",
        "op=COUNT",
        "OP=count",
        "op =count",
        "op=count op=count",
        "op=count op=stat",
        "op=count times",
        "op=count times=",
        "op=count times=0",
        "op=count times=many",
        "op=count times=1000000001",
        "op=count times=99999999999999999999",
        "op=count threads=65",
        "op=count threads=-1",
        "op=count increment=0",
        "op=count lock=key",
        "op=count colour=red",
        "op=count in=/etc/hostname",
        "op=count out=/nowhere",
        "op=count priority=urgent",
        "op=count priority=",
        "op=count priority=low priority=low",
        "op=count callback=a/b",
        "op=count callback=ctl",
        "op=count callback=",
        "op=count signal=NOTHING",
        "op=count signal=65",
        "op=count signal=-1",
        "op=count unique=",
        "op=count unique=\"a",
        "op=count unique=a\\",
        "op=stat",
        "op=stat in=hostname",
        "op=stat in=",
        "op=stat in=/etc/hostname out=/nowhere",
        "op=stat in=/etc/hostname follow=perhaps",
        "op=copy in=/etc/hostname",
        "op=copy out=/nowhere",
        "op=copy in=/etc/hostname out=nowhere",
        "op=copy in=/etc/hostname in=/etc/hostname out=/nowhere",
        "op=copy in=/etc/hostname out=/nowhere out=/nowhere",
        "op=copy in=/etc/hostname out=/nowhere overwrite=1",
        "op=checksum in=/etc/hostname alg=rot13",
        "op=compress in=/etc/hostname out=/nowhere format=rar",
        "op=compress in=/etc/hostname out=/nowhere level=99",
        "op=encrypt in=/etc/hostname out=/nowhere",
        "op=encrypt in=/etc/hostname out=/nowhere key_file=key",
        "op=encrypt in=/etc/hostname out=/nowhere key_file=/key passphrase=a",
        "op=encrypt in=/etc/hostname out=/nowhere passphrase=open sesame",
      })
  void malformed_isEINVALAndNothingIsQueued(String words) {
    assertThat(jobs.calls("rw", "write " + words, "read 99"))
        .containsExactly("write -1 EINVAL", "read 0");
    assertThat(jobs.count("submitted")).isZero();
    assertThat(jobs.list()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\377", "unique=\\300\\200", "\\0", "unique=a\\0b"})
  void noText_isEINVALAndNothingIsQueued(String bytes) {
    assertThat(MOUNTED.mount().shell("bash", "printf 'op=count " + bytes + "' > jobs/submit").err())
        .contains("Invalid argument");
    assertThat(jobs.count("submitted")).isZero();
  }

  @Test
  void echo_saysInvalidArgument() {
    assertThat(MOUNTED.mount().shell("bash", "echo op=nothing > jobs/submit").err())
        .contains("Invalid argument");
  }
}
