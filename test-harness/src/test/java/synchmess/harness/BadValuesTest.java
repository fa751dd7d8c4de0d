package synchmess.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A bad value is EINVAL and changes nothing, and the next good value works. */
@Tag("no-engine")
class BadValuesTest {
  private static final List<String> NO_NUMBERS =
      List.of(
          "\n",
          " ",
          "x",
          "-",
          "-1",
          "1 2",
          "1,2",
          "1.5",
          "1e3",
          "0x10",
          " 5",
          "5 ",
          "5\n6",
          "5\n\n",
          "5\r\n",
          "five",
          "NaN",
          "\u00b2",
          "9223372036854775808",
          "18446744073709551616",
          "99999999999999999999999",
          "1".repeat(1000),
          "9".repeat(4096),
          "%d%s%n");

  private static final List<String> NO_WORDS =
      List.of(
          "\n", " ", "0", "1", "EOF", "Eof", "eof block", "eof\n\n", " eof", "eof ", "e", "eofx");

  @RegisterExtension static final Mounted MOUNTED = Mounted.with();

  private final Mount mount = MOUNTED.mount();

  /** A file below the mount point, two good values, and bad values of its own. */
  record Setting(String path, String good, String another, List<String> bad) {

    static Setting number(String path, String good, String another, String... bad) {
      return new Setting(path, good, another, join(NO_NUMBERS, bad));
    }

    /** An empty line gives the default back. */
    static Setting numberOrNone(String path, String good, String another, String... bad) {
      List<String> all = new ArrayList<>(join(NO_NUMBERS, bad));
      all.remove("\n");
      return new Setting(path, good, another, all);
    }

    static Setting word(String path, String good, String another, String... bad) {
      return new Setting(path, good, another, join(NO_WORDS, bad));
    }

    private static List<String> join(List<String> common, String... own) {
      List<String> all = new ArrayList<>(common);
      all.addAll(List.of(own));
      return all;
    }

    @Override
    public String toString() {
      return path;
    }
  }

  static Stream<Setting> settings() {
    return Stream.of(
        Setting.number("ctl/orders/send_delay", "5", "0", "2147483648"),
        Setting.number("ctl/orders/receive_timeout_ms", "5", "0", "2147483648"),
        Setting.number("ctl/orders/flush_on_close", "1", "0", "2", "yes", "01x"),
        Setting.number("ctl/orders/awake_at", "5", "0", "2147483648"),
        Setting.numberOrNone("ctl/orders/max_message_size", "2000", "1024", "0", "1000000000"),
        Setting.numberOrNone("ctl/orders/max_storage_size", "2000", "1048576", "0"),
        Setting.numberOrNone("ctl/orders/max_messages", "2000", "0"),
        Setting.word("ctl/orders/read_mode", "block", "eof", "fail"),
        Setting.word("ctl/orders/full_policy", "fail", "fail", "eof"),
        Setting.word("ctl/orders/send_mode", "close", "write", "fail"),
        Setting.word("ctl/orders/short_read", "keep", "shell", "fail"),
        Setting.number("sys/max_message_size", "2000", "1024", "0", "1000000000", "4294968320"),
        Setting.number("sys/max_storage_size", "2000", "1048576"),
        Setting.number("sys/max_messages", "2000", "0"),
        Setting.number("sys/max_total_size", "2000", "100000000"),
        Setting.numberOrNone("sys/max_total_size_per_user", "2000", "100000000", "0"),
        Setting.number("sys/max_groups", "2000", "1024", "4294967297"),
        Setting.number("sys/max_groups_per_user", "2000", "256", "4294967297"),
        Setting.number("sys/max_throttled_writers", "2000", "64", "4294967297"),
        Setting.word("sys/read_mode", "block", "eof", "fail"),
        Setting.word("sys/full_policy", "fail", "fail", "eof"),
        Setting.word("sys/send_mode", "close", "write", "fail"),
        Setting.number("sys/jobs/max_queued", "5", "64", "2147483648"),
        Setting.number("sys/jobs/max_throttled", "5", "16", "2147483648"),
        Setting.number("sys/jobs/workers", "1", "2", "1025"),
        Setting.number("sys/jobs/keep_finished", "5", "1000", "2147483648"),
        Setting.number("sys/max_opens_per_user", "5", "16384", "2147483648"),
        Setting.number("sys/max_blocked_per_user", "5", "2048", "2147483648"),
        Setting.number("sys/jobs/max_callbacks_per_user", "5", "1000", "2147483648"),
        Setting.numberOrNone("sys/jobs/max_queued_per_user", "5", "16", "2147483648"),
        Setting.numberOrNone("sys/jobs/max_running_per_user", "5", "1", "2147483648"));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void badValue_isEINVALAndChangesNothing(Setting setting) {
    mount.sh("touch orders").output();
    mount.write(setting.path(), setting.good());

    List<String> calls = new ArrayList<>(List.of("open " + setting.path() + " w"));
    setting.bad().forEach(value -> calls.add("write " + value));
    List<String> lines = mount.probe(calls.toArray(new String[0]));
    for (int i = 0; i < setting.bad().size(); i++) {
      assertThat(lines.get(i + 1))
          .as("'%s' to %s", setting.bad().get(i), setting)
          .isIn("write -1 EINVAL", "write -1 ERANGE");
    }
    assertThat(mount.read(setting.path())).isEqualTo(setting.good() + "\n");
  }

  @ParameterizedTest
  @MethodSource("settings")
  void goodValue_afterABadOne_works(Setting setting) {
    mount.sh("touch orders").output();

    assertThat(
            mount.probe(
                "open " + setting.path() + " rw",
                "write " + setting.good(),
                "write x",
                "write " + setting.another(),
                "lseek 0",
                "read 99"))
        .containsExactly(
            "open 3",
            "write " + setting.good().length(),
            "write -1 EINVAL",
            "write " + setting.another().length(),
            "lseek 0",
            "read " + (setting.another().length() + 1) + " " + setting.another() + "\\x0a");
  }

  @Test
  void everyWritableFile_isTriedHere() {
    mount.sh("touch orders").output();
    List<String> triggersAndMessages =
        List.of("revoke", "flush", "awake", "purge", "put", "batch", "send", "cancel").stream()
            .map(file -> "ctl/orders/" + file)
            .toList();

    List<String> writable =
        mount.sh("find ctl/orders sys -type f -perm /200").output().lines().toList();
    assertThat(writable)
        .filteredOn(file -> !triggersAndMessages.contains(file))
        .containsExactlyInAnyOrderElementsOf(settings().map(Setting::path).toList());
  }

  @Test
  void echo_ofABadValue_saysInvalidArgument() {
    mount.sh("touch orders").output();
    Outcome outcome = mount.shell("bash", "echo soon > ctl/orders/send_delay");

    assertThat(outcome.exit()).isNotZero();
    assertThat(outcome.err()).contains("Invalid argument");
  }

  @ParameterizedTest
  @MethodSource("settings")
  void goodValue_withItsTerminatingNul_works(Setting setting) {
    mount.sh("touch orders").output();

    for (String end : List.of("\\0", "\\n\\0", "\\0\\n")) {
      String script = "set -e; env printf '%s' > %s; env printf '%s" + end + "' > %s; cat %s";
      String path = setting.path();
      assertThat(
              mount
                  .sh(script.formatted(setting.another(), path, setting.good(), path, path))
                  .output())
          .isEqualTo(setting.good() + "\n");
    }
  }

  @ParameterizedTest
  @MethodSource("binaryValues")
  void bytesThatAreNoText_areEINVAL(String printed) {
    mount.sh("touch orders").output();
    mount.write("ctl/orders/send_delay", "5");

    Outcome outcome = mount.shell("bash", "printf '" + printed + "' > ctl/orders/send_delay");
    assertThat(outcome.err()).contains("Invalid argument");
    assertThat(mount.read("ctl/orders/send_delay")).isEqualTo("5\n");
  }

  static List<String> binaryValues() {
    return List.of("\\0", "7\\0\\0", "\\0007", "\\377\\376", "7\\377", "\\1\\2\\3");
  }
}
