package synchmess.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import synchmess.fuse.Engine;
import synchmess.group.Limits;
import synchmess.tree.EngineTraits;
import synchmess.tree.MountTraits;
import synchmess.tree.NodeRules;
import synchmess.tree.Tree;
import synchmess.udev.UdevRules;
import synchmess.waiting.Clock;

/** The options of a mount; a new object has the defaults. */
final class MountOptions {
  @Option(names = "--allow-other", description = "Let other users use the mount.")
  private boolean allowOther;

  @Option(
      names = "--max-message-size",
      paramLabel = "BYTES",
      description = "The largest message. Default: ${DEFAULT-VALUE}.")
  private int maxMessageSize = Limits.DEFAULT_MAX_MESSAGE_SIZE;

  @Option(
      names = "--max-storage-size",
      paramLabel = "BYTES",
      description = "What a group may hold. Default: ${DEFAULT-VALUE}.")
  private long maxStorageSize = Limits.DEFAULT_MAX_STORAGE_SIZE;

  @Option(
      names = "--job-grace",
      paramLabel = "SECONDS",
      description = "How long running jobs may go on after the unmount. Default: ${DEFAULT-VALUE}.")
  private int jobGrace = JobService.DEFAULT_GRACE_SECONDS;

  @Mixin private EngineOptions engineOptions = new EngineOptions();

  @Option(
      names = "--udev-rules",
      paramLabel = "FILE",
      description = "Mode, owner, names of new groups. Default: udev/50-synchmess.rules.")
  private Path udevRules;

  boolean allowOther() {
    return allowOther;
  }

  Engine engine() {
    return engineOptions.engine();
  }

  JobService jobs(Engine engine, Clock clock, StateFile state) {
    if (jobGrace < 0 || jobGrace > JobService.MAX_GRACE_SECONDS) {
      throw new Failure(
          ExitCode.USAGE, "--job-grace must be from 0 to " + JobService.MAX_GRACE_SECONDS);
    }
    return new JobService(engine, clock, state.jobJournal(), jobGrace);
  }

  /** The tree below the mount point. */
  Tree tree(MountPoint mountPoint, EngineTraits engine, Clock clock, JobService jobs) {
    MountTraits mount =
        new MountTraits(
            mountPoint.path().toString(), User.current(), allowOther, Version.current(), engine);
    return new Tree(mount, limits(engine), rules(), clock, jobs.jobs());
  }

  private Limits limits(EngineTraits engine) {
    int ceiling = engine.maxMessageSizeCeiling();
    Limits limits = new Limits(ceiling, engine.throttlesWriters());
    if (maxMessageSize < 1 || maxMessageSize > ceiling) {
      throw new Failure(ExitCode.USAGE, "--max-message-size must be from 1 to " + ceiling);
    }
    if (maxStorageSize < 1) {
      throw new Failure(ExitCode.USAGE, "--max-storage-size must be at least 1");
    }
    limits.setMaxMessageSize(maxMessageSize);
    limits.setMaxStorageSize(maxStorageSize);
    return limits;
  }

  /** The given rules, else the shipped ones. */
  private NodeRules rules() {
    Path shipped = Path.of(System.getProperty("synchmess.home", "."), "udev/50-synchmess.rules");
    Path file = udevRules == null ? shipped : udevRules;
    if (udevRules == null && !Files.exists(shipped)) {
      return NodeRules.NONE;
    }
    Logger log = LoggerFactory.getLogger(MountOptions.class);
    try {
      return UdevRules.read(file, warning -> log.warn("{}: {}", file, warning));
    } catch (IOException e) {
      throw new Failure(ExitCode.USAGE, "cannot read " + file + ": " + Failure.reason(e));
    }
  }
}
