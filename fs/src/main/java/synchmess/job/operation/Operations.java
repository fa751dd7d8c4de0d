package synchmess.job.operation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import synchmess.job.count.Count;
import synchmess.job.word.OperationType;

/** The table of all operations: a new one is a new line. */
public final class Operations {
  private Operations() {}

  /** What {@code op} may name. */
  public static Map<String, OperationType> types() {
    Map<String, OperationType> table = new LinkedHashMap<>();
    table.put(
        "encrypt", OperationRow.toFile(Encrypt::new).with("key_file").withSecret("passphrase"));
    table.put(
        "decrypt", OperationRow.toFile(Decrypt::new).with("key_file").withSecret("passphrase"));
    table.put("compress", OperationRow.toFile(Compress::new).with("format", "level"));
    table.put("decompress", OperationRow.toFile(Decompress::new).with("format"));
    table.put("checksum", OperationRow.ofFiles(Checksum::new).with("alg"));
    table.put("concat", OperationRow.toFile(Concat::new).fromSeveral());
    table.put("copy", OperationRow.toFile(Copy::new));
    table.put("rename", OperationRow.toFile(Rename::new).without("follow", "max_output_bytes"));
    table.put("delete", OperationRow.ofFiles(Delete::new).without("follow"));
    table.put("stat", OperationRow.ofFiles(Stat::new));
    table.put(
        "count", OperationRow.ofNoFile(Count::new).with("threads", "times", "increment", "lock"));
    return Collections.unmodifiableMap(table);
  }

  /**
   * Loads the native library and the classes of all operations, so that no job of a user looks for
   * them. Call it once, before the first job.
   */
  public static void load() {
    ZstdLibrary.load();
    WarmUp.run();
  }
}
