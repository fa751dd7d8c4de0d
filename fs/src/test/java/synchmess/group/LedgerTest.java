package synchmess.group;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import synchmess.errno.Errno;
import synchmess.waiting.MovableClock;
import synchmess.waiting.Wake;
import synchmess.waiting.Wakes;

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

  /** A ledger that writes down what it hears, and commits when it is asked to. */
  private static final class HesitantLedger implements Ledger {
    final List<String> heard = new ArrayList<>();
    private final Queue<Wake> uncommitted = new ArrayDeque<>();

    @Override
    public void sent(byte[] content, long due) {
      heard.add("sent " + new String(content, UTF_8));
    }

    @Override
    public void received(Message message) {
      heard.add("received " + new String(message.content(), UTF_8));
    }

    @Override
    public void cameBack(Message message) {
      heard.add("back " + new String(message.content(), UTF_8));
    }

    @Override
    public void flushed() {
      heard.add("flushed");
    }

    @Override
    public void revoked() {
      heard.add("revoked");
    }

    @Override
    public void purged() {
      heard.add("purged");
    }

    @Override
    public void changed() {
      heard.add("changed");
    }

    @Override
    public void removed() {
      heard.add("removed");
    }

    @Override
    public void commit(Wake first) {
      if (first != null) {
        uncommitted.add(first);
      }
    }

    void commitAll() {
      for (Wake first = uncommitted.poll(); first != null; first = uncommitted.poll()) {
        Wakes.tell(first);
      }
    }
  }

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
  void sleepersAndChanges_areToldAfterTheCommit() {
    RecordingSleeper sleeper = new RecordingSleeper();
    orders.sleep(sleeper);
    Outcome awake = change(Change.Kind.AWAKE);
    assertThat(List.of(sleeper.outcome(), awake.toString())).containsOnly(Outcome.WAITING);

    ledger.commitAll();
    assertThat(List.of(sleeper.outcome(), awake.toString())).containsExactly("awoken", "1");
  }

  private Outcome change(Change.Kind kind) {
    Outcome outcome = new Outcome();
    orders.change(
        new Change(kind) {
          @Override
          protected void done(int count) {
            outcome.is("" + count);
          }

          @Override
          public void failed(Errno why) {
            outcome.is(why.name());
          }
        });
    return outcome;
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
    DirectGroup direct = new DirectGroup(orders);
    RecordingReceiver waiting = receive(Receiver.FOREVER);
    send("a");
    send("b");
    orders.putBack(List.of(new Message(TestGroup.bytes("a"), 0, 0)));
    receive(Receiver.AT_ONCE);
    orders.settings().setSendDelay(1000);
    send("c");
    change(Change.Kind.FLUSH);
    send("d");
    change(Change.Kind.REVOKE);
    change(Change.Kind.PURGE);
    orders.setOwner(1);
    groups.remove(orders);
    send("e");

    assertThat(waiting.outcome()).isEqualTo(Outcome.WAITING);
    assertThat(direct.stats().depth()).isZero();
    assertThat(ledger.heard)
        .containsExactly(
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
