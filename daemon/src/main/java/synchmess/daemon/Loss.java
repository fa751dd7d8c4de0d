package synchmess.daemon;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * The messages that an unmount loses.
 *
 * @param messages ready and delayed
 * @param groups that hold them
 */
record Loss(long messages, long groups) {
  static final Loss NOTHING = new Loss(0, 0);

  /** The messages in the mount now; nothing if it does not answer. */
  static Loss of(Path mount) {
    if (Answer.of(mount) != Answer.YES) {
      return NOTHING;
    }
    MountView view = new MountView(mount);
    try {
      return view.groups().stream()
          .map(group -> ofGroup(view.stats(group)))
          .reduce(NOTHING, Loss::plus);
    } catch (IOException unreadable) {
      return NOTHING;
    }
  }

  private static Loss ofGroup(Map<String, String> stats) {
    long held = number(stats, "depth") + number(stats, "delayed");
    return new Loss(held, held > 0 ? 1 : 0);
  }

  private static long number(Map<String, String> stats, String name) {
    return Long.parseLong(stats.getOrDefault(name, "0"));
  }

  private Loss plus(Loss other) {
    return new Loss(messages + other.messages, groups + other.groups);
  }

  void tell() {
    if (messages > 0) {
      System.out.println(this);
    }
  }

  @Override
  public String toString() {
    return "%s in %s %s gone"
        .formatted(
            count(messages, "message"), count(groups, "group"), messages == 1 ? "is" : "are");
  }

  private static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
