package synchmess.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DaemonProcessTest {
  private final DaemonProcess self = DaemonProcess.current();

  @Test
  void text_isReadBack() {
    assertThat(DaemonProcess.parse(self.toString())).hasValue(self);
    assertThat(DaemonProcess.parse("12\n")).isEmpty();
    assertThat(DaemonProcess.parse("")).isEmpty();
    assertThat(DaemonProcess.parse("a b")).isEmpty();
  }

  @Test
  void anotherThatWasGivenThePid_isNotIt() {
    assertThat(self.runs()).isTrue();
    assertThat(new DaemonProcess(self.pid(), self.started() + 1).runs()).isFalse();
  }

  @Test
  void stopped_isNotDead() throws Exception {
    Process sleeper = new ProcessBuilder("sh", "-c", "cat /proc/$$/stat; kill -STOP $$").start();
    try {
      String stat = sleeper.inputReader().readLine();
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      DaemonProcess process = new DaemonProcess(sleeper.pid(), Long.parseLong(fields[19]));

      await().atMost(Duration.ofSeconds(60)).until(process::isStopped);
      assertThat(process.runs()).isTrue();
    } finally {
      sleeper.destroyForcibly();
    }
  }
}
