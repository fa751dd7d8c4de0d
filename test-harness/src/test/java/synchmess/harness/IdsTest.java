package synchmess.harness;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Messages have ids: {@code send}, {@code after}, {@code cancel}. */
class IdsTest {
  @RegisterExtension static final Mounted MOUNTED = Mounted.shared();

  private final Mount mount = MOUNTED.mount();
  private final Group group = MOUNTED.newGroup();

  /** Runs a script in which {@code $g} is the group's directory. */
  private Outcome run(String shell, String script) {
    return mount.shell(shell, "g=" + group.control("") + "; " + script);
  }

  @Test
  void send_readOnTheSameDescriptor_givesTheId() {
    String script =
        "exec 3<>$g/send; echo one >&3; read -r id <&3; echo two >&3; cat <&3; echo $id";

    for (String shell : new String[] {"bash", "dash"}) {
      Outcome outcome = run(shell, script);
      assertThat(outcome.err()).isEmpty();
    }
    assertThat(run("bash", script).output()).isEqualTo("6\n5\n");
    assertThat(group.count("depth")).isEqualTo(6);
  }

  @Test
  void send_writeOnly_isAWriteToTheGroup() {
    run("sh", "echo hello > $g/send");

    assertThat(group.receive()).isEqualTo("hello\n");
  }

  @Test
  void after_isDelayedByItsNameWhateverTheSendDelay() {
    group.set("send_delay", "600000");
    run("sh", "echo now > $g/after/0; echo later > $g/after/500000; echo $? > /dev/null");

    assertThat(group.count("depth")).isEqualTo(1);
    assertThat(group.count("delayed")).isEqualTo(1);
    assertThat(group.receive()).isEqualTo("now\n");
  }

  @Test
  void after_comesDue() {
    run("sh", "echo soon > $g/after/50");
    assertThat(mount.read(group.control("next"))).isEqualTo("soon\n");
  }

  @Test
  void after_listsNothing_andKnowsNumbersAlone() {
    assertThat(run("sh", "ls -A $g/after").output()).isEmpty();
    assertThat(run("sh", "ls $g").output()).contains("after\n");
    assertThat(run("bash", "echo x > $g/after/5s").err()).contains("No such file");
    assertThat(run("bash", "echo x > $g/after/2147483648").err()).contains("No such file");
    assertThat(run("sh", "mkdir $g/after/7x; rm $g/after/7").err()).contains("not permitted");
    assertThat(group.count("depth") + group.count("delayed")).isZero();
  }

  @Test
  void cancel_discardsAReadyOrADelayedMessage() {
    group.send("one");
    run("sh", "echo two > $g/after/600000");
    group.send("three");

    assertThat(run("sh", "echo 1 > $g/cancel && echo 2 > $g/cancel").err()).isEmpty();

    assertThat(group.count("delayed")).isZero();
    assertThat(group.receive()).isEqualTo("three");
    assertThat(run("bash", "echo 3 > $g/cancel").err()).contains("No such file");
    assertThat(run("bash", "echo x > $g/cancel").err()).contains("Invalid argument");
    assertThat(mount.read(group.control("stats"))).contains("cancelled: 2\n");
  }

  @Test
  void ids_areNotUsedAgain() {
    group.send("one");
    run("sh", "echo 1 > $g/cancel");

    assertThat(run("bash", "exec 3<>$g/send; echo x >&3; cat <&3").output()).isEqualTo("2\n");
  }
}
