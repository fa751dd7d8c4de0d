package synchmess.harness;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import synchmess.ioctl.GroupT;
import synchmess.ioctl.Ioctl;

/** The C header and the Java enum say the same. */
@Tag("no-engine")
class HeaderTest {
  private static final Path HEADER = Repository.file("examples/c/synchmess_interface.h");
  private static final Pattern COMMAND = Pattern.compile("#define (IOCTL_[A-Z_]+) ");

  @Test
  void commands_areTheSameInCAndInJava() throws IOException {
    Map<String, Integer> java =
        Arrays.stream(Ioctl.values())
            .collect(Collectors.toMap(it -> "IOCTL_" + it, Ioctl::command));

    assertThat(valuesInC(commandNames())).isEqualTo(java);
  }

  @Test
  void constants_areTheSameInCAndInJava() throws IOException {
    assertThat(
            valuesInC(
                List.of(
                    "SYNCHMESS_IOC_MAGIC",
                    "MAX_NUM_GROUPS",
                    "sizeof(struct group_t)",
                    "offsetof(struct group_t, descriptor)",
                    "offsetof(struct group_t, device_path)",
                    "sizeof(((struct group_t *)0)->device_path)")))
        .containsEntry("SYNCHMESS_IOC_MAGIC", Ioctl.MAGIC)
        .containsEntry("MAX_NUM_GROUPS", 64)
        .containsEntry("sizeof(struct group_t)", GroupT.SIZE)
        .containsEntry("offsetof(struct group_t, descriptor)", 0)
        .containsEntry("offsetof(struct group_t, device_path)", 4)
        .containsEntry("sizeof(((struct group_t *)0)->device_path)", 256);
  }

  @Test
  void javaStruct_isLaidOutAsInC() {
    byte[] struct = new byte[GroupT.SIZE];
    GroupT.setPath(struct, "/dev/synch/synchmess1");

    assertThat(new String(struct, 4, 21, US_ASCII)).isEqualTo("/dev/synch/synchmess1");
  }

  private static List<String> commandNames() throws IOException {
    return COMMAND
        .matcher(Files.readString(HEADER))
        .results()
        .map((MatchResult match) -> match.group(1))
        .toList();
  }

  private static Map<String, Integer> valuesInC(List<String> expressions) throws IOException {
    String name = "interface-" + expressions.size();
    return CExpressions.values(name, "#include \"" + HEADER + "\"\n", expressions);
  }
}
