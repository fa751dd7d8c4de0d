package synchmess.harness;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A group as it is seen from outside: a file and a directory of control files.
 *
 * @param mount where it is
 * @param name of its file
 */
public record Group(Mount mount, String name) {
  private static final int MAX_MESSAGE_SIZE = 1 << 20;

  static Group install(Mount mount, String name) {
    mount.sh("touch " + name).output();
    return new Group(mount, name);
  }

  /** Its file. */
  public Path file() {
    return mount.path(name);
  }

  /** The path of a control file, below the mount point. */
  public String control(String file) {
    return "ctl/" + name + "/" + file;
  }

  /** Sends a message. */
  public void send(String message) {
    mount.write(name, message);
  }

  /** Receives the oldest ready message, by one read; empty when there is none. */
  public String receive() {
    byte[] buffer = new byte[MAX_MESSAGE_SIZE];
    try (InputStream file = Files.newInputStream(file())) {
      return new String(buffer, 0, Math.max(0, file.read(buffer)), ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The text of a control file, without the newline at its end. */
  public String get(String file) {
    String text = mount.read(control(file));
    return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
  }

  /** The number in a control file. */
  public int count(String file) {
    return Integer.parseInt(get(file));
  }

  /** Writes to a control file. */
  public void set(String file, String value) {
    mount.write(control(file), value + "\n");
  }

  /** Waits until a control file shows that number. */
  public void await(String file, int number) {
    Condition.await(control(file) + " = " + number, () -> count(file) == number);
  }

  /**
   * Opens the file with flags such as {@code rw,nonblock}, and makes system calls on it.
   *
   * @return a line for each call, see {@link Probe}
   */
  public List<String> calls(String flags, String... calls) {
    return callsOn(name, flags, calls);
  }

  /** As {@link #calls}, on a control file. */
  public List<String> controlCalls(String file, String flags, String... calls) {
    return callsOn(control(file), flags, calls);
  }

  private List<String> callsOn(String path, String flags, String... calls) {
    try (Program probe = start(path, flags, calls)) {
      return probe.finish().results();
    }
  }

  /** As {@link #calls}, in the background. */
  public Program startCalls(String flags, String... calls) {
    return start(name, flags, calls);
  }

  /** As {@link #controlCalls}, in the background. */
  public Program startControlCalls(String file, String flags, String... calls) {
    return start(control(file), flags, calls);
  }

  private Program start(String path, String flags, String... calls) {
    List<String> all = new ArrayList<>(List.of("open " + path + " " + flags));
    all.addAll(List.of(calls));
    return mount.startProbe(all.toArray(new String[0]));
  }

  /** Removes it. */
  public void remove() {
    mount.sh("rm " + name).output();
  }
}
