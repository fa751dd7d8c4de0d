package synchmess.group;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MessageQueueTest {
  private final MessageQueue queue = new MessageQueue();

  private static Message message(long due, long sequence) {
    return new Message(new byte[10], due, sequence);
  }

  @Test
  void add_dueByNow_isReady() {
    queue.add(message(100, 1), 100);

    assertThat(queue.depth()).isEqualTo(1);
    assertThat(queue.delayed()).isZero();
    assertThat(queue.becameReady()).isEqualTo(1);
  }

  @Test
  void add_dueLater_isDelayed() {
    queue.add(message(101, 1), 100);

    assertThat(queue.depth()).isZero();
    assertThat(queue.delayed()).isEqualTo(1);
    assertThat(queue.becameReady()).isZero();
    assertThat(queue.nextDue()).isEqualTo(101);
  }

  @Test
  void add_anotherHasComeDueMeanwhile_leavesAfterIt() {
    Message delayed = message(110, 1);
    Message ready = message(120, 2);
    queue.add(delayed, 100);
    queue.add(ready, 120);

    assertThat(queue.take()).isSameAs(delayed);
    assertThat(queue.take()).isSameAs(ready);
    assertThat(queue.take()).isNull();
  }

  @Test
  void promote_movesWhatIsDueOnly() {
    queue.add(message(110, 1), 100);
    queue.add(message(111, 2), 100);

    queue.promote(110);

    assertThat(queue.depth()).isEqualTo(1);
    assertThat(queue.nextDue()).isEqualTo(111);
  }

  @Test
  void bytes_areThoseOfReadyAndDelayedMessages() {
    queue.add(message(100, 1), 100);
    queue.add(message(200, 2), 100);
    assertThat(queue.bytes()).isEqualTo(20);

    queue.purge();
    assertThat(queue.bytes()).isEqualTo(10);
    queue.revoke();
    assertThat(queue.bytes()).isZero();
  }
}
