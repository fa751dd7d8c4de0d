package synchmess.job.operation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** What a program of the machine printed, and whether it was content. */
final class RealProgram {
  private static final int PATIENCE_SECONDS = 60;

  private final int exit;
  private final byte[] output;

  private RealProgram(int exit, byte[] output) {
    this.exit = exit;
    this.output = output;
  }

  static RealProgram of(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
            .start();
    byte[] output = process.getInputStream().readAllBytes();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    return new RealProgram(process.waitFor(), output);
  }

  int exit() {
    return exit;
  }

  byte[] output() {
    return output.clone();
  }

  String text() {
    return new String(output, UTF_8);
  }
}
