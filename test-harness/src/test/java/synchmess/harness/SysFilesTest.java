package synchmess.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("no-engine")
class SysFilesTest {
  @RegisterExtension static final Mounted MOUNTED = Mounted.with();

  private final Mount mount = MOUNTED.mount();
  private final Group group = MOUNTED.newGroup();

  @Test
  void directory_listsThemAll() {
    assertThat(mount.list("sys"))
        .contains(
            "engine",
            "jobs",
            "full_policy",
            "max_blocked_per_user",
            "max_groups",
            "max_groups_per_user",
            "max_message_size",
            "max_message_size_ceiling",
            "max_messages",
            "max_opens_per_user",
            "max_storage_size",
            "max_throttled_writers",
            "max_total_size",
            "max_total_size_per_user",
            "metrics",
            "read_mode",
            "send_mode",
            "stats",
            "version");
  }

  @ParameterizedTest
  @CsvSource({
    "max_message_size,1024,2048",
    "max_storage_size,1048576,9223372036854775807",
    "max_messages,0,9223372036854775807",
    "max_groups,1024,2000",
    "max_groups_per_user,256,0",
    "max_opens_per_user,16384,100",
    "max_throttled_writers,64,1",
    "read_mode,eof,block",
    "full_policy,fail,fail",
    "send_mode,write,close"
  })
  void parameter_showsItsDefaultAndStoresANewValue(String file, String byDefault, String value) {
    String path = "sys/" + file;
    assertThat(mount.read(path)).isEqualTo(byDefault + "\n");

    assertThat(mount.probe("open " + path + " w", "line " + value))
        .containsExactly("open 3", "line " + (value.length() + 1));
    assertThat(mount.read(path)).isEqualTo(value + "\n");

    mount.write(path, byDefault);
    assertThat(mount.read(path)).isEqualTo(byDefault + "\n");
  }

  @Test
  void maxTotalSize_isAQuarterOfTheHeapByDefault() {
    long total = Long.parseLong(mount.read("sys/max_total_size").strip());

    // What the Java machine calls its largest heap leaves a survivor space out.
    assertThat(total).isBetween(largestHeap() / 5, largestHeap() / 4);
  }

  private long largestHeap() {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    List<String> command = List.of(jcmd.toString(), mount.pid() + "", "VM.flags", "-all");
    Matcher matcher =
        Pattern.compile("MaxHeapSize\\s+= ([0-9]+)")
            .matcher(Program.run(Path.of("/"), command).output());
    assertThat(matcher.find()).isTrue();
    return Long.parseLong(matcher.group(1));
  }

  @Test
  void engine_isNamedAndHowItsRequestsCome() {
    assertThat(mount.read("sys/engine")).startsWith(TestedEngine.current().text());
  }

  @Test
  void version_isTheOneOfTheProject() {
    assertThat(mount.read("sys/version")).matches("[0-9]+\\.[0-9]+\\.[0-9]+(-SNAPSHOT)?\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"engine", "version", "stats", "metrics", "max_message_size_ceiling"})
  void whatCannotBeSet_openForWriting_isEACCES(String file) {
    assertThat(mount.probe("open sys/" + file + " w")).containsExactly("open -1 EACCES");
  }

  @Test
  void maxMessageSize_upToTheCeiling_isAccepted() {
    long ceiling = Long.parseLong(mount.read("sys/max_message_size_ceiling").strip());
    assertThat(ceiling).isGreaterThanOrEqualTo(65536);
    try {
      assertThat(mount.probe("open sys/max_message_size w", "write " + ceiling).get(1))
          .isEqualTo("write " + (ceiling + "").length());
      assertThat(mount.probe("open sys/max_message_size w", "write " + (ceiling + 1)))
          .contains("write -1 EINVAL");
      assertThat(mount.read("sys/max_message_size")).isEqualTo(ceiling + "\n");
    } finally {
      mount.write("sys/max_message_size", "1024");
    }
  }

  @Test
  void maxMessageSize_lower_appliesToLaterWritesAndDropsNothing() {
    group.send("0123456789");
    mount.write("sys/max_message_size", "5");
    try {
      assertThat(group.calls("rw", "write 123456", "write 12345", "read 99", "read 99"))
          .containsExactly("write -1 EMSGSIZE", "write 5", "read 10 0123456789", "read 5 12345");
    } finally {
      mount.write("sys/max_message_size", "1024");
    }
  }

  @Test
  void maxStorageSize_lower_appliesToLaterWritesAndDropsNothing() {
    group.send("0123456789");
    mount.write("sys/max_storage_size", "5");
    try {
      assertThat(group.calls("rw", "write x", "read 99", "write x"))
          .containsExactly("write -1 ENOSPC", "read 10 0123456789", "write 1");
    } finally {
      mount.write("sys/max_storage_size", "1048576");
    }
  }

  @Test
  void maxTotalSize_lower_appliesToLaterWritesAndDropsNothing() {
    String before = mount.read("sys/max_total_size");
    group.send("0123456789");
    mount.write("sys/max_total_size", "1");
    try {
      assertThat(group.calls("rw", "write x", "read 99"))
          .containsExactly("write -1 ENOSPC", "read 10 0123456789");
    } finally {
      mount.write("sys/max_total_size", before);
    }
  }

  @Test
  void maxTotalSizePerUser_isHalfOfTheTotalUntilItIsSet() {
    long total = Long.parseLong(mount.read("sys/max_total_size").strip());
    assertThat(mount.read("sys/max_total_size_per_user")).isEqualTo(total / 2 + "\n");

    mount.write("sys/max_total_size_per_user", "5000");
    assertThat(mount.read("sys/max_total_size_per_user")).isEqualTo("5000\n");
    mount.write("sys/max_total_size_per_user", "\n");
    assertThat(mount.read("sys/max_total_size_per_user")).isEqualTo(total / 2 + "\n");
  }

  @Test
  void maxGroups_lower_removesNoGroup() {
    group.send("kept");
    mount.write("sys/max_groups", "0");
    try {
      assertThat(mount.probe("open another w,creat")).containsExactly("open -1 ENOSPC");
      assertThat(group.receive()).isEqualTo("kept");
    } finally {
      mount.write("sys/max_groups", "1024");
    }
  }
}
