package synchmess.mounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MountTableTest {
  private static final String LINE =
      "42 27 0:39 / %s rw,nosuid shared:1 - fuse.synchmess synchmess rw,user_id=0";

  @Test
  void line_isParsed() {
    MountTable.Mount mount = MountTable.parse(LINE.formatted("/mnt/a\\040b\\043c\\134"));

    assertThat(mount)
        .isEqualTo(new MountTable.Mount(42, 27, "0:39", Path.of("/mnt/a b#c\\"), "fuse.synchmess"));
    assertThat(mount.minor()).isEqualTo(39);
    assertThat(mount.isSynchmess()).isTrue();
  }

  @Test
  void aNameThatIsNoText_isNoReasonToFail() {
    assertThatCode(() -> MountTable.parse(LINE.formatted("/mnt/\u00ff\u00fe$1")))
        .doesNotThrowAnyException();
  }
}
