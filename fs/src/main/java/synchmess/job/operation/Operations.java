package synchmess.job.operation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import synchmess.job.OperationType;

/** The table of all operations: a new one is a new line. */
public final class Operations {
  private Operations() {}

  /** What {@code op} may name. */
  public static Map<String, OperationType> types() {
    Map<String, OperationType> table = new LinkedHashMap<>();
    table.put("encrypt", Row.toFile(Encrypt::new).with("key_file").withSecret("passphrase"));
    table.put("decrypt", Row.toFile(Decrypt::new).with("key_file").withSecret("passphrase"));
    table.put("compress", Row.toFile(Compress::new).with("format", "level"));
    table.put("decompress", Row.toFile(Decompress::new).with("format"));
    table.put("checksum", Row.ofFiles(Checksum::new).with("alg"));
    table.put("concat", Row.toFile(Concat::new).fromSeveral());
    table.put("copy", Row.toFile(Copy::new));
    table.put("rename", Row.toFile(Rename::new).without("follow", "max_output_bytes"));
    table.put("delete", Row.ofFiles(Delete::new).without("follow"));
    table.put("stat", Row.ofFiles(Stat::new));
    table.put("count", Row.ofNoFile(Count::new).with("threads", "times", "increment", "lock"));
    return Collections.unmodifiableMap(table);
  }

  /**
   * Loads the native library and the classes of all operations, so that none is looked for on
   * behalf of a user later. To be called once, before the first job.
   */
  public static void load() {
    ZstdLibrary.load();
    WarmUp.run();
  }
}
