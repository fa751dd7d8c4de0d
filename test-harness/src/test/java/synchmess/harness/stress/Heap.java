package synchmess.harness.stress;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import synchmess.harness.Mount;
import synchmess.harness.Program;

/**
 * What is alive in a daemon's heap, counted by jcmd(1) after a collection.
 *
 * @param bytes of all objects
 * @param ours how many objects are of our own classes
 */
record Heap(long bytes, long ours) {
  private static final Pattern LINE = Pattern.compile(" *\\d+: +(\\d+) +(\\d+) +(\\S+).*");

  /** What the Java machine adds for itself as it runs: reflection, method handles, caches. */
  private static final long MARGIN_BYTES = 512 * 1024;

  /** Of our classes: one lambda for each place of the code that runs first, loops in excess. */
  private static final long MARGIN_OBJECTS = 50;

  static Heap of(Mount mount) {
    String jcmd = Path.of(System.getProperty("java.home"), "bin/jcmd").toString();
    List<String> command = List.of(jcmd, String.valueOf(mount.pid()), "GC.class_histogram");
    Heap sum = new Heap(0, 0);
    for (String line : Program.run(Path.of("/"), command).output().split("\n", -1)) {
      Matcher matcher = LINE.matcher(line);
      if (matcher.matches()) {
        sum = sum.plus(matcher);
      }
    }
    return sum;
  }

  /** Whether it is no more than it was before, but for a margin. */
  boolean isWithin(Heap before) {
    return bytes <= before.bytes + MARGIN_BYTES && ours <= before.ours + MARGIN_OBJECTS;
  }

  private Heap plus(Matcher line) {
    boolean isOurs = line.group(3).startsWith("synchmess.");
    long count = isOurs ? Long.parseLong(line.group(1)) : 0;
    return new Heap(bytes + Long.parseLong(line.group(2)), ours + count);
  }
}
