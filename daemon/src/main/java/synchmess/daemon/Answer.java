package synchmess.daemon;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Whether a mount answers. A process of its own asks, and is left behind when it gets no answer: a
 * thread that waits for a server that hangs cannot be ended.
 */
enum Answer {
  /** It is served. */
  YES,
  /** Its server has gone. */
  NO_SERVER,
  /** Not within the time. */
  NOT_IN_TIME;

  private static final int LIMIT_SECONDS = 2;
  private static final String ENOTCONN = "Transport endpoint is not connected";
  private static final String ECONNABORTED = "Software caused connection abort";

  static Answer of(Path mount) {
    try {
      ProcessBuilder builder = new ProcessBuilder("stat", "--format=", "--", mount + "/.");
      builder.environment().put("LC_ALL", "C");
      Process process = builder.redirectErrorStream(true).start();
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return NOT_IN_TIME;
      }
      String said = new String(process.getInputStream().readAllBytes(), ISO_8859_1);
      return said.contains(ENOTCONN) || said.contains(ECONNABORTED) ? NO_SERVER : YES;
    } catch (IOException e) {
      return YES;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return NOT_IN_TIME;
    }
  }
}
