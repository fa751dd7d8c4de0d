package synchmess.harness.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The checker itself has to notice everything. */
@Tag("no-engine")
class LedgerTest {
  private final Ledger ledger = new Ledger();

  @BeforeEach
  void send() {
    ledger.sent(1, "orders", 3);
    ledger.sent(2, "orders", 2);
  }

  private static String log(int sender, long... numbers) {
    return LongStream.of(numbers)
        .mapToObj(number -> new Message(sender, "orders", number).line("text") + "\n")
        .collect(Collectors.joining());
  }

  @Test
  void everythingOnce_isFaultless() {
    ledger.received("orders", log(1, 1, 3) + log(2, 1, 2));
    ledger.received("orders", log(1, 2));

    assertThat(ledger.faults()).isEmpty();
    assertThat(ledger.sent()).isEqualTo(5);
  }

  @Test
  void missing_isLost() {
    ledger.received("orders", log(1, 1, 3) + log(2, 1, 2));

    assertThat(ledger.lost()).containsExactly(new Message(1, "orders", 2));
    assertThat(ledger.faults()).hasSize(1);
  }

  @Test
  void sameMessageForTwoConsumers_isTwice() {
    ledger.received("orders", log(1, 1, 2));
    ledger.received("orders", log(1, 2, 3));

    assertThat(ledger.twice()).containsExactly(new Message(1, "orders", 2));
  }

  @Test
  void earlierAfterLater_isDisordered() {
    ledger.received("orders", log(1, 1, 3, 2));

    assertThat(ledger.disordered()).containsExactly(new Message(1, "orders", 2));
  }

  @Test
  void notSent_isUnexpected() {
    ledger.received("orders", log(1, 4) + log(3, 1) + log(1, 0));

    assertThat(ledger.unexpected()).hasSize(3);
  }

  @Test
  void fromTheWrongGroup_isUnexpected() {
    ledger.received("others", log(1, 1));

    assertThat(ledger.unexpected()).hasSize(1);
  }

  @Test
  void damaged_isUnexpected() {
    String whole = log(1, 1);
    List<String> damaged =
        List.of(
            whole.replace("text", "tent"),
            whole.replace("text ", ""),
            whole.substring(1),
            "\n",
            whole.substring(0, 9) + whole,
            whole.replace("1 orders 1", "1 orders 2"));
    damaged.forEach(log -> ledger.received("orders", log));

    assertThat(ledger.unexpected()).hasSameSizeAs(damaged);
  }

  @Test
  void cutOffAtTheEnd_isUnexpectedButFromTheKilled() {
    String cut = log(1, 1, 2).replaceAll("....\n$", "");
    ledger.received("orders", cut);
    assertThat(ledger.unexpected()).hasSize(1);

    Ledger other = new Ledger();
    other.sent(1, "orders", 2);
    other.receivedUntilKilled("orders", cut);
    assertThat(other.unexpected()).isEmpty();
    assertThat(other.lost()).containsExactly(new Message(1, "orders", 2));
  }
}
