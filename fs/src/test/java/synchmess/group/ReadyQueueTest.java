package synchmess.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadyQueueTest {
  private final ReadyQueue queue = new ReadyQueue();

  @Test
  void empty_hasNothing() {
    assertThat(queue.isEmpty()).isTrue();
    assertThat(queue.peek()).isNull();
    assertThat(queue.poll()).isNull();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 15, 16, 17, 48, 49, 3000, 10_000})
  void filledAndDrained_givesAllInOrder(int count) {
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < count; i++) {
        queue.add(new byte[i % 7], i);
      }
      assertThat(queue.size()).isEqualTo(count);
      for (int i = 0; i < count; i++) {
        assertThat(queue.oldestSize()).isEqualTo(i % 7);
        Message message = queue.poll();
        assertThat(message.due).isEqualTo(i);
        assertThat(message.size()).isEqualTo(i % 7);
        assertThat(message.place).isEqualTo((long) round * count + i);
      }
      assertThat(queue.poll()).isNull();
      assertThat(queue.isEmpty()).isTrue();
    }
  }

  /** It grows and shrinks across the ends of chunks. */
  @Test
  void usedAtRandom_doesAsADeque() {
    Random random = new Random(1);
    ArrayDeque<byte[]> model = new ArrayDeque<>();
    for (int step = 0; step < 100_000; step++) {
      boolean grows = step / 20_000 % 2 == 0;
      if (random.nextInt(100) < (grows ? 60 : 40)) {
        byte[] content = new byte[1];
        queue.add(content, step);
        model.add(content);
      } else {
        Message message = queue.poll();
        assertThat(message == null ? null : message.content()).isSameAs(model.poll());
      }
      assertThat(queue.size()).isEqualTo(model.size());
    }
  }

  @Test
  void peek_leavesTheOldest() {
    queue.add(new byte[3], 7);
    queue.add(new byte[4], 8);

    assertThat(queue.peek().due).isEqualTo(7);
    assertThat(queue.size()).isEqualTo(2);
    assertThat(queue.poll().due).isEqualTo(7);
  }
}
