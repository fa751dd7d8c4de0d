package synchmess.job.operation;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import synchmess.job.word.BadJobException;
import synchmess.job.word.Options;
import synchmess.job.work.FileStatus;
import synchmess.job.work.Operation;
import synchmess.job.work.Work;

/** Tells what stat(2) says of each input. */
final class Stat implements Operation {
  /** Of a mode, its type: {@code S_IFMT} and the values of inode(7). */
  private static final int TYPE = 0170000;

  private static final Map<Integer, String> TYPES =
      Map.of(
          0140000, "socket",
          0120000, "link",
          0100000, "file",
          0060000, "block_device",
          0040000, "directory",
          0020000, "char_device",
          0010000, "fifo");

  private final JobFiles files;

  Stat(Options options) throws BadJobException {
    files = JobFiles.of(options);
  }

  @Override
  public void run(Work work) throws IOException {
    List<String> inputs = files.inputs();
    work.expect(inputs.size());
    for (int i = 0; i < inputs.size(); i++) {
      work.checkCancelled();
      tell(files.status(work, inputs.get(i)), Results.ofInput(work, inputs, i));
      work.advance(1);
    }
  }

  private static void tell(FileStatus status, Results results) {
    results.add("size", status.size());
    results.add("mode", String.format("%04o", status.permissions()));
    results.add("type", TYPES.getOrDefault(status.mode() & TYPE, "unknown"));
    results.add("uid", Integer.toUnsignedString(status.uid()));
    results.add("gid", Integer.toUnsignedString(status.gid()));
    results.add("accessed", status.accessed());
    results.add("modified", status.modified());
    results.add("changed", status.changed());
  }
}
