package synchmess.fuse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RequestSizeTest {
  private static final Path LIMIT = Path.of("/proc/sys/fs/fuse/max_pages_limit");

  /** What the machine allows; as much as anybody may ask for where it does not say. */
  private static int limit() throws IOException {
    return Files.exists(LIMIT)
        ? Integer.parseInt(Files.readAllLines(LIMIT).get(0).strip())
        : Integer.MAX_VALUE;
  }

  @Test
  void sizes_areInPagesOf4096() {
    RequestSize size = new RequestSize(256);

    assertThat(size.bytes()).isEqualTo(1 << 20);
    assertThat(size.maxMessageSizeCeiling()).isEqualTo(1_044_480);
  }

  @Test
  void ofThisMachine_isOneMebibyteOrWhatTheMachineAllows() throws IOException {
    assertThat(RequestSize.ofThisMachine().pages()).isEqualTo(Math.min(256, limit()));
  }

  @Test
  void atMost_isNoMore() throws IOException {
    assertThat(RequestSize.atMost(1).pages()).isEqualTo(1);
    assertThat(RequestSize.atMost(1 << 20).pages()).isEqualTo(Math.min(1 << 20, limit()));
  }
}
