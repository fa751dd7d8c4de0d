package synchmess.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages of every size up to the ceiling, from buffers at every place in a page. */
class SizesTest {
  private static final List<Integer> ALIGNMENTS = List.of(0, 1, 2047, 4088, 4095);

  /** What a read asks for: more than any message has. */
  private static final int ROOM = 2 << 20;

  @RegisterExtension static final Mounted MOUNTED = Mounted.with("--max-storage-size=9999999");

  private static int ceiling;

  private final Mount mount = MOUNTED.mount();
  private final Group group = MOUNTED.newGroup();

  @BeforeAll
  static void allowTheLargest() {
    Mount mount = MOUNTED.mount();
    ceiling = Integer.parseInt(mount.read("sys/max_message_size_ceiling").strip());
    mount.write("sys/max_message_size", ceiling + "\n");
  }

  static Stream<Arguments> sizesAndAlignments() {
    return Stream.of(1, 4095, 4096, 4097, 65535, 65536, ceiling - 1, ceiling)
        .flatMap(size -> ALIGNMENTS.stream().map(alignment -> Arguments.of(size, alignment)));
  }

  @ParameterizedTest
  @MethodSource("sizesAndAlignments")
  void message_arrivesWhole(int size, int alignment) {
    List<String> results =
        group.calls(
            "rw", "fill " + size + " " + alignment, "fill 5000", "read " + ROOM + " " + alignment);

    assertThat(results.get(0)).isEqualTo("fill " + size);
    assertThat(results.get(2)).startsWith("read " + size + " ");
    if (size > 4096) {
      assertThat(results.get(2)).isEqualTo("read " + size + " pattern");
    }
    assertThat(group.count("depth")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2047, 4095})
  void read_ofExactlyTheSize_takesOneMessage(int alignment) {
    String fill = "fill " + ceiling;
    String read = "read " + ceiling + " " + alignment;

    assertThat(group.calls("rw", fill, fill, read, read, read))
        .containsExactly(
            "fill " + ceiling,
            "fill " + ceiling,
            "read " + ceiling + " pattern",
            "read " + ceiling + " pattern",
            "read 0");
  }

  @Test
  @Tag("kernel")
  void ceiling_isARequestOfTheKernelButForAPage() {
    assertThat(ceiling).isEqualTo(maxPages() * 4096 - 4096);
  }

  /** 256 at most; where the kernel can be told of a lower limit, that. */
  private static int maxPages() {
    try {
      Path limit = Path.of("/proc/sys/fs/fuse/max_pages_limit");
      return Math.min(256, Integer.parseInt(Files.readAllLines(limit).get(0)));
    } catch (IOException older) {
      return 256;
    }
  }

  @Test
  void messageBeyondTheCeiling_isEMSGSIZEAtAnyAlignment() {
    int page = 4096;
    for (int beyond : new int[] {1, page - 1, page, page + 1, ceiling, ceiling + 2 * page}) {
      int size = ceiling + beyond;
      for (int alignment : ALIGNMENTS) {
        assertThat(group.calls("w", "fill " + size + " " + alignment))
            .as("%s bytes at %s", size, alignment)
            .containsExactly("fill -1 EMSGSIZE");
      }
    }
    assertThat(group.count("depth")).isZero();
    assertThat(group.count("bytes")).isZero();
  }

  @Test
  void next_deliversTheLargestMessageWhole() {
    group.calls("w", "fill " + ceiling);

    String copy = "dd if=%s bs=999 status=none | wc -c".formatted(group.control("next"));
    assertThat(mount.sh(copy).output().strip()).isEqualTo(ceiling + "");
  }

  @Test
  void follow_andPeek_showTheLargestMessageWhole() {
    group.calls("w", "fill " + ceiling);

    assertThat(group.controlCalls("peek", "r", "read " + ROOM))
        .containsExactly("read " + ceiling + " pattern");
    assertThat(group.controlCalls("follow", "r", "read " + ROOM))
        .containsExactly("read " + ceiling + " pattern");
  }

  @Test
  void put_takesTheLargestMessageInPartsAndNothingBeyond() {
    String script = "head -c %d /dev/zero | dd of=%s bs=%d status=none";
    String put = group.control("put");
    mount.sh(script.formatted(ceiling, put, 1000)).output();
    Outcome tooLarge = mount.sh(script.formatted(ceiling + 1, put, 1000));

    assertThat(tooLarge.err()).contains("Message too long");
    group.await("depth", 1);
    assertThat(group.count("bytes")).isEqualTo(ceiling);
  }

  @Test
  void put_takesTheLargestMessageInOneWrite() {
    assertThat(group.controlCalls("put", "w", "fill " + ceiling + " 1", "close"))
        .containsExactly("fill " + ceiling, "close 0");
    group.await("depth", 1);

    assertThat(group.calls("r", "read " + ROOM)).containsExactly("read " + ceiling + " pattern");
  }
}
