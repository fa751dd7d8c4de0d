package synchmess.job.operation;

import java.io.IOException;
import synchmess.job.word.BadJobException;
import synchmess.job.word.Options;
import synchmess.job.work.Operation;
import synchmess.job.work.Work;

/** Removes files in their order, until one cannot be removed; of a symbolic link, the link. */
final class Delete implements Operation {
  private final JobFiles files;

  Delete(Options options) throws BadJobException {
    files = JobFiles.of(options);
  }

  @Override
  public void run(Work work) throws IOException {
    work.expect(files.inputs().size());
    for (String input : files.inputs()) {
      work.checkCancelled();
      work.workspace().delete(input);
      work.advance(1);
    }
  }
}
