package synchmess.group;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MessageQueueTest {
  private final MessageQueue queue = new MessageQueue();

  private static byte[] content() {
    return new byte[10];
  }

  @Test
  void add_dueByNow_isReady() {
    queue.add(content(), 100, 100);

    assertThat(queue.depth()).isEqualTo(1);
    assertThat(queue.delayed()).isZero();
    assertThat(queue.becameReady()).isEqualTo(1);
  }

  @Test
  void add_dueLater_isDelayed() {
    queue.add(content(), 101, 100);

    assertThat(queue.depth()).isZero();
    assertThat(queue.delayed()).isEqualTo(1);
    assertThat(queue.becameReady()).isZero();
    assertThat(queue.nextDue()).isEqualTo(101);
  }

  @Test
  void add_anotherHasComeDueMeanwhile_leavesAfterIt() {
    byte[] delayed = content();
    byte[] ready = content();
    queue.add(delayed, 110, 100);
    queue.add(ready, 120, 120);

    assertThat(queue.take().content()).isSameAs(delayed);
    assertThat(queue.take().content()).isSameAs(ready);
    assertThat(queue.take()).isNull();
  }

  @Test
  void promote_movesWhatIsDueOnly() {
    queue.add(content(), 110, 100);
    queue.add(content(), 111, 100);

    queue.promote(110);

    assertThat(queue.depth()).isEqualTo(1);
    assertThat(queue.nextDue()).isEqualTo(111);
  }

  @Test
  void bytes_areThoseOfReadyAndDelayedMessages() {
    queue.add(content(), 100, 100);
    queue.add(content(), 200, 100);
    assertThat(queue.bytes()).isEqualTo(20);

    queue.purge();
    assertThat(queue.bytes()).isEqualTo(10);
    queue.revoke();
    assertThat(queue.bytes()).isZero();
  }

  @Test
  void putBack_severalInAnyOrder_leaveBeforeTheOthersInTheirOrder() {
    for (int i = 0; i < 4; i++) {
      queue.add(content(), 100, 100);
    }
    Message first = queue.take();
    Message second = queue.take();
    Message third = queue.take();

    queue.putBack(second);
    queue.putBack(third);
    queue.putBack(first);

    assertThat(queue.depth()).isEqualTo(4);
    assertThat(queue.bytes()).isEqualTo(40);
    assertThat(queue.take()).isSameAs(first);
    assertThat(queue.take()).isSameAs(second);
    assertThat(queue.take()).isSameAs(third);
    assertThat(queue.depth()).isEqualTo(1);
  }
}
