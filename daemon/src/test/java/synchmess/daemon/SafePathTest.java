package synchmess.daemon;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafePathTest {
  @TempDir Path temporary;
  private Path directory;
  private SafePath safe;

  @BeforeEach
  void trustMe() throws IOException {
    directory = temporary.toRealPath();
    safe = new SafePath(new HashSet<>(List.of(0, User.current().uid())));
  }

  private static void mode(Path directory, String permissions) throws IOException {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(permissions));
  }

  @Test
  void belowASharedStickyDirectory_isSafe() {
    assertThatCode(() -> safe.check(directory.resolve("a/b"))).doesNotThrowAnyException();
    assertThatCode(() -> safe.check(directory)).doesNotThrowAnyException();
  }

  @Test
  void inADirectoryThatOthersCanWriteTo_isRefused() throws IOException {
    Path inside = Files.createDirectories(directory.resolve("a/m"));
    mode(inside.getParent(), "rwxrwxr-x");

    assertThatThrownBy(() -> safe.check(inside))
        .hasMessage(
            "root does not mount at %s: other users can put another directory in its place, in %s"
                .formatted(inside, inside.getParent()));
    assertThatThrownBy(() -> safe.check(inside.resolveSibling("new")));
  }

  @Test
  void theDirectoryItself_mayBeOpenToAll() throws IOException {
    Path inside = Files.createDirectory(directory.resolve("m"));
    mode(inside, "rwxrwxrwx");

    assertThatCode(() -> safe.check(inside)).doesNotThrowAnyException();
  }

  @Test
  void ofAUserWhoIsNotTrusted_isRefused() {
    SafePath others = new SafePath(Set.of(-1));

    assertThatThrownBy(() -> others.check(directory)).hasMessageContaining("uid ");
  }

  @Test
  void links_areFollowedToWhereTheyLead() throws IOException {
    Path open = Files.createDirectories(directory.resolve("open/m"));
    mode(open.getParent(), "rwxrwxrwx");
    Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("./open"));

    assertThatThrownBy(() -> safe.check(link.resolve("m")))
        .hasMessageContaining(open.getParent().toString());
    assertThatCode(() -> safe.check(link)).doesNotThrowAnyException();
  }

  @Test
  void linksInACircle_areRefused() throws IOException {
    Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("link"));

    assertThatThrownBy(() -> safe.check(link)).hasMessageContaining("too many links");
  }
}
