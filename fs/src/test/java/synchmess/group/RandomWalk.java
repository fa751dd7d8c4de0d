package synchmess.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import synchmess.waiting.MovableClock;

/**
 * A walk of random operations on a mount with two groups and on its {@link NaiveMount model}, which
 * are compared after each step.
 *
 * <p>Where at one instant two groups have something due, either may come first. So that this never
 * happens, each group has its own fraction of a millisecond at which it is used, and another one
 * for receivers that time out.
 */
final class RandomWalk {
  private static final long MILLI = 1_000_000;
  private static final long PHASE = MILLI / 4;

  private static final int ALICE = 2000;
  private static final int BOB = 3000;
  private static final List<Integer> USERS = List.of(TestGroup.OWNER, ALICE, BOB);

  private final Random random;
  private final MovableClock clock;
  private final Limits limits = new Limits(TestGroup.MAX_MESSAGE_SIZE_CEILING);
  private final Groups groups;
  private final NaiveMount naive = new NaiveMount();
  private final List<Twin> twins = new ArrayList<>();
  private int lastName;

  /** What the ledgers of the groups have heard, by name. */
  private final Map<String, Replay> replays = new HashMap<>();

  RandomWalk(long seed) {
    random = new Random(seed);
    clock = new MovableClock(random.nextLong());
    groups = new Groups(limits, clock, TestGroup.OWNER, this::newReplay);
    twins.add(new Twin("a", groups, naive, ALICE));
    twins.add(new Twin("b", groups, naive, ALICE));
    changeLimits();
  }

  /** Does one random thing to both, and compares. */
  void step() {
    int choice = upTo(99);
    if (choice < 5) {
      advance(upTo(40) * MILLI);
    } else if (choice < 8) {
      changeLimits();
    } else if (choice < 14) {
      awaitForAWhile(upTo(1));
    } else {
      int which = upTo(1);
      moveToPhase(2 * which);
      use(twins.get(which));
    }
    compare();
  }

  private Ledger newReplay(String name) {
    Replay replay = new Replay(clock);
    replays.put(name, replay);
    return replay;
  }

  /** Has all go, after which nothing is taken any more. */
  void end() {
    twins.forEach(Twin::end);
    compare();
    assertThat(groups.bytes()).isZero();
  }

  private void compare() {
    twins.forEach(Twin::settle);
    twins.forEach(Twin::compare);
    twins.forEach(twin -> twin.compare(replays.get(twin.name())));
    assertThat(groups.bytes()).isEqualTo(naive.cost());
    for (int user : USERS) {
      assertThat(groups.bytesOf(user)).isEqualTo(naive.costOf(user));
    }
    assertThat(groups.stats()).isEqualTo(naive.stats());
    List<String> ended = new ArrayList<>();
    twins.forEach(twin -> ended.addAll(twin.ended()));
    assertThat(ended).containsExactlyInAnyOrderElementsOf(naive.told);
    naive.told.clear();
  }

  // ------------------------------------------------------------------------------------ time

  private void advance(long nanos) {
    clock.advance(Duration.ofNanos(nanos));
    naive.advance(nanos);
  }

  private void skip(long nanos) {
    clock.skip(Duration.ofNanos(nanos));
    naive.skip(nanos);
  }

  /** Moves on to the next moment of that phase; sometimes so that alarms come late. */
  private void moveToPhase(int phase) {
    long wait = Math.floorMod(phase * PHASE - naive.now, MILLI);
    if (oneOf(6)) {
      skip(wait + upTo(30) * MILLI);
      settleWhereOneOwes();
    } else {
      advance(wait);
    }
  }

  /**
   * Another group hears of room in the mount only after the operation that made it. The model does
   * not wait, and differs where a sender there owes room; so there is no late alarm then.
   */
  private void settleWhereOneOwes() {
    if (naive.groups.stream().anyMatch(group -> group.owed() > 0)) {
      twins.forEach(Twin::settle);
    }
  }

  // -------------------------------------------------------------------------------- operating

  private void changeLimits() {
    naive.maxMessageSize = 4 + upTo(10);
    naive.maxStorageSize = 5L + upTo(80);
    naive.maxMessages = oneOf(2) ? 0 : 1 + upTo(10);
    naive.maxTotalSize = 100L + upTo(1500);
    int maxTotalSizePerUser = oneOf(3) ? 0 : 50 + upTo(1000);
    naive.maxTotalSizePerUser =
        maxTotalSizePerUser == 0 ? naive.maxTotalSize / 2 : maxTotalSizePerUser;
    naive.maxThrottledWriters = upTo(6);
    limits.setMaxMessageSize(naive.maxMessageSize);
    limits.setMaxStorageSize(naive.maxStorageSize);
    limits.setMaxMessages(naive.maxMessages);
    limits.setMaxTotalSize(naive.maxTotalSize);
    if (maxTotalSizePerUser == 0) {
      limits.unsetMaxTotalSizePerUser();
    } else {
      limits.setMaxTotalSizePerUser(maxTotalSizePerUser);
    }
    limits.setMaxThrottledWriters(naive.maxThrottledWriters);
    twins.forEach(Twin::limitsChanged);
  }

  private void awaitForAWhile(int which) {
    moveToPhase(2 * which + 1);
    twins.get(which).await(newName("receiver"), 1 + upTo(30));
  }

  private void use(Twin twin) {
    int choice = upTo(99);
    if (choice < 48) {
      sendOrReceive(twin, choice);
    } else if (choice < 63) {
      waitOrCancel(twin, choice);
    } else if (choice < 72) {
      changeWhatIsHeld(twin, choice);
    } else if (choice < 84) {
      draft(twin);
    } else if (choice < 92) {
      twin.watch();
    } else if (choice < 94) {
      twin.keep();
    } else if (choice < 95) {
      twin.letGo(random);
    } else if (choice < 96) {
      twin.setOwner(anyUser());
    } else if (choice < 97) {
      limit(twin);
    } else if (choice < 98) {
      twin.awakeAt(upTo(4));
    } else if (choice < 99) {
      twin.set(oneOf(3) ? 0 : upTo(20), random.nextBoolean());
    } else {
      twin.removeOrInstall(anyUser());
    }
  }

  private void sendOrReceive(Twin twin, int choice) {
    if (choice < 10) {
      twin.send(newText());
    } else if (choice < 14) {
      twin.sendAfter(upTo(25), newText());
    } else if (choice < 18) {
      twin.send(newTexts());
    } else if (choice < 28) {
      twin.throttle(newName("sender"), newText());
    } else if (choice < 31) {
      twin.throttle(newName("sender"), newTexts());
    } else if (choice < 33) {
      twin.insist(newName("insister"), newTexts());
    } else if (choice < 42) {
      twin.receive();
    } else if (choice < 45) {
      twin.receiveBatch(upTo(50));
    } else {
      twin.putBack(random);
    }
  }

  private void waitOrCancel(Twin twin, int choice) {
    List<String> interruptible = twin.interruptible();
    if (choice < 51) {
      twin.await(newName("receiver"), 0);
    } else if (choice < 53) {
      twin.awaitBatch(newName("receiver"), upTo(50));
    } else if (choice < 56) {
      twin.sleep(newName("sleeper"));
    } else if (!interruptible.isEmpty()) {
      twin.cancel(interruptible.get(random.nextInt(interruptible.size())));
    }
  }

  private void changeWhatIsHeld(Twin twin, int choice) {
    if (choice < 65) {
      twin.flush();
    } else if (choice < 67) {
      twin.cancelMessage(random);
    } else if (choice < 68) {
      twin.revoke();
    } else if (choice < 70) {
      twin.purge();
    } else {
      twin.awake();
    }
  }

  /** Gives it limits of its own, some of them. */
  private void limit(Twin twin) {
    Integer maxMessageSize = oneOf(2) ? null : 4 + upTo(10);
    Long maxStorageSize = oneOf(2) ? null : 5L + upTo(80);
    Long maxMessages = oneOf(2) ? null : (long) upTo(10);
    twin.limit(maxMessageSize, maxStorageSize, maxMessages);
  }

  private void draft(Twin twin) {
    if (oneOf(3)) {
      twin.sendDraft();
    } else if (oneOf(4)) {
      twin.discardDraft();
    } else {
      twin.append(newText());
    }
  }

  // -------------------------------------------------------------------------------- choosing

  private int upTo(int most) {
    return random.nextInt(most + 1);
  }

  private int anyUser() {
    return USERS.get(random.nextInt(USERS.size()));
  }

  private boolean oneOf(int n) {
    return random.nextInt(n) == 0;
  }

  private String newName(String kind) {
    return kind + ++lastName;
  }

  private String[] newTexts() {
    return Stream.generate(this::newText).limit(1L + upTo(4)).toArray(String[]::new);
  }

  /** A text unlike any other, of random length. */
  private String newText() {
    return Integer.toString(++lastName, Character.MAX_RADIX) + ".".repeat(upTo(8));
  }
}
