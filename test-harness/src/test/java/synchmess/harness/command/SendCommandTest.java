package synchmess.harness.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import synchmess.harness.Outcome;

/** {@code synchmess send} and {@code synchmess cancel}. */
@Tag("no-engine")
class SendCommandTest {
  private static final Synchmess SYNCHMESS = new Synchmess();
  private static Path mount;

  @BeforeAll
  static void mount() {
    mount = SYNCHMESS.mount("m");
  }

  @AfterAll
  static void unmount() throws IOException {
    SYNCHMESS.close();
  }

  @BeforeEach
  void makeGroup() throws IOException {
    Files.deleteIfExists(mount.resolve("orders"));
    Files.createFile(mount.resolve("orders"));
  }

  private static Outcome send(String... arguments) {
    return run("send", arguments);
  }

  private static Outcome run(String command, String... arguments) {
    String[] all = new String[arguments.length + 3];
    all[0] = command;
    all[1] = "--mount";
    all[2] = mount.toString();
    System.arraycopy(arguments, 0, all, 3, arguments.length);
    return Synchmess.run(all);
  }

  private static String count(String what) throws IOException {
    return Files.readString(mount.resolve("ctl/orders/" + what)).strip();
  }

  @Test
  void send_printsTheIdOfEachMessage() throws IOException {
    assertThat(send("orders", "one", "two").output()).isEqualTo("1\n2\n");

    assertThat(Files.readString(mount.resolve("orders"))).isEqualTo("onetwo");
  }

  @Test
  void send_afterATime_isDelayed() throws IOException {
    assertThat(send("orders", "--after", "10m", "later").output()).isEqualTo("1\n");

    assertThat(count("delayed")).isEqualTo("1");
  }

  @Test
  void cancel_discardsTheMessage() throws IOException {
    send("orders", "--after=1h", "later");

    assertThat(run("cancel", "orders", "1").output()).isEmpty();

    assertThat(count("delayed")).isEqualTo("0");
    Outcome again = run("cancel", "orders", "1");
    assertThat(again.exit()).isEqualTo(1);
    assertThat(again.err())
        .isEqualTo("synchmess: cannot cancel message 1 of 'orders': it is not there any more\n");
  }

  @Test
  void groupThatIsNotThere_isSaid() {
    Outcome sent = send("nobody", "one");
    assertThat(sent.exit()).isEqualTo(1);
    assertThat(sent.err())
        .isEqualTo("synchmess: cannot send to 'nobody': there is no such group\n");
    assertThat(run("cancel", "nobody", "1").err()).contains("there is no such group");
  }

  @ParameterizedTest
  @ValueSource(strings = {"5 s", "-1s", "1w", "", "1.5s", "25d"})
  void durationThatIsNone_isRefused(String duration) throws IOException {
    Outcome outcome = send("--after", duration, "orders", "one");

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(count("depth")).isEqualTo("0");
  }

  @Test
  void messageThatIsTooLong_isRefusedWhole() throws IOException {
    assertThat(send("orders", "x".repeat(2000)).err())
        .isEqualTo("synchmess: cannot send to 'orders': Message too long\n");
    Files.writeString(
        mount.resolve("sys/max_message_size"), count("../../sys/max_message_size_ceiling"));
    assertThat(send("orders", "").err()).contains("there are no empty messages");

    assertThat(count("depth")).isEqualTo("0");
  }
}
