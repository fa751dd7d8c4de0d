package synchmess.udev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class GlobTest {

  private static void matches(String pattern, String... texts) {
    assertThat(texts).allMatch(text -> new Glob(pattern).matches(text), "matches " + pattern);
  }

  private static void doesNotMatch(String pattern, String... texts) {
    assertThat(texts).noneMatch(text -> new Glob(pattern).matches(text));
  }

  @Test
  void plainText_matchesItselfAlone() {
    matches("a.b+c", "a.b+c");
    doesNotMatch("a.b+c", "axb+c", "a.b+c ", "A.b+c", "");
  }

  @Test
  void asterisk_matchesAnyText_andNone() {
    matches("a*c", "ac", "abc", "a/b/c");
    doesNotMatch("a*c", "ab", "xac");
    matches("*", "", "anything");
  }

  @Test
  void questionMark_matchesOneCharacter() {
    matches("a?c", "abc", "a/c");
    doesNotMatch("a?c", "ac", "abbc");
  }

  @Test
  void set_matchesOneOfItsMembers() {
    matches("x[a-cz.]", "xa", "xc", "xz", "x.");
    doesNotMatch("x[a-cz.]", "xd", "x", "x-", "xaa");
  }

  @Test
  void negatedSet_matchesAnyOther() {
    matches("x[!0-9]", "xa", "x!");
    matches("x[^0-9]", "xa");
    doesNotMatch("x[!0-9]", "x5", "x");
  }

  @Test
  void bracketsAndCarets_canBeMembers() {
    matches("[]a]", "]", "a");
    matches("[!]a]", "b");
    doesNotMatch("[!]a]", "]");
    matches("[a^&[]", "^", "&", "[");
    matches("[a-]", "a", "-");
  }

  @Test
  void bracketThatIsNeverClosed_standsForItself() {
    matches("a[b", "a[b");
    matches("[]", "[]");
  }

  @Test
  void backslash_makesTheNextCharacterPlain() {
    matches("a\\*", "a*");
    doesNotMatch("a\\*", "ab", "a\\b");
  }

  @Test
  void rangeInTheWrongOrder_isRefused() {
    assertThatThrownBy(() -> new Glob("[z-a]")).isInstanceOf(RuleException.class);
  }
}
