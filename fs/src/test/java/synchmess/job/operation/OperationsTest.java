package synchmess.job.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OperationsTest {

  @Test
  void types_areAllThereAre() {
    assertThat(Operations.types().keySet())
        .containsExactly(
            "encrypt",
            "decrypt",
            "compress",
            "decompress",
            "checksum",
            "concat",
            "copy",
            "rename",
            "delete",
            "stat",
            "count");
  }

  @Test
  void secrets_areOptions() {
    assertThat(Operations.types().values())
        .allSatisfy(type -> assertThat(type.options()).containsAll(type.secrets()));
    assertThat(Operations.types().get("encrypt").secrets()).containsExactly("passphrase");
    assertThat(Operations.types().get("decrypt").secrets()).containsExactly("passphrase");
  }

  @Test
  void load_twice_leavesNoFile() throws IOException {
    Operations.load();
    Operations.load();

    try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      assertThat(files.map(Path::getFileName))
          .noneMatch(name -> name.toString().startsWith("synchmess-zstd"));
    }
  }
}
