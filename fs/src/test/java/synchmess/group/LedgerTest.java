package synchmess.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import synchmess.errno.Errno;
import synchmess.waiting.MovableClock;
import synchmess.waiting.Outcome;

/** The ledger hears in order what happens, and nobody is told before it says so. */
class LedgerTest {
  private final HesitantLedger ledger = new HesitantLedger();
  private final Groups groups =
      new Groups(
          new Limits(TestGroup.MAX_MESSAGE_SIZE_CEILING),
          new MovableClock(),
          TestGroup.OWNER,
          name -> ledger);
  private final Group orders = groups.install("orders", TestGroup.OWNER);

  private RecordingSender send(String text) {
    RecordingSender sender = new RecordingSender(text);
    orders.send(sender);
    return sender;
  }

  private RecordingReceiver receive(int patience) {
    RecordingReceiver receiver = new RecordingReceiver(patience);
    orders.receive(receiver);
    return receiver;
  }

  @Test
  void send_isStored_senderIsToldAfterTheCommit() {
    RecordingSender sender = send("a");

    assertThat(orders.stats().depth()).isEqualTo(1);
    assertThat(sender.outcome()).isEqualTo(Outcome.WAITING);

    ledger.commitAll();
    assertThat(sender.outcome()).isEqualTo("sent");
  }

  @Test
  void receive_hasTakenIt_receiverGetsItAfterTheCommit() {
    send("a");
    RecordingReceiver receiver = receive(Receiver.AT_ONCE);

    assertThat(orders.stats().depth()).isZero();
    assertThat(receiver.outcome()).isEqualTo(Outcome.WAITING);

    ledger.commitAll();
    assertThat(receiver.outcome()).isEqualTo("a");
  }

  @Test
  void receiverThatWaited_getsTheMessageAfterTheCommitOfItsSend() {
    RecordingReceiver receiver = receive(Receiver.FOREVER);
    RecordingSender sender = send("a");
    assertThat(receiver.outcome()).isEqualTo(Outcome.WAITING);

    ledger.commitAll();
    assertThat(List.of(sender.outcome(), receiver.outcome())).containsExactly("sent", "a");
  }

  /** Its message is on its way: an interrupt comes too late. */
  @Test
  void cancel_messageIsTakenAndNotCommitted_isRefused() {
    RecordingReceiver receiver = receive(Receiver.FOREVER);
    send("a");

    assertThat(receiver.cancel(Errno.EINTR)).isFalse();

    ledger.commitAll();
    assertThat(receiver.outcome()).isEqualTo("a");
  }

  @Test
  void installationAndRemoval_areConfirmedAfterTheCommit() {
    Outcome installed = confirm();
    assertThat(installed.toString()).isEqualTo(Outcome.WAITING);
    ledger.commitAll();
    assertThat(installed.toString()).isEqualTo("confirmed");

    groups.remove(orders);
    Outcome removed = confirm();
    assertThat(removed.toString()).isEqualTo(Outcome.WAITING);
    ledger.commitAll();
    assertThat(removed.toString()).isEqualTo("confirmed");
  }

  private Outcome confirm() {
    Outcome outcome = new Outcome();
    orders.confirm(
        new Confirmation() {
          @Override
          protected void confirmed() {
            outcome.is("confirmed");
          }

          @Override
          public void failed(Errno why) {
            outcome.is(why.name());
          }
        });
    return outcome;
  }

  @Test
  void peek_isToldAfterTheCommit() {
    send("a");
    Outcome peeked = new Outcome();
    orders.peek(
        new Peeker() {
          @Override
          protected void seen(byte[] oldest) {
            peeked.is(TestGroup.text(oldest));
          }

          @Override
          public void failed(Errno why) {
            peeked.is(why.name());
          }
        });
    assertThat(peeked.toString()).isEqualTo(Outcome.WAITING);

    ledger.commitAll();
    assertThat(peeked.toString()).isEqualTo("a");
  }

  @Test
  void sleepersAndChanges_areToldAfterTheCommit() {
    RecordingSleeper sleeper = new RecordingSleeper();
    orders.sleep(sleeper);
    Outcome awake = change(Change.Kind.AWAKE);
    assertThat(List.of(sleeper.outcome(), awake.toString())).containsOnly(Outcome.WAITING);

    ledger.commitAll();
    assertThat(List.of(sleeper.outcome(), awake.toString())).containsExactly("awoken", "1");
  }

  private Outcome change(Change.Kind kind) {
    OutcomeOfChange change = new OutcomeOfChange(kind);
    orders.change(change);
    return change.outcome;
  }

  private void setOwner(int uid) {
    orders.change(new OutcomeOfChange(its -> its.setOwnership(TestGroup.ownership(uid))));
  }

  /** A change that writes down how it ends. */
  private static final class OutcomeOfChange extends Change {
    final Outcome outcome = new Outcome();

    OutcomeOfChange(Kind kind) {
      super(kind);
    }

    OutcomeOfChange(Consumer<Settings> setter) {
      super(setter);
    }

    @Override
    protected void done(int count) {
      outcome.is("" + count);
    }

    @Override
    public void failed(Errno why) {
      outcome.is(why.name());
    }
  }

  @Test
  void refusal_isToldAfterTheCommitToo() {
    RecordingReceiver receiver = receive(Receiver.AT_ONCE);
    assertThat(receiver.outcome()).isEqualTo(Outcome.WAITING);

    ledger.commitAll();
    assertThat(receiver.outcome()).isEqualTo("EAGAIN");
  }

  @Test
  void operations_areHeardInOrder() {
    RecordingReceiver waiting = receive(Receiver.FOREVER);
    send("a");
    send("b");
    orders.putBack(List.of(new Message(TestGroup.bytes("a"), 1, 0, 0)));
    receive(Receiver.AT_ONCE);
    orders.settings().setSendDelay(1000);
    send("c");
    change(Change.Kind.FLUSH);
    send("d");
    change(Change.Kind.REVOKE);
    change(Change.Kind.PURGE);
    setOwner(1);
    groups.remove(orders);
    send("e");

    assertThat(waiting.outcome()).isEqualTo(Outcome.WAITING);
    assertThat(orders.stats().depth()).isZero();
    assertThat(ledger.heard)
        .containsExactly(
            "installed",
            "sent a",
            "received a",
            "sent b",
            "back a",
            "received a",
            "sent c",
            "flushed",
            "sent d",
            "revoked",
            "purged",
            "changed",
            "removed");
  }
}
