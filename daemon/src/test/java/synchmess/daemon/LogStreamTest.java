package synchmess.daemon;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LogStreamTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private long now;
  private final RecordLimit limit = new RecordLimit(() -> now);
  private final LogStream log = new LogStream(out, limit::admits);

  private String logged() {
    return out.toString(UTF_8);
  }

  @Test
  void println_aNameWithANewline_staysOneLine() {
    log.println("INFO removed: /x\n2026-01-01 INFO forged\u001b[2J");

    assertThat(logged()).isEqualTo("INFO removed: /x\\n2026-01-01 INFO forged\\u001b[2J\n");
  }

  @Test
  void stack_keepsItsLines_butNotThoseOfItsMessage() {
    new IllegalStateException("a\nb").printStackTrace(log);

    assertThat(logged().lines().findFirst()).hasValue("java.lang.IllegalStateException: a\\nb");
    assertThat(logged()).contains("\n\tat synchmess.daemon.LogStreamTest");
  }

  @Test
  void println_tooManyAtOnce_leavesTheRestOutAndSaysSo() {
    for (int i = 0; i < RecordLimit.BURST + 7; i++) {
      log.println("record");
      log.println((Object) "\tat stack");
    }
    assertThat(logged().lines()).hasSize(2 * RecordLimit.BURST);
    out.reset();

    now += TimeUnit.SECONDS.toNanos(1);
    log.println("later");

    assertThat(logged()).isEqualTo("7 records were left out, since too many came at once\nlater\n");
  }
}
