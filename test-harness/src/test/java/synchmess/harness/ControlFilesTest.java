package synchmess.harness;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What control files have in common; those with manners of their own have tests of their own. */
@Tag("any-transport")
class ControlFilesTest {
  @RegisterExtension static final Mounted MOUNTED = Mounted.shared();

  private final Mount mount = MOUNTED.mount();
  private final Group group = MOUNTED.newGroup();

  @Test
  void directory_listsThemAll() {
    assertThat(mount.list("ctl/" + group.name()))
        .contains(
            "awake",
            "awake_at",
            "batch",
            "bytes",
            "delayed",
            "depth",
            "flush",
            "flush_on_close",
            "follow",
            "full_policy",
            "max_message_size",
            "max_messages",
            "max_storage_size",
            "next",
            "peek",
            "purge",
            "put",
            "read_mode",
            "readers",
            "receive_timeout_ms",
            "revoke",
            "send_delay",
            "send_mode",
            "short_read",
            "sleep",
            "sleepers",
            "stats",
            "writers");
  }

  @Test
  void directories_areOneForEachGroup() {
    assertThat(mount.list("ctl")).contains(group.name());
    group.remove();

    assertThat(mount.list("ctl")).doesNotContain(group.name());
    assertThat(mount.probe("stat " + group.control("depth"))).containsExactly("stat -1 ENOENT");
  }

  @ParameterizedTest
  @CsvSource({
    "send_delay,666",
    "revoke,666",
    "flush,666",
    "awake,666",
    "purge,666",
    "sleep,444",
    "next,444",
    "follow,444",
    "put,222",
    "batch,666",
    "peek,444",
    "depth,444",
    "delayed,444",
    "bytes,444",
    "sleepers,444",
    "readers,444",
    "writers,444",
    "stats,444",
    "awake_at,666",
    "max_message_size,666",
    "max_messages,666",
    "max_storage_size,666",
    "read_mode,666",
    "full_policy,666",
    "send_mode,666",
    "short_read,666",
    "receive_timeout_ms,666",
    "flush_on_close,666"
  })
  void mode_isReadableAndWritableAsTheTableSays(String file, String mode) {
    mount.sh("chmod 666 " + group.name()).output();

    assertThat(mount.probe("stat " + group.control(file)))
        .containsExactly("stat 0 100" + mode + " 0:0 0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sleep", "next", "follow", "peek", "depth", "bytes", "writers", "stats"})
  void readOnlyFile_openForWriting_isEACCES(String file) {
    assertThat(mount.probe("open " + group.control(file) + " w")).contains("open -1 EACCES");
    assertThat(mount.probe("open " + group.control(file) + " rw")).contains("open -1 EACCES");
  }

  @Test
  void writeOnlyFile_openForReading_isEACCES() {
    assertThat(mount.probe("open " + group.control("put") + " r")).contains("open -1 EACCES");
  }

  @ParameterizedTest
  @CsvSource({
    "send_delay,0,2147483647",
    "awake_at,0,2147483647",
    "read_mode,eof,block",
    "full_policy,fail,fail",
    "send_mode,write,close",
    "short_read,shell,discard",
    "short_read,shell,keep",
    "receive_timeout_ms,0,2147483647",
    "flush_on_close,0,1"
  })
  void setting_showsItsDefaultAndStoresANewValue(String file, String byDefault, String value) {
    assertThat(mount.read(group.control(file))).isEqualTo(byDefault + "\n");

    assertThat(group.controlCalls(file, "w", "line " + value))
        .containsExactly("line " + (value.length() + 1));
    assertThat(mount.read(group.control(file))).isEqualTo(value + "\n");

    assertThat(group.controlCalls(file, "w", "write " + byDefault))
        .containsExactly("write " + byDefault.length());
    assertThat(mount.read(group.control(file))).isEqualTo(byDefault + "\n");
  }

  @Test
  void cat_ofAllThatDoNotWait_ends() {
    group.send("hi");
    String script =
        "cd ctl/%s; for f in *; do case $f in put | batch | next | follow | sleep) ;; *) cat $f;; esac; done";

    assertThat(mount.sh(script.formatted(group.name())).output())
        .contains("eof\n", "fail\n", "shell\n", "hi", "received: 0\n");
  }

  @Test
  void setting_writtenAndReadOnOneDescriptor_showsTheNewValue() {
    assertThat(group.controlCalls("send_delay", "rw", "read 99", "line 15", "lseek 0", "read 99"))
        .containsExactly("read 2 0\\x0a", "line 3", "lseek 0", "read 3 15\\x0a");
  }

  @Test
  void setting_appendedOrTruncated_isStored() {
    mount.sh("echo 5 > %1$s; echo 6 >> %1$s".formatted(group.control("send_delay"))).output();

    assertThat(group.get("send_delay")).isEqualTo("6");
  }

  @Test
  void value_readInParts_isWhole() {
    group.set("send_delay", "12345");

    assertThat(group.controlCalls("send_delay", "r", "read 2", "read 2", "read 9", "read 9"))
        .containsExactly("read 2 12", "read 2 34", "read 2 5\\x0a", "read 0");
    assertThat(group.controlCalls("send_delay", "r", "pread 2 3")).containsExactly("pread 2 45");
  }

  @Test
  void counts_areOfNow() {
    group.send("12345");
    group.set("send_delay", "600000");
    group.send("123");

    assertThat(group.count("depth")).isEqualTo(1);
    assertThat(group.count("delayed")).isEqualTo(1);
    assertThat(group.count("bytes")).isEqualTo(8);
  }

  @ParameterizedTest
  @CsvSource({"next,readers", "follow,readers", "sleep,sleepers"})
  void countsOfParkedCallers_areOfNow(String file, String counter) {
    assertThat(group.count(counter)).isZero();
    try (Program caller = group.startControlCalls(file, "r", "read 9")) {
      group.await(counter, 1);
      assertThat(group.count("readers") + group.count("sleepers")).isEqualTo(1);
      assertThat(caller.isAlive()).isTrue();
    }
    group.await(counter, 0);
  }

  @Test
  void count_lookedUpAnewAtOffsetZero() {
    String send = "open " + group.name() + " w";
    assertThat(
            group.controlCalls(
                "depth", "r", "read 9", send, "write x", "fd 3", "lseek 0", "read 9"))
        .containsExactly("read 2 0\\x0a", "write 1", "lseek 0", "read 2 1\\x0a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"revoke", "flush", "awake", "purge"})
  void trigger_readWithoutAWrite_isEndOfFile(String file) {
    assertThat(group.controlCalls(file, "rw", "read 9")).containsExactly("read 0");
    assertThat(mount.read(group.control(file))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "0", "x", "yes please", "1\n2"})
  void trigger_anyWrite_triggers(String text) {
    group.send("a");
    mount.write(group.control("purge"), text);

    assertThat(group.count("depth")).isZero();
  }

  @Test
  void trigger_read_givesTheCountFromWhereverTheWriteHasMovedTo() {
    group.send("a");
    group.send("b");

    assertThat(group.controlCalls("purge", "rw", "write some text", "read 9", "read 9"))
        .containsExactly("write 9", "read 2 2\\x0a", "read 0");
  }

  @Test
  void trigger_readInParts_givesTheCount() {
    for (int i = 0; i < 12; i++) {
      group.send("x");
    }
    assertThat(group.controlCalls("purge", "rw", "line 1", "read 1", "read 1", "read 1", "read 1"))
        .containsExactly("line 2", "read 1 1", "read 1 2", "read 1 \\x0a", "read 0");
  }

  @Test
  void trigger_readAfterLseek_givesTheCount() {
    group.send("a");

    assertThat(
            group.controlCalls("purge", "rw", "line 1", "lseek 0", "read 9", "lseek 0", "read 9"))
        .containsExactly("line 2", "lseek 0", "read 2 1\\x0a", "lseek 0", "read 2 1\\x0a");
  }

  @Test
  void trigger_readHereAndThenAfterLseek_givesTheCountTwice() {
    group.send("a");

    assertThat(group.controlCalls("purge", "rw", "line 1", "read 9", "lseek 0", "read 9"))
        .containsExactly("line 2", "read 2 1\\x0a", "lseek 0", "read 2 1\\x0a");
  }

  @Test
  void trigger_again_givesTheNewCount() {
    group.send("a");

    assertThat(group.controlCalls("purge", "rw", "line 1", "read 9", "line 1", "read 9"))
        .containsExactly("line 2", "read 2 1\\x0a", "line 2", "read 2 0\\x0a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash"})
  void trigger_inAShell_givesTheCount(String shell) {
    group.send("a");
    String script = "exec 3<> %s; echo 1 >&3; read -r count <&3; echo \"purged $count\"";

    assertThat(mount.shell(shell, script.formatted(group.control("purge"))).output())
        .isEqualTo("purged 1\n");
  }

  @Test
  void trigger_onADescriptorOpenForWriting_triggers() {
    group.send("a");
    mount.sh("echo 1 > " + group.control("purge")).output();

    assertThat(group.count("depth")).isZero();
  }

  @Test
  void purge_discardsWhatIsReadyAndKeepsWhatIsDelayed() {
    group.send("ready");
    group.set("send_delay", "600000");
    group.send("delayed");

    assertThat(group.controlCalls("purge", "rw", "line 1", "read 9")).contains("read 2 1\\x0a");
    assertThat(group.count("depth")).isZero();
    assertThat(group.count("delayed")).isEqualTo(1);
    assertThat(group.count("bytes")).isEqualTo(7);
  }
}
