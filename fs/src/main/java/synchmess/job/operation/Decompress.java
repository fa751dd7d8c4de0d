package synchmess.job.operation;

import java.io.IOException;
import java.io.InputStream;
import synchmess.job.word.BadJobException;
import synchmess.job.word.Options;
import synchmess.job.work.Source;
import synchmess.job.work.Target;
import synchmess.job.work.Work;

/** Restores the original of a compressed file. */
final class Decompress extends FileToFile {
  private final Codec codec;

  Decompress(Options options) throws BadJobException {
    super(JobFiles.of(options));
    codec = Codec.of(options);
  }

  @Override
  void convert(Source source, Target target, Work work) throws IOException {
    CountedInput in = new CountedInput(source);
    long bytesOut;
    try (InputStream decompressing = codec.decompressing(in)) {
      bytesOut = Pump.move(decompressing, target);
    } catch (IOException e) {
      throw Damage.of(files().in(), "no " + codec.word() + " file, or damaged", e);
    }
    if (in.count() == 0) {
      throw Damage.of(files().in(), "no " + codec.word() + " file, but empty");
    }
    work.result("bytes_in", in.count());
    work.result("bytes_out", bytesOut);
  }
}
