package synchmess.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;

/**
 * The engine, and the way its requests come, that this run of the suite is about: the system
 * property {@code synchmess.engine}. What an engine has a part in runs once for each: what it
 * marshals (names, sizes, errnos, rights), whom it lets wait and wakes, how it mounts and ends.
 *
 * <p>What holds on some of them only has the tag {@code jnr-fuse}, {@code kernel} (however its
 * requests come) or {@code io_uring}. What does not mount, or is decided above all engines, has the
 * tag {@code no-engine} and runs once, on {@code kernel}: the command line, the examples, what jobs
 * do, what a setting means. What is the same however requests come has the tag {@code
 * any-transport}, and does not run again over io_uring. What turns the machine's {@link
 * IoUringSwitch} has the tag {@code switch}, and runs beside nothing else. The executions in {@code
 * test-harness/pom.xml} choose by these.
 */
public enum TestedEngine {
  JNR_FUSE("jnr-fuse", "asked for", "--engine=jnr-fuse"),
  KERNEL(
      "kernel",
      "asked for, over /dev/fuse; io_uring: switched off by --io-uring=off",
      "--engine=kernel --io-uring=off"),
  IO_URING("kernel", "asked for, over io_uring", "--engine=kernel --io-uring=on");

  private static final TestedEngine CURRENT =
      valueOf(
          System.getProperty("synchmess.engine", "kernel")
              .toUpperCase(Locale.ROOT)
              .replace('-', '_'));

  private final String engine;
  private final String how;
  private final String options;

  TestedEngine(String engine, String how, String options) {
    this.engine = engine;
    this.how = how;
    this.options = options;
  }

  /** The one of this run. */
  public static TestedEngine current() {
    return CURRENT;
  }

  /** Whether it is the kernel engine, however its requests come. */
  public static boolean isKernel() {
    return CURRENT != JNR_FUSE;
  }

  /** Whether this machine has it at all. */
  public boolean isThere() {
    return this != IO_URING || IoUringSwitch.isThere();
  }

  /** Its name, as the first line of {@code sys/engine} tells it. */
  public String engineName() {
    return engine;
  }

  /** What {@code sys/engine} begins with, on a mount with {@link #options}. */
  String text() {
    return engine + "\n" + how + "\n";
  }

  /** Of {@code synchmess mount}. */
  public List<String> options() {
    return List.of(options.split(" ", -1));
  }

  /** A mount that is served so, whichever one this run is about. */
  public Mount mount() {
    Mount mount = Mount.start(options().toArray(String[]::new));
    assertServes(mount);
    return mount;
  }

  /** Fails when a mount with {@link #options} is not served as they say. */
  void assertServes(Mount mount) {
    assertThat(mount.read("sys/engine")).as("engine of %s", mount.directory()).startsWith(text());
  }
}
