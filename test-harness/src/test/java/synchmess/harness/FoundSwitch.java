package synchmess.harness;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * How {@link IoUringSwitch} was found, by the first of the suite's processes that run beside each
 * other. The last of them sets it back: until then another may be about to mount.
 *
 * <p>Each has a shared lock on one file, which says how it was found, as long as it runs.
 */
final class FoundSwitch implements AutoCloseable {
  private static final Path FILE = Repository.target("found-switch");
  private static final byte ON = 1;
  private static final byte OFF = 0;

  private final FileChannel file;
  private final FileLock shared;

  FoundSwitch() throws IOException {
    file =
        FileChannel.open(
            FILE, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try (FileLock alone = file.tryLock()) {
      if (alone != null) {
        file.write(ByteBuffer.wrap(new byte[] {IoUringSwitch.isOn() ? ON : OFF}), 0);
      }
    }
    shared = file.lock(0, Long.MAX_VALUE, true);
  }

  @Override
  public void close() throws IOException {
    try (file) {
      shared.release();
      try (FileLock alone = file.tryLock()) {
        if (alone != null) {
          setBack();
        }
      }
    }
  }

  private void setBack() throws IOException {
    ByteBuffer found = ByteBuffer.allocate(1);
    file.read(found, 0);
    boolean wasOn = found.get(0) == ON;
    if (IoUringSwitch.isOn() != wasOn) {
      IoUringSwitch.set(wasOn);
    }
  }
}
