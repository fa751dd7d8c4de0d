package synchmess.group;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import synchmess.waiting.Crowd;
import synchmess.waiting.Waiter;
import synchmess.waiting.Wakes;

/**
 * The sleepers of a group. An awake ends their sleep, or the one that makes them enough.
 *
 * <p>Plain and single-threaded; its group's lock guards it. While the group has an {@code
 * awake_at}, fewer than that sleep.
 */
final class Barrier {
  private final Waiter.Place group;
  private final Settings settings;
  private final Set<Sleeper> sleepers = new Crowd<>();

  Barrier(Waiter.Place group, Settings settings) {
    this.group = group;
    this.settings = settings;
  }

  /** Parks the sleeper; if that makes {@code awake_at}, awakes all instead, this one too. */
  void sleep(Sleeper sleeper, Wakes wakes) {
    if (isEnough(sleepers.size() + 1)) {
      awake(wakes);
      wakes.end(sleeper);
    } else {
      sleeper.park(group, sleepers, sleeper);
    }
  }

  private boolean isEnough(int count) {
    int enough = settings.awakeAt();
    return enough > 0 && count >= enough;
  }

  /** Awakes all; returns how many. */
  int awake(Wakes wakes) {
    List<Sleeper> awoken = new ArrayList<>(sleepers);
    for (Sleeper each : awoken) {
      wakes.end(each);
    }
    return awoken.size();
  }

  /** Awakes all if a lowered {@code awake_at} is reached. */
  void settle(Wakes wakes) {
    if (isEnough(sleepers.size())) {
      awake(wakes);
    }
  }

  /** Fails all sleepers with ENODEV. */
  void close(Wakes wakes) {
    Mailbox.fail(sleepers, wakes);
  }

  int sleepers() {
    return sleepers.size();
  }
}
