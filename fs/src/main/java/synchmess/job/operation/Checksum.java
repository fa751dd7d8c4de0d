package synchmess.job.operation;

import java.io.IOException;
import java.util.List;
import synchmess.job.word.BadJobException;
import synchmess.job.word.Options;
import synchmess.job.work.Operation;
import synchmess.job.work.Source;
import synchmess.job.work.Work;

/** Tells the digest of each input. */
final class Checksum implements Operation {
  private final JobFiles files;
  private final String algorithm;

  Checksum(Options options) throws BadJobException {
    files = JobFiles.of(options);
    algorithm = options.word("alg", Digest.NAMES);
  }

  @Override
  public void run(Work work) throws IOException {
    List<String> inputs = files.inputs();
    for (int i = 0; i < inputs.size(); i++) {
      String hex = digest(work, inputs.get(i));
      Results.ofInput(work, inputs, i).add(algorithm, hex);
    }
  }

  private String digest(Work work, String input) throws IOException {
    Digest digest = Digest.of(algorithm);
    try (Source source = files.open(work, input)) {
      Pump.move(source, digest);
    }
    return digest.hex();
  }
}
