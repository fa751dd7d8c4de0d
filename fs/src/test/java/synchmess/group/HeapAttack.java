package synchmess.group;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import synchmess.errno.Errno;
import synchmess.errno.ErrnoException;
import synchmess.waiting.MovableClock;

/**
 * A program of its own, with a small heap: one user does to a mount with default settings what has
 * once ended it. It prints how his attempts ended, and how many he had succeeded with.
 */
final class HeapAttack {
  private static final int OWNER = 0;
  private static final int MALLORY = 2000;
  private static final int ALICE = 3000;
  private static final int GROUPS = 256;
  private static final int CEILING = 1 << 20;

  private final Limits limits = new Limits(CEILING);
  private final MovableClock clock = new MovableClock();
  private final Groups groups = new Groups(limits, clock, OWNER);
  private final List<DirectGroup> his = new ArrayList<>();

  /** What his open files hold on to. */
  private final List<Object> held = new ArrayList<>();

  private int succeeded;

  private HeapAttack() {
    for (int i = 0; i < GROUPS; i++) {
      his.add(new DirectGroup(groups.install("g" + i, MALLORY)));
    }
  }

  public static void main(String[] args) {
    HeapAttack attack = new HeapAttack();
    switch (args[0]) {
      case "ready" -> attack.fill();
      case "delayed" -> attack.fillDelayed();
      case "drained" -> attack.fillAndDrainOneByOne();
      case "waiting" -> attack.wait40000InEach();
      case "throttled" -> attack.throttle();
      case "drafts" -> attack.draft();
      case "kept" -> attack.keep();
      default -> throw new IllegalArgumentException(args[0]);
    }
    attack.report();
  }

  /** Another user must be able to go on, and the heap to hold what is between the quarters. */
  private void report() {
    DirectGroup alices = new DirectGroup(groups.install("alice", ALICE));
    alices.send(new byte[1024]);
    byte[] others = new byte[(int) (Runtime.getRuntime().maxMemory() / 4)];
    boolean all = others.length > 0 && held.size() <= succeeded + GROUPS;
    System.out.println("refused after " + succeeded + ", others go on: " + all);
  }

  /** Repeats in one group after the other until each refuses. */
  private void inEach(Consumer<DirectGroup> attempt) {
    his.forEach(group -> repeat(attempt, group));
  }

  private void repeat(Consumer<DirectGroup> attempt, DirectGroup group) {
    try {
      while (true) {
        attempt.accept(group);
        succeeded++;
      }
    } catch (ErrnoException refused) {
      if (refused.errno() != Errno.ENOSPC) {
        throw refused;
      }
    }
  }

  /** Many wait in one group after the other, and leave. */
  private void wait40000InEach() {
    for (DirectGroup group : his) {
      List<RecordingReceiver> receivers = new ArrayList<>();
      for (int i = 0; i < 40_000; i++) {
        RecordingReceiver receiver = new RecordingReceiver();
        group.receive(receiver);
        receivers.add(receiver);
      }
      receivers.forEach(receiver -> receiver.cancel(Errno.EINTR));
      succeeded++;
    }
  }

  private void fill() {
    inEach(group -> group.send(new byte[1]));
  }

  private void fillDelayed() {
    his.forEach(group -> group.settings().setSendDelay(Integer.MAX_VALUE));
    fill();
  }

  /** Each group holds as much as it can, and then one delayed message alone. */
  private void fillAndDrainOneByOne() {
    for (DirectGroup group : his) {
      group.settings().setSendDelay(Integer.MAX_VALUE);
      group.send(new byte[1]);
      group.settings().setSendDelay(1);
      repeat(each -> each.send(new byte[1]), group);
      clock.advance(Duration.ofMillis(1));
      while (group.receive() != null) {
        // those that have come due
      }
    }
  }

  private void throttle() {
    limits.setMaxMessageSize(CEILING);
    his.forEach(group -> group.settings().setFullPolicy(FullPolicy.BLOCK));
    inEach(
        group -> {
          RecordingSender sender = new RecordingSender("x".repeat(CEILING - 1));
          group.send(sender);
        });
  }

  private void draft() {
    limits.setMaxMessageSize(CEILING);
    inEach(
        group -> {
          Draft draft = group.draft();
          held.add(draft);
          draft.append(new byte[CEILING / 2]);
        });
  }

  /** Open files keep what they received. */
  private void keep() {
    limits.setMaxMessageSize(CEILING);
    inEach(
        group -> {
          group.send(new byte[CEILING / 2]);
          Message message = group.receive();
          group.keep(message.content());
          held.add(message);
        });
  }
}
