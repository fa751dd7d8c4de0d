package synchmess.daemon;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;
import synchmess.job.Shown;

/** The command line. */
@Command(
    name = "synchmess",
    description = "Group messaging as files: write sends, read receives.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      MountCommand.class,
      UnmountCommand.class,
      StatusCommand.class,
      GroupCommand.class,
      JobCommand.class,
      DemoCommand.class,
      DoctorCommand.class,
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:success",
      "1:the operation failed; standard error says why",
      "2:the command line is wrong",
      "3:nothing is mounted there",
      "4:this machine lacks something, or the rights to it; see synchmess doctor",
      "5:the mount point cannot be used",
    },
    footer = {"", "Begin with: synchmess demo"})
public final class Synchmess {
  /** Set by a shell that reads on standard output, once: the mount's path, or the exit code. */
  private static final String BACKGROUND = "synchmess.background";

  private Synchmess() {}

  public static void main(String[] arguments) {
    int code = commandLine().execute(arguments);
    if (code != ExitCode.OK && Boolean.getBoolean(BACKGROUND)) {
      System.out.println(code);
    }
    System.exit(code);
  }

  static CommandLine commandLine() {
    return new CommandLine(new Synchmess())
        .setErr(new PrintWriter(System.err, true, UTF_8))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(handler());
  }

  /** A failure is told in one line; anything else is a fault of the program. */
  private static IExecutionExceptionHandler handler() {
    return (Exception e, CommandLine command, ParseResult result) -> {
      if (e instanceof Failure failure) {
        command.getErr().println("synchmess: " + Shown.line(failure.getMessage()));
        return failure.exitCode();
      }
      throw e;
    };
  }
}
