package synchmess.daemon;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RotatingFileTest {
  @TempDir Path directory;

  private Path file() {
    return directory.resolve("log");
  }

  private void write(RotatingFile out, String text) throws IOException {
    out.write(text.getBytes(UTF_8));
  }

  @Test
  void write_beyondTheLimit_beginsAnewAndKeepsOneBefore() throws IOException {
    try (RotatingFile out = new RotatingFile(file(), 10)) {
      write(out, "12345\n");
      write(out, "abc\n");
      assertThat(RotatingFile.before(file())).doesNotExist();
      write(out, "second\n");
      write(out, "third\n");
    }

    assertThat(file()).hasContent("third\n");
    assertThat(RotatingFile.before(file())).hasContent("second\n");
    assertThat(directory.toFile().list()).hasSize(2);
  }

  @Test
  void files_areTheirOwnersAlone() throws IOException {
    try (RotatingFile out = new RotatingFile(file(), 3)) {
      write(out, "abc");
      write(out, "def");
    }

    for (Path each : new Path[] {file(), RotatingFile.before(file())}) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void anEarlierLog_isReplacedAndNotFollowed() throws IOException {
    Path elsewhere = Files.writeString(directory.resolve("elsewhere"), "kept");
    Files.createSymbolicLink(file(), elsewhere);

    try (RotatingFile out = new RotatingFile(file(), 10)) {
      write(out, "new");
    }

    assertThat(elsewhere).hasContent("kept");
    assertThat(file()).hasContent("new");
  }
}
