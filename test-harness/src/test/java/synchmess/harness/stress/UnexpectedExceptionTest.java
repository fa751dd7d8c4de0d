package synchmess.harness.stress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import synchmess.fuse.Engine;
import synchmess.fuse.jnrfuse.JnrFuseEngine;
import synchmess.fuse.kernel.IdleThreadsMode;
import synchmess.fuse.kernel.IoUringMode;
import synchmess.fuse.kernel.KernelEngine;
import synchmess.fuse.kernel.KernelOptions;
import synchmess.group.Limits;
import synchmess.harness.Outcome;
import synchmess.harness.Program;
import synchmess.harness.TestedEngine;
import synchmess.owner.Owner;
import synchmess.tree.EngineTraits;
import synchmess.tree.MountTraits;
import synchmess.tree.NodeRule;
import synchmess.tree.NodeRules;
import synchmess.tree.Tree;
import synchmess.waiting.SystemClock;

/** A fault of our own in one request: its caller gets EIO, and the mount lives on. */
class UnexpectedExceptionTest {
  private static final String FAULT = "a fault on purpose";
  private static final int MAX_BLOCKED = 16;

  private final SystemClock clock = new SystemClock();
  private final PrintStream errorBefore = System.err;
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private Path directory;
  private Engine engine;

  private static NodeRule failForFaulty(String name) {
    if (name.equals("faulty")) {
      throw new IllegalStateException(FAULT);
    }
    return NodeRule.NONE;
  }

  /** In this process: a daemon's own tree has no fault to find. */
  @BeforeEach
  void mount() throws IOException {
    System.setErr(new PrintStream(log, true, UTF_8));
    directory = Files.createTempDirectory("synchmess-fault-").toRealPath();
    NodeRules rules = UnexpectedExceptionTest::failForFaulty;
    engine = engine();
    EngineTraits traits = engine.traits();
    MountTraits mount =
        new MountTraits(directory.toString(), new Owner(0, 0), false, "test", traits);
    Limits limits = new Limits(traits.maxMessageSizeCeiling(), traits.throttlesWriters());
    engine.mount(new Tree(mount, limits, rules, clock));
  }

  private static Engine engine() {
    IoUringMode ioUring =
        TestedEngine.current() == TestedEngine.IO_URING ? IoUringMode.ON : IoUringMode.OFF;
    return TestedEngine.isKernel()
        ? new KernelEngine(
            new KernelOptions(
                MAX_BLOCKED, ioUring, KernelOptions.DEFAULT_IO_URING_DEPTH, IdleThreadsMode.AUTO),
            "tested")
        : new JnrFuseEngine(MAX_BLOCKED, "tested");
  }

  @AfterEach
  void unmount() throws Exception {
    engine.unmount();
    engine.close();
    clock.close();
    Files.delete(directory);
    System.setErr(errorBefore);
  }

  private Outcome sh(String script) {
    return Program.run(directory, List.of("sh", "-c", script));
  }

  @Test
  void unexpectedException_isEIOToItsCallerAndAStackInTheLog() {
    Outcome failed = sh("touch faulty");
    assertThat(failed.err()).contains("Input/output error");

    assertThat(sh("echo hello > sound && cat sound").output()).isEqualTo("hello\n");
    assertThat(log.toString(UTF_8))
        .contains(FAULT)
        .contains("\tat synchmess.tree.group.GroupFiles");
  }
}
