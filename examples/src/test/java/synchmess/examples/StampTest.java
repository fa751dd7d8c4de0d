package synchmess.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class StampTest {
  private final ByteBuffer message = Stamp.buffer(64);

  @Test
  void of_aMessageThatWasStamped_theSameStamp() {
    Stamp stamp = new Stamp(1023, 1L << 40, 123_456_789_012L, 200, true);
    stamp.put(message);

    assertThat(Stamp.of(message, 64)).isEqualTo(stamp);
  }

  @Test
  void of_aMessageShorterThanAStamp_null() {
    new Stamp(0, 1, 2, 0, false).put(message);

    assertThat(Stamp.of(message, Stamp.SIZE - 1)).isNull();
  }

  @Test
  void of_aMessageWithoutOne_null() {
    assertThat(Stamp.of(message, 64)).isNull();
  }

  @Test
  void of_aSenderBeyondTheLast_null() {
    new Stamp(Stamp.MAX_SENDERS, 1, 2, 0, false).put(message);

    assertThat(Stamp.of(message, 64)).isNull();
  }
}
