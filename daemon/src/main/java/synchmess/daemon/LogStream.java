package synchmess.daemon;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.function.BooleanSupplier;
import synchmess.job.Shown;

/**
 * The log as slf4j-simple writes it: it prints a record as a string, the lines of its stack as
 * objects. Each becomes one line, whatever its text.
 */
final class LogStream extends PrintStream {
  private final BooleanSupplier admits;

  /** Whether the log took the last record; its stack goes with it. */
  @GuardedBy("this")
  private boolean taken = true;

  @GuardedBy("this")
  private long leftOut;

  /**
   * @param admits says for each record whether the log takes it
   */
  LogStream(OutputStream out, BooleanSupplier admits) {
    super(out, true, UTF_8);
    this.admits = admits;
  }

  @Override
  public synchronized void println(String recordText) {
    taken = admits.getAsBoolean();
    if (!taken) {
      leftOut++;
      return;
    }
    if (leftOut > 0) {
      line(leftOut + " records were left out, since too many came at once");
      leftOut = 0;
    }
    line(recordText);
  }

  @Override
  public synchronized void println(Object stackLine) {
    if (taken) {
      line(String.valueOf(stackLine));
    }
  }

  /** Prints in one piece, so a rotating file gets whole lines. */
  private void line(String text) {
    print(indent(text) + Shown.line(text.strip()) + "\n");
  }

  /** A tab before a line of a stack, else nothing. */
  private static String indent(String text) {
    return text.startsWith("\t") ? "\t" : "";
  }
}
