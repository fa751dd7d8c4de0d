package synchmess.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SendReceiveTest {
  @RegisterExtension static final Mounted MOUNTED = Mounted.shared();

  private final Mount mount = MOUNTED.mount();
  private final Group group = MOUNTED.newGroup();

  @Test
  void receive_twoMessages_inTheOrderOfSending() {
    assertThat(group.calls("rw", "write first", "write second", "read 99", "read 99", "read 99"))
        .containsExactly("write 5", "write 6", "read 5 first", "read 6 second", "read 0");
  }

  @Test
  void receive_bySeveralDescriptors_eachMessageOnce() {
    String another = "open " + group.name();

    assertThat(group.calls("rw", "write a", "write b", "read 9", another, "read 9", "read 9"))
        .containsExactly("write 1", "write 1", "read 1 a", "read 1 b", "read 0");
  }

  @Test
  void receive_shorterThanTheMessage_discardsTheRest() {
    assertThat(group.calls("rw", "write hello", "write next", "read 3", "read 99"))
        .containsExactly("write 5", "write 4", "read 3 hel", "read 4 next");
  }

  @Test
  void receive_emptyGroup_isEndOfFile() {
    assertThat(group.calls("r", "read 99", "read 99")).containsExactly("read 0", "read 0");
  }

  @Test
  void receive_afterEndOfFile_getsLaterMessages() {
    assertThat(group.calls("rw", "read 99", "write late", "read 99"))
        .containsExactly("read 0", "write 4", "read 4 late");
  }

  @Test
  void send_bytesOfEveryValue_arriveAsTheyAre() {
    StringBuilder every = new StringBuilder();
    for (char value = 0; value < 256; value++) {
      every.append(value);
    }
    group.send(every.toString());

    assertThat(group.receive()).isEqualTo(every.toString());
  }

  @Test
  void send_ofTheLargestSize_isStored() {
    assertThat(group.calls("rw", "fill 1024", "read 2000")).contains("fill 1024");
    assertThat(group.count("depth")).isZero();
  }

  @Test
  void send_tooLarge_isEMSGSIZEAndNothingIsStored() {
    assertThat(group.calls("w", "fill 1025", "fill 70000"))
        .containsExactly("fill -1 EMSGSIZE", "fill -1 EMSGSIZE");
    assertThat(group.count("depth")).isZero();
    assertThat(group.count("bytes")).isZero();
  }

  @Test
  void send_ofSeveralParts_isOneMessage() {
    assertThat(group.calls("rw", "writev hello world", "read 99"))
        .containsExactly("writev 10", "read 10 helloworld");
  }

  @Test
  void send_asynchronouslyAtAnyOffset_isAMessage() {
    assertThat(group.calls("rw", "aio 0 one", "aio 3 two", "aio 4096 three"))
        .containsExactly("aio 3", "aio 3", "aio 5");
    assertThat(group.calls("r", "read 99", "read 99", "read 99"))
        .containsExactly("read 3 one", "read 3 two", "read 5 three");
  }

  @Test
  void send_nothing_neverArrives() {
    assertThat(group.calls("rw", "write", "read 9")).containsExactly("write 0", "read 0");
  }

  @Test
  void send_onADescriptorOpenForReading_isEBADF() {
    assertThat(group.calls("r", "write hi")).containsExactly("write -1 EBADF");
  }

  @Test
  void receive_onADescriptorOpenForWriting_isEBADF() {
    assertThat(group.calls("w", "write hi", "read 9")).containsExactly("write 2", "read -1 EBADF");
    assertThat(group.count("depth")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"w,trunc", "w,append", "w,creat,trunc", "w,creat,append"})
  void open_truncatingOrAppending_keepsMessagesAndSends(String flags) {
    group.send("first");

    assertThat(group.calls(flags, "write second")).containsExactly("write 6");
    assertThat(group.receive()).isEqualTo("first");
    assertThat(group.receive()).isEqualTo("second");
  }

  @Test
  void redirections_bothSend() {
    mount.sh("echo one > %1$s; echo two >> %1$s; echo three > %1$s".formatted(group.name()));

    assertThat(mount.sh("cat " + group.name()).output()).isEqualTo("one\ntwo\nthree\n");
  }

  @Test
  void truncate_isAcceptedAndPurgesNothing() {
    group.send("kept");

    String path = group.name();
    assertThat(
            group.calls("rw", "ftruncate 0", "ftruncate 99", "truncate " + path + " 0", "read 9"))
        .containsExactly("ftruncate 0", "ftruncate 0", "truncate 0", "read 4 kept");
  }

  @Test
  void offset_whereItIsOpenForReading_isAcceptedAndIgnored() {
    group.send("one");
    group.send("two");

    assertThat(group.calls("r", "pread 9 1000", "lseek 70", "read 9"))
        .containsExactly("pread 3 one", "lseek 70", "read 3 two");
  }

  @Test
  void close_sendsNothingAndKeepsEverything() {
    group.calls("w", "write kept", "close");

    assertThat(group.receive()).isEqualTo("kept");
  }

  @Test
  void stat_sizeIsAlwaysZero() throws IOException {
    assertThat(Files.size(group.file())).isZero();
    group.send("some bytes");

    assertThat(Files.size(group.file())).isZero();
    assertThat(group.calls("r", "fstat")).containsExactly("fstat 0 100644 0");
  }

  @Test
  void stat_mtimeIsTheLastSend() throws IOException {
    Instant accessed = attributes().lastAccessTime().toInstant();
    Instant before = Instant.now().minusMillis(2);
    group.send("hi");

    assertThat(attributes().lastModifiedTime().toInstant()).isBetween(before, Instant.now());
    assertThat(attributes().lastAccessTime().toInstant()).isEqualTo(accessed);
  }

  @Test
  void stat_atimeIsTheLastReceive() throws IOException {
    group.send("hi");
    Instant modified = attributes().lastModifiedTime().toInstant();
    Instant before = Instant.now().minusMillis(2);
    assertThat(group.receive()).isEqualTo("hi");

    assertThat(attributes().lastAccessTime().toInstant()).isBetween(before, Instant.now());
    assertThat(attributes().lastModifiedTime().toInstant()).isEqualTo(modified);
  }

  private BasicFileAttributes attributes() throws IOException {
    return Files.readAttributes(group.file(), BasicFileAttributes.class);
  }
}
