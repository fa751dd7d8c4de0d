package synchmess.harness.job;

import java.util.ArrayList;
import java.util.List;
import synchmess.harness.Condition;
import synchmess.harness.Mount;
import synchmess.harness.Program;

/**
 * A job as it is seen from outside: a directory of files.
 *
 * @param mount where it is
 * @param id its name below {@code jobs/}
 */
record Job(Mount mount, long id) {
  /** Its directory, below the mount point. */
  String directory() {
    return "jobs/" + id;
  }

  /** The path of one of its files, below the mount point. */
  String file(String name) {
    return directory() + "/" + name;
  }

  /** The text of one of its files. */
  String read(String name) {
    return mount.read(file(name));
  }

  /** Writes to one of its files. */
  void write(String name, String text) {
    mount.write(file(name), text);
  }

  /** The first line of {@code state}. */
  String state() {
    return read("state").lines().findFirst().orElseThrow();
  }

  /** Waits until it is in a state. */
  void await(String state) {
    Condition.await("job " + id + " " + state, () -> state().equals(state));
  }

  /** Sleeps until it has ended; its result. */
  String await() {
    return read("wait");
  }

  void cancel() {
    write("cancel", "1\n");
  }

  /** Opens one of its files with flags such as {@code rw}, and makes system calls on it. */
  List<String> calls(String name, String flags, String... calls) {
    try (Program probe = startCalls(name, flags, calls)) {
      return probe.finish().results();
    }
  }

  /** As {@link #calls}, in the background. */
  Program startCalls(String name, String flags, String... calls) {
    List<String> all = new ArrayList<>(List.of("open " + file(name) + " " + flags));
    all.addAll(List.of(calls));
    return mount.startProbe(all.toArray(new String[0]));
  }

  /** Removes it. */
  String rmdir() {
    return mount.probe("rmdir " + directory()).get(0);
  }

  boolean isThere() {
    return mount.list("jobs").contains(Long.toString(id));
  }
}
