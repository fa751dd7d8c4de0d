package synchmess.harness;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.FileWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What java.io and java.nio make of each kind of file. */
@Tag("any-transport")
class JavaTest {
  @RegisterExtension static final Mounted MOUNTED = Mounted.shared();

  private final Mount mount = MOUNTED.mount();
  private final Group group = MOUNTED.newGroup();

  private Path control(String file) {
    return mount.path(group.control(file));
  }

  @Test
  void readString_ofAGroup_drainsItAndLosesNothing() throws IOException {
    group.send("one\n");
    group.send("two, a little longer\n");
    group.send("3");

    assertThat(Files.readString(group.file())).isEqualTo("one\ntwo, a little longer\n3");
    assertThat(Files.readString(group.file())).isEmpty();
  }

  @Test
  void copy_ofAnyFile_isWhole(@TempDir Path directory) throws IOException {
    group.send("one\n");
    group.send("two\n");
    int lines = Files.readAllLines(control("stats")).size();

    assertThat(Files.copy(control("depth"), directory.resolve("depth"))).hasContent("2\n");
    assertThat(Files.copy(control("stats"), directory.resolve("stats")))
        .content()
        .startsWith("depth: 2\n")
        .hasLineCount(lines);
    assertThat(Files.copy(group.file(), directory.resolve("all"))).hasContent("one\ntwo\n");
  }

  @Test
  void readString_ofALargestMessage_isWhole() throws IOException {
    String message = "0123456789abcdef".repeat(64);
    group.send(message);
    group.send(message);

    assertThat(Files.readString(group.file())).isEqualTo(message + message);
  }

  @Test
  void readString_ofNext_isOneMessage() throws IOException {
    group.send("one");
    group.send("two");

    assertThat(Files.readString(control("next"))).isEqualTo("one");
    assertThat(Files.readString(control("next"))).isEqualTo("two");
  }

  @ParameterizedTest
  @CsvSource({
    "depth,1",
    "delayed,0",
    "bytes,7",
    "sleepers,0",
    "readers,0",
    "writers,0",
    "send_delay,0",
    "receive_timeout_ms,0",
    "flush_on_close,0",
    "read_mode,eof",
    "full_policy,fail",
    "short_read,shell"
  })
  void readString_ofAValue_isALine(String file, String value) throws IOException {
    group.send("message");

    assertThat(Files.readString(control(file))).isEqualTo(value + "\n");
  }

  @Test
  void readString_ofPeekAndStats_isTheWholeText() throws IOException {
    group.send("message");

    assertThat(Files.readString(control("peek"))).isEqualTo("message");
    assertThat(Files.readString(control("stats"))).contains("depth: 1\n", "oldest_age_ms: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"revoke", "flush", "awake", "purge"})
  void readString_ofATrigger_isEmpty(String file) throws IOException {
    assertThat(Files.readString(control(file))).isEmpty();
  }

  @Test
  void readString_ofEveryParameter_isAText() throws IOException {
    assertThat(Files.readString(mount.path("synchmess"))).isEmpty();
    try (Stream<Path> files = Files.walk(mount.path("sys"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file)).as("%s", file).endsWith("\n");
      }
    }
  }

  @Test
  void readString_ofSleep_returnsWhenAwoken() throws Exception {
    ExecutorService executor = Executors.newSingleThreadExecutor();
    Future<String> sleeper = executor.submit(() -> Files.readString(control("sleep")));
    executor.shutdown();
    group.await("sleepers", 1);
    Files.writeString(control("awake"), "1");

    assertThat(sleeper.get()).isEmpty();
  }

  @Test
  void readString_ofPut_isAccessDenied() {
    assertThatThrownBy(() -> Files.readString(control("put")))
        .isInstanceOf(AccessDeniedException.class);
  }

  @Test
  void readLine_ofFollow_isOneMessageAfterTheOther() throws IOException {
    group.send("one\n");
    group.send("two\n");

    try (BufferedReader reader = Files.newBufferedReader(control("follow"))) {
      assertThat(reader.readLine()).isEqualTo("one");
      assertThat(reader.readLine()).isEqualTo("two");
    }
  }

  @Test
  void otherWaysToReadAGroup_loseNothing() throws IOException {
    group.send("by a stream\n");
    try (InputStream stream = new FileInputStream(group.file().toFile())) {
      assertThat(new String(stream.readAllBytes(), UTF_8)).isEqualTo("by a stream\n");
    }
    group.send("by bytes");
    assertThat(Files.readAllBytes(group.file())).asString(UTF_8).isEqualTo("by bytes");
    group.send("by\nlines\n");
    assertThat(Files.readAllLines(group.file())).containsExactly("by", "lines");
  }

  @Test
  void channel_readsOneMessageAtATime() throws IOException {
    group.send("one");
    group.send("two");
    ByteBuffer buffer = ByteBuffer.allocate(1024);

    try (FileChannel channel = FileChannel.open(group.file())) {
      assertThat(channel.read(buffer)).isEqualTo(3);
      assertThat(channel.read(buffer.clear())).isEqualTo(3);
      assertThat(channel.read(buffer.clear())).isEqualTo(-1);
    }
  }

  @Test
  void waysToWrite_sendAMessageEach() throws IOException {
    Files.writeString(group.file(), "a");
    Files.writeString(group.file(), "b", StandardOpenOption.APPEND);
    Files.write(group.file(), "c".getBytes(UTF_8), StandardOpenOption.WRITE);
    try (FileOutputStream stream = new FileOutputStream(group.file().toFile())) {
      stream.write("d".getBytes(UTF_8));
    }
    try (FileWriter writer = new FileWriter(group.file().toFile(), UTF_8, true)) {
      writer.write("e");
    }
    try (RandomAccessFile file = new RandomAccessFile(group.file().toFile(), "rw")) {
      file.writeBytes("f");
    }
    try (FileChannel channel = FileChannel.open(group.file(), StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap("g".getBytes(UTF_8)));
    }

    assertThat(group.count("depth")).isEqualTo(7);
    assertThat(Files.readString(group.file())).isEqualTo("abcdefg");
  }

  @Test
  void writeString_ofANewName_installs() throws IOException {
    Files.writeString(mount.path("from-java"), "hi");

    assertThat(Files.readString(mount.path("from-java"))).isEqualTo("hi");
    Files.delete(mount.path("from-java"));
    assertThatThrownBy(() -> Files.readString(mount.path("from-java")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void channelForce_flushes() throws IOException {
    group.set("send_delay", "600000");
    group.send("later");
    try (FileChannel channel = FileChannel.open(group.file(), StandardOpenOption.WRITE)) {
      channel.force(false);
    }

    assertThat(group.receive()).isEqualTo("later");
  }

  @Test
  void writeString_ofABadValue_saysInvalidArgument() {
    assertThatThrownBy(() -> Files.writeString(control("send_delay"), "soon"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Invalid argument");
  }
}
