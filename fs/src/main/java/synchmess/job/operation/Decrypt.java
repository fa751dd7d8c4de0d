package synchmess.job.operation;

import java.io.IOException;
import java.io.InputStream;
import synchmess.job.word.BadJobException;
import synchmess.job.word.Options;
import synchmess.job.work.Source;
import synchmess.job.work.Target;
import synchmess.job.work.Work;

/** Restores the original of an encrypted file. */
final class Decrypt extends FileToFile {
  private final KeySource keys;

  Decrypt(Options options) throws BadJobException {
    this(JobFiles.of(options), KeySource.of(options));
  }

  Decrypt(JobFiles files, KeySource keys) {
    super(files);
    this.keys = keys;
  }

  @Override
  void convert(Source source, Target target, Work work) throws IOException {
    CipherHeader header = header(source);
    try (Key key = keys.key(header, work);
        InputStream decrypting = key.decrypting(new CountedInput(source), header)) {
      Pump.move(decrypting, target);
    } catch (IOException e) {
      throw Damage.of(files().in(), "wrong key, or the file was changed", e);
    }
  }

  private CipherHeader header(Source source) throws IOException {
    CipherHeader header;
    try {
      header = CipherHeader.read(source);
    } catch (MalformedHeaderException e) {
      throw Damage.of(files().in(), "no encrypted file of this format");
    }
    if (header.kind() != keys.kind()) {
      throw Damage.of(files().in(), "its key is no " + keys.kind().word() + ", or it was changed");
    }
    return header;
  }
}
