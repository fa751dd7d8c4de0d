package synchmess.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DelayedMessagesTest {
  private final DelayedMessages messages = new DelayedMessages();

  private record Expected(long id, long due) {}

  /** Few delays have queues of their own, many share the heap. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 16, 17, 1000})
  void usedAtRandom_leaveInTheOrderOfWhenTheyAreDue(int delays) {
    Random random = new Random(delays);
    List<Expected> model = new ArrayList<>();
    long now = Long.MAX_VALUE - 50_000;
    for (long id = 1; id <= 20_000; id++) {
      now += random.nextInt(5);
      long delay = 1 + random.nextInt(delays) * 7L;
      messages.add(new byte[1], id, now + delay, delay);
      model.add(new Expected(id, now + delay));
      if (random.nextInt(10) == 0) {
        Expected any = model.remove(random.nextInt(model.size()));
        assertThat(messages.remove(any.id).due).isEqualTo(any.due);
        assertThat(messages.remove(any.id)).isNull();
      }
      if (random.nextInt(2) == 0 && !model.isEmpty()) {
        long first = now;
        model.sort(
            Comparator.<Expected>comparingLong(each -> each.due - first)
                .thenComparingLong(Expected::id));
        assertThat(messages.firstDue()).isEqualTo(model.get(0).due);
        assertThat(messages.take().id).isEqualTo(model.remove(0).id);
      }
      if (id % 500 == 0) {
        while (model.size() > 100) {
          messages.remove(model.remove(model.size() - 1).id);
        }
      }
      assertThat(messages.size()).isEqualTo(model.size());
      assertThat(messages.isEmpty()).isEqualTo(model.isEmpty());
    }
    model.sort(Comparator.comparingLong(Expected::id));
    assertThat(messages.inOrderOfSending())
        .extracting(message -> message.id)
        .containsExactlyElementsOf(model.stream().map(Expected::id).toList());
  }

  @Test
  void clear_leavesNone() {
    for (int delay = 1; delay < 100; delay++) {
      messages.add(new byte[1], delay, delay, delay);
    }
    messages.clear();

    assertThat(messages.isEmpty()).isTrue();
    messages.add(new byte[1], 100, 5, 5);
    assertThat(messages.take().id).isEqualTo(100);
    assertThat(messages.size()).isZero();
  }
}
