package synchmess.job.operation;

import java.io.IOException;
import java.io.OutputStream;
import synchmess.job.word.BadJobException;
import synchmess.job.word.Options;
import synchmess.job.work.Source;
import synchmess.job.work.Target;
import synchmess.job.work.Work;

/** Makes a smaller file that can be decompressed. */
final class Compress extends FileToFile {
  private final Codec codec;
  private final int level;

  Compress(Options options) throws BadJobException {
    super(JobFiles.of(options));
    codec = Codec.of(options);
    level = codec.level(options);
  }

  @Override
  void convert(Source source, Target target, Work work) throws IOException {
    CountedOutput out = new CountedOutput(target);
    long bytesIn;
    try (OutputStream compressing = codec.compressing(out, level)) {
      bytesIn = Pump.move(source, compressing);
    }
    work.result("bytes_in", bytesIn);
    work.result("bytes_out", out.count());
  }
}
