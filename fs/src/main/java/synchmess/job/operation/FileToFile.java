package synchmess.job.operation;

import java.io.IOException;
import synchmess.job.work.Operation;
import synchmess.job.work.Source;
import synchmess.job.work.Target;
import synchmess.job.work.Work;

/** Makes one file of another; it appears when it is whole. */
abstract class FileToFile implements Operation {
  private final JobFiles files;

  FileToFile(JobFiles files) {
    this.files = files;
  }

  final JobFiles files() {
    return files;
  }

  @Override
  public final void run(Work work) throws IOException {
    try (Source source = files.open(work, files.in());
        Target target = files.create(work, source.status())) {
      convert(source, target, work);
      target.commit();
    }
  }

  /** Reads all of the source, and writes all of the target. */
  abstract void convert(Source source, Target target, Work work) throws IOException;
}
