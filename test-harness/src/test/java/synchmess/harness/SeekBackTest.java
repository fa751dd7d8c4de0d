package synchmess.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Readers that read ahead and seek back, as shells do, lose nothing. */
class SeekBackTest {
  private static final List<String> SHELLS =
      List.of("bash", "dash", "ksh93", "mksh", "zsh", "busybox sh");

  private static final String LOOP = "while IFS= read -r l; do printf '[%%s]' \"$l\"; done %s";
  private static final String LOOP_ON_3 =
      "exec 3%s; while IFS= read -r l <&3; do printf '[%%s]' \"$l\"; done";

  @RegisterExtension static final Mounted MOUNTED = Mounted.shared();

  private final Mount mount = MOUNTED.mount();
  private final Group group = MOUNTED.newGroup();

  private void sendLines() {
    group.send("one\ntwo\n\nfour\n");
    group.send("five\n");
    group.send("six\nseven\n");
  }

  static Stream<Arguments> shells() {
    return SHELLS.stream()
        .filter(SeekBackTest::isInstalled)
        .flatMap(
            shell ->
                Stream.of(LOOP, LOOP_ON_3)
                    .flatMap(
                        loop ->
                            Stream.of("<", "0<>".substring(loop.equals(LOOP) ? 0 : 1))
                                .map(redirection -> Arguments.of(shell, loop, redirection))));
  }

  private static boolean isInstalled(String shell) {
    String program = shell.split(" ", -1)[0];
    return Stream.of("/bin", "/usr/bin").anyMatch(it -> Files.exists(Path.of(it, program)));
  }

  @ParameterizedTest
  @MethodSource("shells")
  void readOfAShell_getsEveryLine(String shell, String loop, String redirection) {
    sendLines();

    String script = loop.formatted(redirection + " " + group.name());
    Outcome outcome = mount.sh(shell + " -c '" + script.replace("'", "'\\''") + "'");

    assertThat(outcome.output()).isEqualTo("[one][two][][four][five][six][seven]");
  }

  @Test
  void mapfile_inParts_getsEveryLine() {
    sendLines();

    String script =
        "{ mapfile -t -n 2 a; mapfile -t b; printf '[%%s]' \"${a[@]}\" / \"${b[@]}\"; } < %s";

    assertThat(mount.shell("bash", script.formatted(group.name())).output())
        .isEqualTo("[one][two][/][][four][five][six][seven]");
  }

  @Test
  void head_leavesTheRestOfItsMessageToTheNext() {
    sendLines();

    String script = "{ head -n 1; echo -; head -n 2; echo -; cat; } < " + group.name();

    assertThat(mount.sh(script).output()).isEqualTo("one\n-\ntwo\n\n-\nfour\nfive\nsix\nseven\n");
  }

  @Test
  void shell_thatReadsItsCommandsFromAGroup_leavesLinesToThem() {
    group.send("read -r x\nhello\necho \"$x\"\n");

    assertThat(mount.shell("bash", "bash < " + group.name()).output()).isEqualTo("hello\n");
  }

  @Test
  void seekBack_givesTheBytesOfTheLastReadAgain() {
    group.send("abcdef");
    group.send("next");

    assertThat(group.calls("r", "read 99", "lseek 2", "read 2", "read 99", "read 99"))
        .containsExactly("read 6 abcdef", "lseek 2", "read 2 cd", "read 2 ef", "read 4 next");
    assertThat(group.count("depth")).isZero();
  }

  @Test
  void pread_insideTheLastRead_givesItAgain() {
    group.send("abcdef");

    assertThat(group.calls("r", "pread 99 70", "pread 99 72", "pread 99 76"))
        .containsExactly("pread 6 abcdef", "pread 4 cdef", "pread 0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"w", "rw"})
  void seek_whereItIsOpenForWriting_isESPIPEAsOnAFifo(String flags) {
    assertThat(group.calls(flags, "pwrite 500 one", "lseek 70", "pread 9 0", "write two"))
        .containsExactly("pwrite -1 ESPIPE", "lseek -1 ESPIPE", "pread -1 ESPIPE", "write 3");
    assertThat(group.count("depth")).isEqualTo(1);
  }
}
