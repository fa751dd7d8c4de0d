package synchmess.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RealPathTest {
  @TempDir private Path directory;

  @BeforeEach
  void makeDirectory() throws IOException {
    directory = directory.toRealPath();
    Files.createDirectories(directory.resolve("a/b"));
  }

  private void link(String name, String target) throws IOException {
    Files.createSymbolicLink(directory.resolve(name), Path.of(target));
  }

  private String of(String path) {
    return directory.relativize(RealPath.of(directory.resolve(path))).toString();
  }

  @Test
  void linksOnTheWayAndAtTheEnd_areFollowed() throws IOException {
    link("l", "a");
    link("a/m", directory + "/l/b");

    assertThat(of("l/b")).isEqualTo("a/b");
    assertThat(of("l/m")).isEqualTo("a/b");
  }

  @Test
  void dotsAfterALink_areThoseOfItsTarget() throws IOException {
    link("l", "a/b");

    assertThat(of("l/../c")).isEqualTo("a/c");
    assertThat(of("./a/./b/..")).isEqualTo("a");
  }

  @Test
  void linkOfAnotherUserAtTheEnd_isNotFollowedByRoot() throws IOException {
    assumeTrue(User.isRoot());
    link("l", "a");
    Files.setAttribute(directory.resolve("l"), "unix:uid", 1234, LinkOption.NOFOLLOW_LINKS);

    assertThat(of("l")).isEqualTo("l");
    assertThat(of("l/b")).isEqualTo("a/b");
  }

  @Test
  void whatIsMissing_isLeftAsItIs() throws IOException {
    link("l", "nothing/at");

    assertThat(of("x/../y/z")).isEqualTo("y/z");
    assertThat(of("l/all")).isEqualTo("nothing/at/all");
  }

  @Test
  void linksInACircle_areLeftAsTheyAre() throws IOException {
    link("l", "m");
    link("m", "l");

    assertThat(of("l/x")).isEqualTo("l/x");
  }

  @Test
  void relative_beginsInTheWorkingDirectory() throws IOException {
    assertThat(RealPath.of(Path.of("nothing")))
        .isEqualTo(Path.of("").toRealPath().resolve("nothing"));
  }
}
