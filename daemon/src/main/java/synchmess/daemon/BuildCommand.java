package synchmess.daemon;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * {@code synchmess build}. The launcher builds before it starts any command; this one does no more.
 */
@Command(
    name = "build",
    description = "Build what is stale, in a checkout; all commands do it first.",
    mixinStandardHelpOptions = true)
final class BuildCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    return ExitCode.OK;
  }
}
