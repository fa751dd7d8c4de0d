package synchmess.job.operation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import synchmess.job.word.BadJobException;
import synchmess.job.word.Options;
import synchmess.job.work.FileStatus;
import synchmess.job.work.Operation;
import synchmess.job.work.Source;
import synchmess.job.work.Target;
import synchmess.job.work.Work;

/** Makes one file of several, in their order. */
final class Concat implements Operation {
  private final JobFiles files;

  Concat(Options options) throws BadJobException {
    files = JobFiles.of(options);
  }

  @Override
  public void run(Work work) throws IOException {
    List<FileStatus> inputs = new ArrayList<>();
    Set<FileStatus.Key> keys = new HashSet<>();
    for (String input : files.inputs()) {
      FileStatus status = files.status(work, input);
      inputs.add(status);
      keys.add(status.key());
    }
    try (Target target = files.create(work, inputs.get(0), keys)) {
      for (String input : files.inputs()) {
        append(work, input, target);
      }
      target.commit();
    }
  }

  private void append(Work work, String input, Target target) throws IOException {
    try (Source source = files.open(work, input)) {
      Pump.move(source, target);
    }
  }
}
