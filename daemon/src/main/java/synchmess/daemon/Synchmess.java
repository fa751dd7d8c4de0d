package synchmess.daemon;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.TypeConversionException;

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
      SendCommand.class,
      CancelCommand.class,
      JobCommand.class,
      DemoCommand.class,
      DoctorCommand.class,
      BuildCommand.class,
      HelpCommand.class,
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:success",
      "1:the operation failed; standard error says why",
      "2:the command line is wrong",
      "3:nothing is mounted there",
      "4:this machine lacks something, or the rights to it; see synchmess doctor",
      "5:the mount point cannot be used",
    },
    footer = "Begin with: synchmess demo")
public final class Synchmess {
  /** Set by a shell that reads the exit code from the last line of standard output. */
  private static final String BACKGROUND = "synchmess.background";

  private Synchmess() {}

  public static void main(String[] arguments) {
    AtomicBoolean ended = new AtomicBoolean();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> interrupted(ended), "prompt"));
    int code = run(arguments);
    ended.set(true);
    tellShell(code);
    System.exit(code);
  }

  /** A signal ends the program: the terminal has shown ^C, and the shell's prompt comes next. */
  private static void interrupted(AtomicBoolean ended) {
    if (!ended.get()) {
      Terminal.eraseLine();
    }
  }

  /** Runs when a mount in the background answers; for all else, at the end. */
  static void tellShell(int code) {
    if (Boolean.getBoolean(BACKGROUND)) {
      System.out.println(code);
    }
  }

  /**
   * Carries out a command; its exit code. It fails too if standard output did not take all, and
   * says nothing if its reader has gone.
   */
  public static int run(String... arguments) {
    PrintWriter err = new PrintWriter(System.err, true, UTF_8);
    try {
      int code = commandLine().setErr(err).execute(arguments);
      return code == ExitCode.OK ? checkOutput(err) : code;
    } catch (Throwable thrown) {
      return ErrorReport.tell(thrown, err);
    }
  }

  private static int checkOutput(PrintWriter err) {
    if (!System.out.checkError()) {
      return ExitCode.OK;
    }
    return Terminal.isOutputPiped() ? ExitCode.FAILED : ErrorReport.tell(Failure.noOutput(), err);
  }

  static CommandLine commandLine() {
    ErrorReport report = new ErrorReport();
    return new CommandLine(new Synchmess())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .registerConverter(Path.class, Synchmess::path)
        .setParameterExceptionHandler(report)
        .setExecutionExceptionHandler(report);
  }

  private static Path path(String text) {
    return RuntimeDirectory.path(text)
        .orElseThrow(() -> new TypeConversionException("'" + text + "' is no path in UTF-8"));
  }
}
