package synchmess.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Everyday tools on every kind of file. */
@Tag("any-transport")
class ToolsTest {
  /** Each prints what {@code $f} holds. */
  private static final List<String> READERS =
      List.of(
          "cat $f",
          "cat < $f",
          "head -n 5 $f",
          "head -c 50 < $f",
          "dd if=$f status=none",
          "dd if=$f bs=64k status=none",
          "dd if=$f bs=1 status=none",
          "cp $f /dev/stdout",
          "tee < $f",
          "sed -n p $f",
          "awk 1 $f",
          "grep '' $f || true",
          "while IFS= read -r line; do echo \"$line\"; done < $f");

  /** A readable file of each kind, and what it holds after a message was sent. */
  private static final List<List<String>> READABLE =
      List.of(
          List.of("orders", "a message\n"),
          List.of("ctl/orders/next", "a message\n"),
          List.of("ctl/orders/peek", "a message\n"),
          List.of("ctl/orders/depth", "1\n"),
          List.of("ctl/orders/short_read", "shell\n"),
          List.of("ctl/orders/purge", ""),
          List.of("sys/max_groups", "1024\n"),
          List.of("sys/full_policy", "fail\n"),
          List.of("synchmess", ""));

  /** Each writes {@code $text} and a newline to {@code $f}. */
  private static final List<String> WRITERS =
      List.of(
          "echo $text > $f",
          "echo $text >> $f",
          "printf '%s\\n' $text > $f",
          "echo $text | tee $f",
          "echo $text | tee -a $f",
          "echo $text | dd of=$f status=none",
          "echo $text | dd of=$f bs=4k conv=notrunc status=none",
          "echo $text > $tmp; cp $tmp $f",
          "echo $text > $tmp; cat $tmp > $f");

  @RegisterExtension static final Mounted MOUNTED = Mounted.shared();

  private final Mount mount = MOUNTED.mount();

  static Stream<Arguments> readers() {
    return Stream.of("dash", "bash")
        .flatMap(
            shell ->
                READERS.stream()
                    .flatMap(
                        reader ->
                            READABLE.stream()
                                .map(it -> Arguments.of(shell, reader, it.get(0), it.get(1)))));
  }

  @ParameterizedTest
  @MethodSource("readers")
  void reader_printsWhatTheFileHolds(String shell, String reader, String file, String content) {
    mount.sh("rm -f orders; echo 'a message' > orders").output();

    Outcome outcome = mount.shell(shell, "f=" + file + "; " + reader);
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.output()).isEqualTo(content);
  }

  static Stream<Arguments> writers() {
    return WRITERS.stream()
        .flatMap(
            writer ->
                Stream.of("orders", "ctl/orders/put", "ctl/orders/send_delay", "sys/max_groups")
                    .map(file -> Arguments.of(writer, file)));
  }

  @ParameterizedTest
  @MethodSource("writers")
  void writer_writesInOnePiece(String writer, String file) {
    mount.sh("rm -f orders; touch orders").output();
    Group orders = new Group(mount, "orders");

    mount.sh("tmp=$(mktemp); text=1234; f=" + file + "; " + writer + "; rm $tmp").output();
    if (file.equals("orders") || file.equals("ctl/orders/put")) {
      orders.await("depth", 1);
      assertThat(orders.receive()).isEqualTo("1234\n");
    } else {
      assertThat(mount.read(file)).isEqualTo("1234\n");
    }
    mount.write("sys/max_groups", "1024");
  }

  @Test
  void ls_showsEveryFileOnce() {
    mount.sh("rm -f orders; echo hi > orders").output();

    Outcome outcome = mount.sh("ls -lR");
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.output()).doesNotContain("?");
    assertThat(outcome.output().lines().filter(line -> line.endsWith(" orders")))
        .satisfiesExactlyInAnyOrder(
            file -> assertThat(file).matches("-rw-r--r-- 1 root root 0 .* orders"),
            directory -> assertThat(directory).matches("dr-xr-xr-x 2 root root 0 .* orders"));
    assertThat(outcome.output()).containsPattern("(?m)^-r--r--r-- 1 root root 0 .* synchmess$");
    assertThat(outcome.output()).containsPattern("(?m)^--w------- 1 root root 0 .* put$");
  }

  @Test
  void ls_find_andStat_takeNoMessages() {
    mount.sh("rm -f orders; echo hi > orders").output();
    mount.sh("ls -laR; find . -type f -ls; stat orders ctl/orders/*; du -a; df .").output();

    assertThat(mount.read("ctl/orders/depth")).isEqualTo("1\n");
  }

  @Test
  void find_findsEveryFileOnce() {
    mount.sh("touch orders").output();

    List<String> found = mount.sh("find . -mindepth 1").output().lines().toList();
    assertThat(found).doesNotHaveDuplicates();
    assertThat(found)
        .contains("./synchmess", "./orders", "./ctl/orders", "./ctl/orders/next", "./sys/stats");
    assertThat(mount.sh("find . -size +0").output()).isEmpty();
    assertThat(mount.sh("find ctl -type f -name put -perm /222").output())
        .contains("ctl/orders/put\n");
  }

  @Test
  void df_showsTheRoomForMessages() {
    String total = mount.read("sys/max_total_size").strip();

    assertThat(mount.sh("df --output=fstype,size -B1 .").output()).contains("synchmess", total);
  }

  @Test
  void wc_countsAllMessages() {
    Group group = MOUNTED.newGroup();
    group.send("one line\n");
    group.send("and\nanother\n");

    assertThat(mount.sh("wc -lwc < " + group.name()).output().strip().split(" +", -1))
        .containsExactly("3", "4", "21");
    assertThat(group.count("depth")).isZero();
  }

  @Test
  void wc_ofOneByteCounts_drainsTheGroup() {
    Group group = MOUNTED.newGroup();
    group.send("12345");
    group.send("678");

    assertThat(mount.sh("wc -c " + group.name()).output()).startsWith("8 ");
  }

  @Test
  void cat_printsAllMessagesInOrderAndEnds() {
    Group group = MOUNTED.newGroup();
    List<String> messages = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      messages.add("message " + i + "\n");
      group.send(messages.get(i));
    }

    assertThat(mount.sh("cat " + group.name()).output()).isEqualTo(String.join("", messages));
  }

  @Test
  void dd_sendsAMessageForEachBlock() {
    Group group = MOUNTED.newGroup();
    mount.sh("head -c 250 /dev/zero | dd of=%s bs=100 iflag=fullblock".formatted(group.name()));

    assertThat(group.count("depth")).isEqualTo(3);
    assertThat(group.calls("r", "read 1000", "read 1000", "read 1000"))
        .allMatch(line -> line.matches("read (100|50) .*"));
  }

  @Test
  void dd_receivesAMessageForEachBlock() {
    Group group = MOUNTED.newGroup();
    group.send("one ");
    group.send("two ");
    group.send("three ");

    assertThat(mount.sh("dd if=%s bs=1k count=2 status=none".formatted(group.name())).output())
        .isEqualTo("one two ");
    assertThat(group.receive()).isEqualTo("three ");
  }

  @Test
  void head_receivesOneMessage() {
    Group group = MOUNTED.newGroup();
    group.send("first line\nrest\n");
    group.send("next\n");

    assertThat(mount.sh("head -n 1 " + group.name()).output()).isEqualTo("first line\n");
    assertThat(group.receive()).isEqualTo("next\n");
  }

  @Test
  void cp_fromAGroupToAFile_drainsIt() {
    Group group = MOUNTED.newGroup();
    group.send("one\n");
    group.send("two\n");
    String script = "t=$(mktemp); cp %s $t; cat $t; rm $t";

    assertThat(mount.sh(script.formatted(group.name())).output()).isEqualTo("one\ntwo\n");
    assertThat(group.count("depth")).isZero();
  }

  @Test
  void cp_fromAGroupToAnother_movesEachMessage() {
    Group from = MOUNTED.newGroup();
    Group to = MOUNTED.newGroup();
    from.send("one");
    from.send("two");
    mount.sh("cp %s %s".formatted(from.name(), to.name())).output();

    assertThat(to.calls("r", "read 99", "read 99", "read 99"))
        .containsExactly("read 3 one", "read 3 two", "read 0");
  }

  @Test
  void tee_sendsToSeveralGroups() {
    Group one = MOUNTED.newGroup();
    Group two = MOUNTED.newGroup();
    mount.sh("echo hi | tee %s %s".formatted(one.name(), two.name())).output();

    assertThat(one.receive()).isEqualTo("hi\n");
    assertThat(two.receive()).isEqualTo("hi\n");
  }

  @Test
  void touch_sendsNothingAndKeepsTheTimes() {
    Group group = MOUNTED.newGroup();
    String times = mount.sh("stat -c '%X %Y' " + group.name()).output();
    mount.sh("touch -d 2001-01-01 %1$s; touch %1$s".formatted(group.name())).output();

    assertThat(mount.sh("stat -c '%X %Y' " + group.name()).output()).isEqualTo(times);
    assertThat(group.count("depth")).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"mv orders other", "ln orders other", "ln -s orders other", "mkdir other"})
  void mv_ln_andMkdir_areRefused(String command) {
    mount.sh("touch orders").output();
    Outcome outcome = mount.sh(command);

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.err()).contains("Operation not permitted");
    assertThat(mount.list(".")).contains("orders").doesNotContain("other");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sync synchmess", "sync ctl/orders/depth", "sync sys/version", "sync ."})
  void sync_ofWhatHasNothingToFlush_isFine(String command) {
    mount.sh("touch orders").output();

    assertThat(mount.sh(command).output()).isEmpty();
  }

  @Test
  void cat_ofSleep_endsWhenAwoken() {
    Group group = MOUNTED.newGroup();
    try (Program cat = mount.startSh("cat %s; echo awake".formatted(group.control("sleep")))) {
      group.await("sleepers", 1);
      mount.sh("echo 1 > " + group.control("awake")).output();

      assertThat(cat.finish().output()).isEqualTo("awake\n");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash"})
  void readOfAShell_onFollow_getsLineAfterLine(String shell) {
    Group group = MOUNTED.newGroup();
    group.send("one\n");
    group.send("two\nthree\n");
    String script =
        "{ read -r a; read -r b; read -r c; echo \"$a $b $c\"; } < " + group.control("follow");

    assertThat(mount.shell(shell, script).output()).isEqualTo("one two three\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash"})
  void loopOverNext_worksOffOneMessageAfterTheOther(String shell) {
    Group group = MOUNTED.newGroup();
    group.send("build\n");
    group.send("test\n");
    group.send("quit\n");
    String script =
        "while read -r job < %s && [ \"$job\" != quit ]; do echo \"did $job\"; done"
            .formatted(group.control("next"));

    assertThat(mount.shell(shell, script).output()).isEqualTo("did build\ndid test\n");
  }

  @Test
  void redirection_toReadOnlyFiles_isRefused() {
    mount.sh("touch orders").output();

    assertThat(mount.sh("echo 1 > ctl/orders/depth").err()).contains("Permission denied");
    assertThat(mount.sh("echo 1 > sys/engine").err()).contains("Permission denied");
    assertThat(mount.sh("cat ctl/orders/put").err()).contains("Permission denied");
  }
}
