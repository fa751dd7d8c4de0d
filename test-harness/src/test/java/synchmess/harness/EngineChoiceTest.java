package synchmess.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Which engine serves a mount, how its requests come, and where that is told: in {@code
 * sys/engine}, and in the line of the log that says what is mounted.
 */
@Tag("switch")
class EngineChoiceTest {
  private final boolean wasOn = IoUringSwitch.isOn();

  @AfterEach
  void leaveTheSwitch() {
    IoUringSwitch.set(wasOn);
  }

  /** A mount works, whichever way its requests come; what it says of that, in its second line. */
  private static String how(Mount mount, String engine) throws IOException {
    mount.write("orders", "hello");
    assertThat(new Group(mount, "orders").receive()).isEqualTo("hello");
    List<String> lines = mount.read("sys/engine").lines().toList();
    assertThat(lines).hasSizeBetween(2, 3).first().isEqualTo(engine);
    String mounted =
        "mounted at %s; engine %s, %s".formatted(mount.directory(), engine, lines.get(1));
    assertThat(logged(mount, "mounted at ")).singleElement().asString().endsWith(mounted);
    return lines.get(1);
  }

  private static List<String> logged(Mount mount, String text) throws IOException {
    return Files.readAllLines(mount.log()).stream().filter(line -> line.contains(text)).toList();
  }

  @Test
  void auto_takesTheKernelEngineOverIoUringWhereThatIsOn() throws IOException {
    IoUringSwitch.set(true);
    try (Mount mount = Mount.start("--engine=auto")) {
      assertThat(how(mount, "kernel")).matches("chosen for Linux \\d+\\.\\d+, over io_uring");
    }
  }

  @Test
  void auto_whereIoUringIsOff_leavesItOffAndSaysHowToGetIt() throws IOException {
    IoUringSwitch.set(false);
    try (Mount mount = Mount.start("--engine=kernel", "--io-uring=auto")) {
      assertThat(how(mount, "kernel"))
          .isEqualTo(
              "asked for, over /dev/fuse; io_uring: %s is N; --io-uring=on switches it on"
                  .formatted(IoUringSwitch.FILE));
      assertThat(logged(mount, "io_uring")).hasSize(1);
      assertThat(IoUringSwitch.isOn()).isFalse();
    }
  }

  @Test
  void on_whereIoUringIsOff_switchesItOnAndSaysSo() throws IOException {
    IoUringSwitch.set(false);
    try (Mount mount = Mount.start("--engine=kernel", "--io-uring=on")) {
      assertThat(how(mount, "kernel")).isEqualTo("asked for, over io_uring");
      assertThat(logged(mount, "switched io_uring on")).hasSize(1);
      assertThat(IoUringSwitch.isOn()).isTrue();
    }
  }

  @Test
  void off_whereIoUringIsOn_doesWithout() throws IOException {
    IoUringSwitch.set(true);
    try (Mount mount = Mount.start("--engine=kernel", "--io-uring=off")) {
      assertThat(how(mount, "kernel")).contains("over /dev/fuse").contains("--io-uring=off");
    }
  }

  @Test
  void whereIoUringIsForbidden_itFallsBackWithOneLine() throws IOException {
    IoUringSwitch.set(true);
    List<String> launcher = List.of(CProgram.compiled("test-harness/src/main/c/launch").toString());
    for (String ioUring : List.of("auto", "on")) {
      try (Mount mount = Mount.startBy(launcher, "--engine=kernel", "--io-uring=" + ioUring)) {
        assertThat(how(mount, "kernel"))
            .startsWith("asked for, over /dev/fuse; io_uring: ")
            .contains("io_uring_setup");
        assertThat(logged(mount, "io_uring")).hasSize(1);
      }
    }
  }

  @Test
  void jnrFuse_isTakenWhereItIsAskedFor() throws IOException {
    try (Mount mount = Mount.start("--engine=jnr-fuse")) {
      assertThat(how(mount, "jnr-fuse")).isEqualTo("asked for");
    }
  }
}
