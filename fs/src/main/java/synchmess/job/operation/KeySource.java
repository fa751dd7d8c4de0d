package synchmess.job.operation;

import java.io.IOException;
import synchmess.job.word.BadJobException;
import synchmess.job.word.Options;
import synchmess.job.work.Work;

/** The source of the keys of a job's files. It never shows itself as text. */
interface KeySource {
  /** The source that the options name. */
  static KeySource of(Options options) throws BadJobException {
    String passphrase = options.text("passphrase");
    String file = options.path("key_file");
    if (passphrase == null && file == null) {
      throw new BadJobException("passphrase or key_file is missing");
    }
    if (passphrase != null && file != null) {
      throw new BadJobException("key_file has no place beside passphrase");
    }
    return file == null ? new Passphrase(passphrase) : new KeyFile(file);
  }

  CipherHeader.Kind kind();

  /** For a new file. */
  CipherHeader newHeader();

  /**
   * The key of the file with this header.
   *
   * @param header of this {@link #kind}
   */
  Key key(CipherHeader header, Work work) throws IOException;
}
