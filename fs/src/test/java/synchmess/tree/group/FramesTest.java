package synchmess.tree.group;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import synchmess.errno.ErrnoException;

class FramesTest {

  private static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }

  private static Stream<String> messages(String frames) {
    return Stream.of(Frames.messages(bytes(frames))).map(each -> new String(each, ISO_8859_1));
  }

  @Test
  void messages_areThoseOfTheFrames() {
    assertThat(messages("\5\0\0\0hello\1\0\0\0x\2\0\0\0\0\n"))
        .containsExactly("hello", "x", "\0\n");
  }

  @Test
  void messages_lengthIsLittleEndian() {
    String long257 = "y".repeat(257);

    assertThat(messages("\1\1\0\0" + long257)).containsExactly(long257);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\1",
        "\1\0\0",
        "\1\0\0\0",
        "\2\0\0\0x",
        "\0\0\0\0",
        "\1\0\0\0x\0\0\0\0",
        "\1\0\0\0x\1\0",
        "\1\0\0\0x\2\0\0\0y",
        "\377\377\377\377x",
        "\0\0\0\200x",
        "\377\377\377\177x",
        "\374\377\377\177x"
      })
  void messages_malformed_isEinval(String frames) {
    assertThatThrownBy(() -> messages(frames))
        .isInstanceOf(ErrnoException.class)
        .hasMessage("EINVAL");
  }
}
