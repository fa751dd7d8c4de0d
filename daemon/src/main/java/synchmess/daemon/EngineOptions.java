package synchmess.daemon;

import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;
import synchmess.fuse.Engine;
import synchmess.fuse.jnrfuse.JnrFuseEngine;
import synchmess.fuse.kernel.IdleThreadsMode;
import synchmess.fuse.kernel.IoUringMode;
import synchmess.fuse.kernel.KernelEngine;
import synchmess.fuse.kernel.KernelOptions;
import synchmess.mounting.LinuxVersion;

/** Which engine serves a mount, and how. */
final class EngineOptions {
  @Option(
      names = "--engine",
      paramLabel = "NAME",
      converter = NameConverter.class,
      description = "auto, kernel or jnr-fuse. Default: auto.")
  private Name engine = Name.AUTO;

  @Option(
      names = "--io-uring",
      paramLabel = "WHEN",
      description = "auto, on or off. Default: auto.")
  private IoUringMode ioUring = IoUringMode.AUTO;

  @Option(
      names = "--io-uring-depth",
      paramLabel = "N",
      description = "Requests a core takes at once. Default: ${DEFAULT-VALUE}.")
  private int ioUringDepth = KernelOptions.DEFAULT_IO_URING_DEPTH;

  @Option(
      names = "--idle-threads",
      paramLabel = "WHEN",
      description = "SCHED_IDLE where safe: auto, off. Default: auto.")
  private IdleThreadsMode idleThreads = IdleThreadsMode.AUTO;

  @Option(
      names = "--max-blocked",
      paramLabel = "CALLS",
      description =
          "Calls that may wait; the next gets EAGAIN. Default: "
              + KernelOptions.DEFAULT_MAX_BLOCKED
              + "; with jnr-fuse "
              + JnrFuseEngine.DEFAULT_MAX_BLOCKED
              + ".")
  private Integer maxBlocked;

  /** The engines, and the automatic choice. */
  enum Name {
    AUTO,
    KERNEL,
    JNR_FUSE
  }

  /** Reads names in the users' spelling. */
  static final class NameConverter implements ITypeConverter<Name> {
    @Override
    public Name convert(String value) {
      String constant = value.toUpperCase(Locale.ROOT).replace('-', '_');
      return Stream.of(Name.values())
          .filter(name -> name.name().equals(constant))
          .findFirst()
          .orElseThrow(
              () -> new TypeConversionException("'" + value + "' is not auto, kernel or jnr-fuse"));
    }
  }

  /**
   * @throws Failure USAGE for a number out of range
   */
  Engine engine() {
    if (ioUringDepth < 1 || ioUringDepth > KernelOptions.MAX_IO_URING_DEPTH) {
      throw new Failure(
          ExitCode.USAGE, "--io-uring-depth must be from 1 to " + KernelOptions.MAX_IO_URING_DEPTH);
    }
    if (maxBlocked != null && maxBlocked < 1) {
      throw new Failure(ExitCode.USAGE, "--max-blocked must be at least 1");
    }
    return switch (engine) {
      case KERNEL -> kernel("asked for");
      case JNR_FUSE -> jnrFuse("asked for");
      case AUTO ->
          LinuxVersion.current().isAtLeast(KernelEngine.OLDEST_LINUX)
              ? kernel("chosen for Linux " + LinuxVersion.current())
              : jnrFuse("chosen, since Linux " + LinuxVersion.current() + " is too old for kernel");
    };
  }

  private Engine kernel(String why) {
    int most = maxBlocked == null ? KernelOptions.DEFAULT_MAX_BLOCKED : maxBlocked;
    return new KernelEngine(new KernelOptions(most, ioUring, ioUringDepth, idleThreads), why);
  }

  private Engine jnrFuse(String why) {
    int most = maxBlocked == null ? JnrFuseEngine.DEFAULT_MAX_BLOCKED : maxBlocked;
    return new JnrFuseEngine(most, why);
  }
}
