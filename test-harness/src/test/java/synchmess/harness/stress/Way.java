package synchmess.harness.stress;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import synchmess.harness.Group;
import synchmess.harness.Repository;

/**
 * A way to receive: a program that adds what it receives from each group to a log, until the group
 * is uninstalled.
 */
enum Way {
  /** In C: read(2), after poll(2) said that there is something. */
  C_POLL("eof", "poll"),
  /** In C: read(2) with O_NONBLOCK, after an edge of epoll(7). */
  C_EPOLL("eof", "epoll"),
  /** In C: read(2), which sleeps. */
  C_BLOCK("block", "block"),
  /** In C: each message by an open file of its own. */
  C_NEXT("block", "next"),
  /** In C: each read a message. */
  C_FOLLOW("block", "follow"),
  /** In Java. */
  JAVA_NEXT("block", null),
  /** In shell: drains the group now and then. */
  CAT("eof", "while [ -e $group ]; do cat $group; sleep 0.02; done"),
  /** In shell: byte by byte from the group itself. */
  READ("block", "while IFS= read -r line; do echo \"$line\"; done < $group"),
  /** In shell: a worker's loop. */
  READ_NEXT("block", "while IFS= read -r line < $control/next; do echo \"$line\"; done"),
  /** In shell. */
  CAT_FOLLOW("block", "cat $control/follow");

  private static final String FOR_EACH_GROUP =
      """
      log=$1
      shift
      for group; do
        name=${group##*/}
        control=${group%%/*}/ctl/$name
        { %s; } >> $log.$name &
      done
      wait
      """;

  private final String readMode;
  private final String how;

  /**
   * @param how the consumer's word for it, or the shell's loop
   */
  Way(String readMode, String how) {
    this.readMode = readMode;
    this.how = how;
  }

  /** The read mode that its groups have to have. */
  String readMode() {
    return readMode;
  }

  /**
   * The command line.
   *
   * @param log to which a dot and the group's name are added
   * @param rainMicros the consumers in C get a signal each so many microseconds; 0: none
   */
  List<String> command(Path log, long rainMicros, List<Group> groups) {
    List<String> command = new ArrayList<>(program(log, rainMicros));
    groups.forEach(group -> command.add(group.file().toString()));
    return command;
  }

  private List<String> program(Path log, long rainMicros) {
    if (this == JAVA_NEXT) {
      return java(log);
    }
    if (name().startsWith("C_")) {
      return Stress.command("consumer", "-r", rainMicros, how, log);
    }
    String shell = this == READ_NEXT ? "bash" : "sh";
    return List.of(shell, "-c", FOR_EACH_GROUP.formatted(how), shell, log.toString());
  }

  private static List<String> java(Path log) {
    String java = Path.of(System.getProperty("java.home"), "bin/java").toString();
    String classes = Repository.file("test-harness/target/test-classes").toString();
    String main = JavaConsumer.class.getName();
    return List.of(java, "-Xmx64m", "-XX:+UseSerialGC", "-cp", classes, main, log.toString());
  }
}
