package synchmess.daemon;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFileTest {
  private static final DaemonProcess SELF = DaemonProcess.current();
  private static final DaemonProcess DEAD = new DaemonProcess(SELF.pid(), SELF.started() + 1);

  @TempDir private Path directory;

  private final MountEnd end = new MountEnd();
  private StateFile state;
  private Path file;

  @BeforeEach
  void nameTheFile() {
    state = new StateFile(new MountPoint(directory));
    file = Path.of(state.logFile().toString().replaceAll("log$", "pid"));
    RuntimeDirectory.makePrivate(file.getParent());
  }

  @AfterEach
  void removeTheFile() throws IOException {
    end.close();
    Files.deleteIfExists(file);
  }

  private FileChannel lockedBy(DaemonProcess daemon) throws IOException {
    Files.writeString(file, daemon.toString());
    FileChannel channel = FileChannel.open(file, CREATE, WRITE);
    assertThat(channel.lock()).isNotNull();
    return channel;
  }

  @Test
  void claim_nobodyBefore_previousDidNotDie() {
    state.claim(end);

    assertThat(state.previousDied()).isFalse();
    assertThat(state.daemon()).hasValue(SELF);
  }

  @Test
  void claim_killedAndStillInTheKernel_previousDiedAndIsGivenBack() throws IOException {
    try (FileChannel lock = lockedBy(DEAD)) {
      state.claim(end);

      assertThat(state.previousDied()).isTrue();
      assertThat(state.daemon()).hasValue(SELF);
      state.giveBack();
      assertThat(state.deadDaemon()).hasValue(DEAD);
      assertThat(lock.isOpen()).isTrue();
    }
  }

  @Test
  void claim_anotherRuns_isRefused() throws IOException {
    try (FileChannel lock = lockedBy(SELF)) {
      assertThatThrownBy(() -> state.claim(end))
          .isInstanceOf(Failure.class)
          .hasMessageContaining("another");
      assertThat(file).hasContent(SELF.toString());
      assertThat(lock.isOpen()).isTrue();
    }
  }
}
