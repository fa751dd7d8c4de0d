package synchmess.daemon;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MountPointTest {
  @TempDir private Path directory;

  @Test
  void prepare_aFile_saysThatItIsNoDirectory() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));

    assertThatThrownBy(new MountPoint(file)::prepare)
        .isInstanceOf(Failure.class)
        .hasMessageEndingWith("file is not a directory");
    assertThatThrownBy(new MountPoint(file.resolve("below"))::prepare)
        .hasMessageEndingWith("file/below: Not a directory");
  }
}
