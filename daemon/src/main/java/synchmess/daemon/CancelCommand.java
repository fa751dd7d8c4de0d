package synchmess.daemon;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code synchmess cancel}: discards a message. */
@Command(
    name = "cancel",
    description = "Discard a message that is ready or delayed.",
    mixinStandardHelpOptions = true)
final class CancelCommand implements Callable<Integer> {
  @Mixin private MountedAt mount;

  @Parameters(index = "0", paramLabel = "GROUP", description = "The group.")
  private String group;

  @Parameters(index = "1", paramLabel = "ID", description = "The message's id, as send prints it.")
  private long id;

  @Override
  public Integer call() {
    mount.group(group).cancel(id);
    return ExitCode.OK;
  }
}
