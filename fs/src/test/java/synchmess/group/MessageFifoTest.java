package synchmess.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageFifoTest {
  private final MessageFifo queue = new MessageFifo();

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
        queue.add(new byte[i % 7], 10 + i, i);
      }
      assertThat(queue.size()).isEqualTo(count);
      for (int i = 0; i < count; i++) {
        assertThat(queue.oldestSize()).isEqualTo(i % 7);
        Message message = queue.poll();
        assertThat(message.due).isEqualTo(i);
        assertThat(message.id).isEqualTo(10 + i);
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
        queue.add(content, 0, step);
        model.add(content);
      } else {
        Message message = queue.poll();
        assertThat(message == null ? null : message.content()).isSameAs(model.poll());
      }
      assertThat(queue.size()).isEqualTo(model.size());
    }
  }

  /** Across the ends of chunks too. */
  @Test
  void removedAtRandom_leavesTheOthersInOrder() {
    Random random = new Random(2);
    List<Long> model = new ArrayList<>();
    for (long id = 1; id <= 20_000; id++) {
      queue.add(new byte[1], id, id);
      model.add(id);
      if (random.nextInt(100) < 70) {
        long victim = model.get(random.nextInt(model.size()));
        assertThat(queue.remove(victim).id).isEqualTo(victim);
        assertThat(queue.remove(victim)).isNull();
        model.remove(victim);
      }
      assertThat(queue.size()).isEqualTo(model.size());
      assertThat(queue.isEmpty() ? 0 : queue.oldestId())
          .isEqualTo(model.isEmpty() ? 0 : model.get(0));
    }
    List<Long> left = new ArrayList<>();
    queue.forEach(message -> left.add(message.id));
    assertThat(left).isEqualTo(model);

    List<Long> places = new ArrayList<>();
    for (long id : model) {
      Message message = queue.poll();
      assertThat(message.id).isEqualTo(id);
      places.add(message.place);
    }
    assertThat(places).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void placeOfALaterMessage_isAfterAllBefore() {
    queue.add(new byte[1], 1, 0);
    queue.add(new byte[1], 2, 0);
    long place = queue.poll().place;
    queue.remove(2);
    queue.add(new byte[1], 3, 0);

    assertThat(queue.poll().place).isGreaterThan(place);
  }

  @Test
  void peek_leavesTheOldest() {
    queue.add(new byte[3], 1, 7);
    queue.add(new byte[4], 2, 8);

    assertThat(queue.peek().due).isEqualTo(7);
    assertThat(queue.size()).isEqualTo(2);
    assertThat(queue.poll().due).isEqualTo(7);
  }
}
