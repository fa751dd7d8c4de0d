package synchmess.harness.stress;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import synchmess.harness.Group;
import synchmess.harness.Mount;

/** A name is removed and made again, under load: what was opened before never sees what is new. */
class RecycledGroupsTest {
  private static final String NAME = "recycled";
  private static final String GONE = "No such device";
  private static final int GENERATIONS = 300;
  private static final int OPENS = 4;
  private static final int KEPT = 40;
  private static final int LOADERS = 3;

  private final Mount mount = Mount.start();
  private final Path file = mount.path(NAME);
  private final Deque<FileChannel> old = new ArrayDeque<>();
  private volatile boolean ends;

  @AfterEach
  void close() throws IOException {
    for (FileChannel each : old) {
      each.close();
    }
    mount.close();
  }

  /** Makes, opens and removes groups of other names, so that numbers are given and given back. */
  private void load(int loader) {
    Path own = mount.path("load-" + loader);
    try {
      while (!ends) {
        Files.writeString(own, "x");
        try (FileChannel channel = FileChannel.open(own, READ, WRITE)) {
          Files.delete(own);
          Files.writeString(own, "y");
          assertIsGone(channel);
        }
        assertThat(Files.readString(own)).isEqualTo("y");
        Files.delete(own);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void assertIsGone(FileChannel channel) {
    assertThat(failure(() -> channel.read(ByteBuffer.allocate(100)))).isEqualTo(GONE);
    assertThat(failure(() -> channel.write(ByteBuffer.wrap(new byte[] {'!'})))).isEqualTo(GONE);
  }

  private interface Call {
    int carryOut() throws IOException;
  }

  private static String failure(Call call) {
    try {
      return "returned " + call.carryOut();
    } catch (IOException e) {
      return e.getMessage();
    }
  }

  @Test
  void oldDescriptors_neverSeeTheNewGroup() throws Exception {
    List<CompletableFuture<Void>> loaders = new ArrayList<>();
    for (int i = 0; i < LOADERS; i++) {
      int loader = i;
      loaders.add(CompletableFuture.runAsync(() -> load(loader), task -> new Thread(task).start()));
    }
    try {
      for (int generation = 0; generation < GENERATIONS; generation++) {
        replace(generation);
      }
    } finally {
      ends = true;
    }
    loaders.forEach(CompletableFuture::join);
  }

  private void replace(int generation) throws IOException {
    String message = "generation " + generation;
    Files.write(file, message.getBytes(US_ASCII));
    for (FileChannel each : old) {
      assertIsGone(each);
    }
    assertThat(new Group(mount, NAME).count("depth")).isEqualTo(1);
    assertThat(Files.readString(file)).isEqualTo(message);
    for (int i = 0; i < OPENS; i++) {
      old.add(FileChannel.open(file, READ, WRITE));
    }
    while (old.size() > KEPT) {
      old.remove().close();
    }
    Files.delete(file);
  }
}
