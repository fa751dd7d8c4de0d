package synchmess.group;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With default settings no user fills the heap, however small it is; see {@link HeapAttack}. */
class SmallHeapTest {

  @ParameterizedTest
  @ValueSource(strings = {"ready", "delayed", "drained", "waiting", "throttled", "drafts", "kept"})
  @Timeout(value = 120, unit = TimeUnit.SECONDS)
  void oneUserTakesAllHeCan_heIsRefusedAndOthersGoOn(String attack)
      throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classes = System.getProperty("java.class.path");
    List<String> command =
        List.of(
            java,
            "-Xmx64m",
            "-XX:+UseSerialGC",
            "-cp",
            classes,
            HeapAttack.class.getName(),
            attack);

    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);

    System.out.println(attack + ": " + output.strip());
    assertThat(output).matches("refused after [1-9][0-9]*, others go on: true\n");
    assertThat(process.waitFor()).isZero();
  }
}
