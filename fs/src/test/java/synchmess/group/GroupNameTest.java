package synchmess.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static synchmess.errno.Refusal.assertRefused;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import synchmess.errno.Errno;

class GroupNameTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"a", "Z", "0", "_", "orders", "a.b", "a-b", "a_b", "a..", "A9.-_z", "synchmess1"})
  void check_lettersDigitsDotDashUnderscore_passes(String name) {
    assertThatCode(() -> GroupName.check(name)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", ".", "..", ".a", "-", "-a", "a b", " a", "a/b", "/", "a\n", "\n", "a\0", "a:b", "a*",
        "é", "日本", "a\u200b"
      })
  void check_anyOtherName_isRefused(String name) {
    assertRefused(Errno.EINVAL, () -> GroupName.check(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"synchmess", "ctl", "sys", "jobs"})
  void check_reservedName_isRefused(String name) {
    assertRefused(Errno.EINVAL, () -> GroupName.check(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Synchmess", "CTL", "sys1", "job", "ctl."})
  void check_almostReservedName_passes(String name) {
    assertThatCode(() -> GroupName.check(name)).doesNotThrowAnyException();
  }

  @Test
  void check_longestName_passes() {
    assertThatCode(() -> GroupName.check("n".repeat(255))).doesNotThrowAnyException();
  }

  @Test
  void check_oneByteLonger_isRefused() {
    assertRefused(Errno.ENAMETOOLONG, () -> GroupName.check("n".repeat(256)));
  }

  @Test
  void check_lengthIsCountedInBytes() {
    assertRefused(Errno.EINVAL, () -> GroupName.check("é".repeat(127)));
    assertRefused(Errno.ENAMETOOLONG, () -> GroupName.check("é".repeat(128)));
  }

  @Test
  void checkLength_bytesThatAreNoText_countAsTheyWere() {
    assertThatCode(() -> GroupName.checkLength("\uFFFD".repeat(255))).doesNotThrowAnyException();
    assertRefused(Errno.ENAMETOOLONG, () -> GroupName.checkLength("\uFFFD".repeat(256)));
  }

  @ParameterizedTest
  @CsvSource({"synchmess1, 1", "synchmess64, 64", "synchmess1024, 1024"})
  void descriptor_numberedName_isItsNumber(String name, int descriptor) {
    assertThat(GroupName.descriptor(name)).hasValue(descriptor);
    assertThat(GroupName.numbered(descriptor)).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "orders",
        "synchmess",
        "synchmess0",
        "synchmess01",
        "synchmess-1",
        "synchmess1a",
        "Synchmess1",
        "xsynchmess1",
        "synchmess99999999999999999999"
      })
  void descriptor_otherName_isNone(String name) {
    assertThat(GroupName.descriptor(name)).isEmpty();
  }
}
