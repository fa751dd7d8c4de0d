package synchmess.daemon;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;
import synchmess.job.Shown;

/** Reports any failure to the user: one line on standard error, and an exit code. */
final class ErrorReport implements IExecutionExceptionHandler, IParameterExceptionHandler {

  /** Reports what a command threw. Returns the exit code. */
  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult result) {
    return tell(e, command.getErr());
  }

  /** Reports a wrong command line, and in a second line its usage. */
  @Override
  public int handleParseException(ParameterException thrown, String[] arguments) {
    CommandLine command = thrown.getCommandLine();
    PrintWriter err = command.getErr();
    ParameterException e = cause(thrown, command);
    line(err, e.getMessage());
    boolean lacksCommand = !command.getSubcommands().isEmpty();
    if (lacksCommand && !(e instanceof UnmatchedArgumentException)) {
      command.usage(err);
    } else {
      String synopsis = command.getHelp().synopsis(0).strip().replaceAll("\\s+", " ");
      err.println("Usage: " + synopsis);
    }
    return ExitCode.USAGE;
  }

  /** A word that is wrong is told before one that is missing: picocli begins with the latter. */
  private static ParameterException cause(ParameterException thrown, CommandLine command) {
    List<String> wrong = command.getUnmatchedArguments();
    return thrown instanceof MissingParameterException && !wrong.isEmpty()
        ? new UnmatchedArgumentException(command, wrong)
        : thrown;
  }

  /** Reports anything thrown. Returns the exit code. */
  static int tell(Throwable thrown, PrintWriter err) {
    if (thrown instanceof Failure failure) {
      line(err, failure.getMessage());
      return failure.exitCode();
    }
    line(err, text(thrown));
    return ExitCode.FAILED;
  }

  private static String text(Throwable thrown) {
    if (thrown instanceof UncheckedIOException unchecked) {
      return text(unchecked.getCause());
    }
    if (thrown instanceof IOException e) {
      return Failure.place(e) + Failure.reason(e);
    }
    if (thrown instanceof InterruptedException) {
      return "interrupted";
    }
    StackTraceElement[] stack = thrown.getStackTrace();
    return "this is a fault of synchmess: " + thrown + (stack.length == 0 ? "" : " at " + stack[0]);
  }

  private static void line(PrintWriter err, String text) {
    err.println("synchmess: " + Shown.line(text));
  }
}
