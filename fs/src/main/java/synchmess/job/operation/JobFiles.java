package synchmess.job.operation;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import synchmess.job.word.BadJobException;
import synchmess.job.word.Options;
import synchmess.job.work.FileStatus;
import synchmess.job.work.Source;
import synchmess.job.work.Target;
import synchmess.job.work.Work;
import synchmess.job.work.Workspace.Replace;

/**
 * The files of a job.
 *
 * @param out null without
 * @param overwrite whether {@code out} may replace a file; it may always replace an input
 * @param follow whether an input may be a symbolic link
 * @param maxOutput how large the output may become, in bytes
 */
record JobFiles(
    List<String> inputs, String out, boolean overwrite, boolean follow, long maxOutput) {
  static JobFiles of(Options options) throws BadJobException {
    return new JobFiles(
        options.inputs(),
        options.out(),
        options.isSet(OperationRow.OVERWRITE),
        options.isSet(OperationRow.FOLLOW),
        options.number(OperationRow.MAX_OUTPUT_BYTES, 0, Long.MAX_VALUE, Long.MAX_VALUE));
  }

  /** The first input, or the only one. */
  String in() {
    return inputs.get(0);
  }

  Source open(Work work, String input) throws IOException {
    return work.open(input, follow);
  }

  FileStatus status(Work work, String input) throws IOException {
    return work.workspace().status(input, follow);
  }

  /** Begins the output, with the permissions of the first input. */
  Target create(Work work, FileStatus first) throws IOException {
    return create(work, first, Set.of(first.key()));
  }

  /**
   * Begins the output.
   *
   * @param ours all inputs
   */
  Target create(Work work, FileStatus first, Set<FileStatus.Key> ours) throws IOException {
    Target target = work.create(out, first.permissions() & 0777, replacing(ours));
    return maxOutput == Long.MAX_VALUE ? target : new LimitedTarget(target, out, maxOutput);
  }

  Replace replacing(Set<FileStatus.Key> ours) {
    Set<FileStatus.Key> known = new HashSet<>(ours);
    return overwrite ? Replace.ALWAYS : known::contains;
  }
}
