package synchmess.job.operation;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import com.github.luben.zstd.util.Native;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import synchmess.errno.Errno;
import synchmess.job.work.JobFailedException;

/** The native library for zstd: loads it and makes its streams. */
final class ZstdLibrary {
  private static final Logger LOG = LoggerFactory.getLogger(ZstdLibrary.class);

  private ZstdLibrary() {}

  /**
   * Loads it from a directory that nobody else can enter, and leaves nothing there: a loaded file
   * needs no name. If that fails, only zstd is missing.
   */
  static void load() {
    try {
      Path directory = Files.createTempDirectory("synchmess-zstd");
      try {
        Native.load(directory.toFile());
      } finally {
        remove(directory);
      }
    } catch (IOException | LinkageError e) {
      LOG.warn("zstd cannot be loaded, its jobs will fail: {}", e.toString());
    }
  }

  private static void remove(Path directory) throws IOException {
    for (File file : directory.toFile().listFiles()) {
      Files.delete(file.toPath());
    }
    Files.delete(directory);
  }

  /** Compresses, with a checksum of the content, which is optional in the format. */
  static OutputStream compressing(OutputStream out, int level) throws IOException {
    checkLoaded();
    return new ZstdOutputStreamNoFinalizer(out, level).setChecksum(true);
  }

  /** Decompresses. */
  static InputStream decompressing(InputStream in) throws IOException {
    checkLoaded();
    return new ZstdInput(in);
  }

  private static void checkLoaded() throws JobFailedException {
    if (!Native.isLoaded()) {
      throw new JobFailedException(Errno.EOPNOTSUPP, "zstd cannot be loaded on this machine");
    }
  }
}
