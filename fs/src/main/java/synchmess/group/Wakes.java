package synchmess.group;

import java.util.ArrayList;
import java.util.List;

/**
 * Who has to be told of something, gathered under a group's lock and told after it is released.
 *
 * <p>Used by one thread. Empty, it costs nothing but itself.
 */
final class Wakes {
  private List<Runnable> wakes = List.of();

  void add(Runnable wake) {
    if (wakes.isEmpty()) {
      wakes = new ArrayList<>();
    }
    wakes.add(wake);
  }

  /** Tells them all. Called without any lock. */
  void run() {
    for (int i = 0; i < wakes.size(); i++) {
      wakes.get(i).run();
    }
  }
}
