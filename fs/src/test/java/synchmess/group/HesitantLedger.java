package synchmess.group;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import synchmess.waiting.Wake;
import synchmess.waiting.Wakes;

/** A ledger that writes down what it hears, and commits when it is asked to. */
public final class HesitantLedger implements Ledger {
  public final List<String> heard = new ArrayList<>();
  private final Queue<Wake> uncommitted = new ArrayDeque<>();

  @Override
  public synchronized void installed(Settings settings) {
    heard.add("installed");
  }

  @Override
  public synchronized void sent(byte[] content, long id, long due) {
    heard.add("sent " + new String(content, UTF_8));
  }

  @Override
  public synchronized void received(Message message) {
    heard.add("received " + new String(message.content(), UTF_8));
  }

  @Override
  public synchronized void cameBack(Message message) {
    heard.add("back " + new String(message.content(), UTF_8));
  }

  @Override
  public synchronized void cancelled(long id) {
    heard.add("cancelled " + id);
  }

  @Override
  public synchronized void flushed() {
    heard.add("flushed");
  }

  @Override
  public synchronized void revoked() {
    heard.add("revoked");
  }

  @Override
  public synchronized void purged() {
    heard.add("purged");
  }

  @Override
  public synchronized void changed(Settings settings) {
    heard.add("changed");
  }

  @Override
  public synchronized void removed() {
    heard.add("removed");
  }

  @Override
  public synchronized void commit(Wake first) {
    if (first != null) {
      uncommitted.add(first);
    }
  }

  /** Tells everybody who waits for it. */
  public synchronized void commitAll() {
    for (Wake first = uncommitted.poll(); first != null; first = uncommitted.poll()) {
      Wakes.tell(first);
    }
  }
}
