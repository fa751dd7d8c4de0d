package synchmess.fuse.kernel.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import synchmess.errno.Errno;
import synchmess.fuse.kernel.abi.Memory;

/** A call is answered once, whoever tries, and whatever happens on the way. */
class CallReplyTest {
  private static final int SIZE = 4096;

  private final Memory body = Memory.allocate(SIZE);
  private final List<Integer> sent = new ArrayList<>();
  private boolean exhausted;
  private final Request request = Request.inOnePiece(Memory.allocate(SIZE));
  private final CallReply reply = new CallReply(request, new RecordedAnswer(), null);

  /** Keeps the errors and lengths that were sent. */
  private final class RecordedAnswer implements Answer {
    @Override
    public long unique() {
      return 2;
    }

    @Override
    public long capacity() {
      return SIZE;
    }

    @Override
    public Memory body() {
      if (exhausted) {
        throw new OutOfMemoryError("no body");
      }
      return body;
    }

    @Override
    public boolean send(int error, int length) {
      sent.add(error != 0 ? error : length);
      return true;
    }

    @Override
    public boolean mayPark() {
      return true;
    }
  }

  @Test
  void data_second_isRefusedAndNeverSent() {
    assertThat(reply.data(new byte[] {'a'}, 0, 1)).isTrue();

    assertThat(reply.data(new byte[] {'b'}, 0, 1)).isFalse();
    reply.value(1);
    reply.failed(Errno.EIO);

    assertThat(sent).containsExactly(1);
    assertThat(body.getByte(0)).isEqualTo((byte) 'a');
  }

  @Test
  void data_afterAnError_isRefusedAndNeverSent() {
    reply.failed(Errno.EIO);

    assertThat(reply.data(new byte[] {'a'}, 0, 1)).isFalse();
    assertThat(sent).containsExactly(-Errno.EIO.number());
  }

  @Test
  void data_cannotBeLaidOut_isRefusedAndAnsweredWithAnError() {
    exhausted = true;

    assertThat(reply.data(new byte[] {'a'}, 0, 1)).isFalse();
    assertThat(sent).containsExactly(-Errno.ENOMEM.number());
  }

  @Test
  void value_cannotBeLaidOut_isAnsweredWithAnError() {
    exhausted = true;
    reply.value(1);

    assertThat(sent).containsExactly(-Errno.ENOMEM.number());
  }
}
