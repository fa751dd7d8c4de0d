package synchmess.errno;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ErrnoTest {

  @ParameterizedTest
  @EnumSource
  void numberAndText_areLinux(Errno errno) {
    var linux = jnr.constants.platform.linux.Errno.valueOf(errno.name());

    assertThat(errno.number()).isEqualTo(linux.intValue());
    assertThat(errno.text()).isEqualTo(linux.toString());
  }
}
