package synchmess.group;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;
import synchmess.waiting.Clock;

/** A ledger that keeps, from what it hears alone, what its group must hold. */
final class Replay implements Ledger {
  private final Clock clock;
  private final List<Message> held = new ArrayList<>();
  private boolean removed;

  Replay(Clock clock) {
    this.clock = clock;
  }

  @Override
  public void sent(byte[] content, long id, long due) {
    checkInstalled();
    held.add(new Message(content, id, due, 0));
  }

  @Override
  public void received(Message message) {
    checkInstalled();
    boolean was = held.removeIf(entry -> entry.id == message.id);
    if (!was) {
      throw new AssertionError("handed out, but not held: " + TestGroup.text(message.content()));
    }
  }

  @Override
  public void cameBack(Message message) {
    checkInstalled();
    held.add(message);
  }

  @Override
  public void cancelled(long id) {
    checkInstalled();
    if (!held.removeIf(entry -> entry.id == id)) {
      throw new AssertionError("cancelled, but not held: " + id);
    }
  }

  @Override
  public void flushed() {
    long now = clock.nanos();
    held.replaceAll(
        entry -> isDelayed(entry.due) ? new Message(entry.content, entry.id, now, 0) : entry);
  }

  @Override
  public void revoked() {
    discard(this::isDelayed);
  }

  @Override
  public void purged() {
    discard(due -> !isDelayed(due));
  }

  @Override
  public void removed() {
    checkInstalled();
    removed = true;
    held.clear();
  }

  private void discard(LongPredicate which) {
    checkInstalled();
    held.removeIf(entry -> which.test(entry.due));
  }

  private boolean isDelayed(long due) {
    return due - clock.nanos() > 0;
  }

  private void checkInstalled() {
    if (removed) {
      throw new AssertionError("something happens after the removal");
    }
  }

  int size() {
    return held.size();
  }
}
