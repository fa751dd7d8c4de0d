package synchmess.tree.value;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import synchmess.errno.Errno;
import synchmess.errno.ErrnoException;
import synchmess.tree.TestTree;

/** What may stand at the end of a value that is written. */
class SettingHandleTest {
  private final TestTree tree = new TestTree();

  private String write(String path, String text) {
    return TestTree.write(tree.open(path), text.getBytes(ISO_8859_1)).toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"200", "200\n", "200\0", "200\n\0", "200\0\n"})
  void write_aNewlineAndANulAtTheEnd_areNoPartOfTheValue(String text) {
    assertThat(write("/sys/max_message_size", text)).isEqualTo("" + text.length());
    assertThat(tree.limits.maxMessageSize()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"fail\0", "fail\n\0"})
  void write_aWordWithANul_isTheWord(String text) {
    assertThat(write("/ctl/orders/full_policy", text)).isEqualTo("" + text.length());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\0", "\n\0", "\0\n"})
  void write_anEmptyLineWithANul_givesTheDefaultBack(String text) {
    tree.limits.setMaxTotalSizePerUser(5);

    write("/sys/max_total_size_per_user", text);
    assertThat(tree.limits.maxTotalSizePerUser()).isEqualTo(tree.limits.maxTotalSize() / 2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\0",
        "\n\0",
        "\000200",
        "2\00000",
        "200\0\0",
        "200\n\n",
        "200\n\n\0",
        "200\n\0\n",
        "200\0x"
      })
  void write_anyOtherNul_isEINVALAndChangesNothing(String text) {
    assertThatThrownBy(() -> write("/sys/max_message_size", text))
        .isInstanceOfSatisfying(
            ErrnoException.class, refused -> assertThat(refused.errno()).isEqualTo(Errno.EINVAL));
    assertThat(tree.limits.maxMessageSize()).isEqualTo(1024);
  }
}
