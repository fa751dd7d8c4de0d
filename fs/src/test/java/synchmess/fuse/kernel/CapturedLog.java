package synchmess.fuse.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;

/** The log's lines, while it is open. */
final class CapturedLog implements AutoCloseable {
  private final PrintStream before = System.err;
  private final ByteArrayOutputStream lines = new ByteArrayOutputStream();

  CapturedLog() {
    System.setErr(new PrintStream(lines, true, UTF_8));
  }

  @Override
  public void close() {
    System.setErr(before);
  }

  @Override
  public String toString() {
    return lines.toString(UTF_8);
  }
}
