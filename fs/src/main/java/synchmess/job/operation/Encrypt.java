package synchmess.job.operation;

import java.io.IOException;
import java.io.OutputStream;
import synchmess.job.word.BadJobException;
import synchmess.job.word.Options;
import synchmess.job.work.Source;
import synchmess.job.work.Target;
import synchmess.job.work.Work;

/** Makes a file that nobody can read without the key, or change unnoticed. */
final class Encrypt extends FileToFile {
  private final KeySource keys;

  Encrypt(Options options) throws BadJobException {
    this(JobFiles.of(options), KeySource.of(options));
  }

  Encrypt(JobFiles files, KeySource keys) {
    super(files);
    this.keys = keys;
  }

  @Override
  void convert(Source source, Target target, Work work) throws IOException {
    CipherHeader header = keys.newHeader();
    try (Key key = keys.key(header, work);
        OutputStream encrypting = key.encrypting(new CountedOutput(target), header)) {
      Pump.move(source, encrypting);
    }
  }
}
