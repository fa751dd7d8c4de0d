package synchmess.udev;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** The users and the groups of this machine, from any source in nsswitch.conf(5). */
enum Account {
  USER("user", "passwd"),
  GROUP("group", "group");

  /** The last one, (uid_t) −1, is nobody's. */
  private static final long MAX_ID = 0xFFFF_FFFEL;

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,10}");
  private static final int ID_FIELD = 2;

  private final String noun;
  private final String database;

  Account(String noun, String database) {
    this.noun = noun;
    this.database = database;
  }

  /**
   * The uid or gid, as an unsigned int.
   *
   * @param nameOrNumber a number may belong to no account
   * @throws RuleException when there is none of that name
   */
  int id(String nameOrNumber) {
    if (!NUMBER.matcher(nameOrNumber).matches()) {
      return find(nameOrNumber);
    }
    long number = Long.parseLong(nameOrNumber);
    if (number > MAX_ID) {
      throw unknown(nameOrNumber);
    }
    return (int) number;
  }

  /** Asks getent(1), which libc's own package has, and waits for the answer. */
  private int find(String name) {
    try {
      Process getent =
          new ProcessBuilder("getent", database, "--", name)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String entry = new String(getent.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (getent.waitFor() == 0) {
        return Integer.parseUnsignedInt(entry.split(":", -1)[ID_FIELD]);
      }
    } catch (IOException e) {
      throw new RuleException("cannot look up " + noun + " \"" + name + "\": " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw unknown(name);
  }

  private RuleException unknown(String name) {
    return new RuleException("unknown " + noun + " \"" + name + "\"");
  }
}
