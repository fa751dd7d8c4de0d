package synchmess.job.operation;

import java.io.IOException;
import java.util.Set;
import synchmess.job.word.BadJobException;
import synchmess.job.word.Options;
import synchmess.job.work.Operation;
import synchmess.job.work.Work;

/** Gives a file another name; of a symbolic link, the link. */
final class Rename implements Operation {
  private final JobFiles files;

  Rename(Options options) throws BadJobException {
    files = JobFiles.of(options);
  }

  @Override
  public void run(Work work) throws IOException {
    work.expect(1);
    var itself = Set.of(files.status(work, files.in()).key());
    work.workspace().rename(files.in(), files.out(), files.replacing(itself));
    work.advance(1);
  }
}
