package synchmess.fuse.jnrfuse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import synchmess.errno.Errno;

/** A call is answered once. */
class CallTest {
  private final Call call = new Call();

  @Test
  void data_second_isRefusedAndChangesNothing() {
    assertThat(call.data(new byte[] {'a'}, 0, 1)).isTrue();

    assertThat(call.data(new byte[] {'b', 'c'}, 0, 2)).isFalse();
    call.value(3);
    call.failed(Errno.EIO);

    assertThat(call.result()).isEqualTo(1);
  }

  @Test
  void data_afterAnError_isRefused() {
    call.failed(Errno.EIO);

    assertThat(call.data(new byte[] {'a'}, 0, 1)).isFalse();
    assertThat(call.result()).isEqualTo(-Errno.EIO.number());
  }

  @Test
  void data_abandoned_isRefused() {
    call.abandon();

    assertThat(call.data(new byte[] {'a'}, 0, 1)).isFalse();
    assertThat(call.answered()).isTrue();
  }
}
