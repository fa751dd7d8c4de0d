package synchmess.job.operation;

import java.io.IOException;
import synchmess.job.word.BadJobException;
import synchmess.job.word.Options;
import synchmess.job.work.Source;
import synchmess.job.work.Target;
import synchmess.job.work.Work;

/** Makes a second file like the first. */
final class Copy extends FileToFile {
  Copy(Options options) throws BadJobException {
    super(JobFiles.of(options));
  }

  @Override
  void convert(Source source, Target target, Work work) throws IOException {
    Pump.move(source, target);
  }
}
