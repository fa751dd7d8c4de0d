package synchmess.job.operation;

import java.io.IOException;
import synchmess.job.BadJobException;
import synchmess.job.Source;
import synchmess.job.Target;
import synchmess.job.Work;

/** Makes a second file like the first. */
final class Copy extends FileToFile {
  Copy(Options options) throws BadJobException {
    super(options.files());
  }

  @Override
  void convert(Source source, Target target, Work work) throws IOException {
    Pump.move(source, target);
  }
}
