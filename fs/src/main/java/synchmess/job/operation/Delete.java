package synchmess.job.operation;

import java.io.IOException;
import synchmess.job.BadJobException;
import synchmess.job.Operation;
import synchmess.job.Work;

/** Removes files in their order, until one cannot be removed; of a symbolic link, the link. */
final class Delete implements Operation {
  private final JobFiles files;

  Delete(Options options) throws BadJobException {
    files = options.files();
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
