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
    matches("a.b-c_1", "a.b-c_1");
    doesNotMatch("a.b-c_1", "axb-c_1", "a.b-c_12", "A.b-c_1", "");
  }

  @Test
  void asterisk_matchesAnyText_andNone() {
    matches("a*c", "ac", "abc", "a.b.c");
    doesNotMatch("a*c", "ab", "xac");
    matches("*", "anything");
  }

  @Test
  void questionMark_matchesOneCharacter() {
    matches("a?c", "abc", "a.c");
    doesNotMatch("a?c", "ac", "abbc");
  }

  @Test
  void set_matchesOneOfItsMembers() {
    matches("x[a-cz.]", "xa", "xc", "xz", "x.");
    doesNotMatch("x[a-cz.]", "xd", "x", "x-", "xaa");
    matches("[a-]", "a", "-");
  }

  @Test
  void negatedSet_matchesAnyOther() {
    matches("x[!0-9]", "xa", "x.");
    doesNotMatch("x[!0-9]", "x5", "x");
  }

  @Test
  void alternatives_eachMatchAll() {
    matches("orders|bill*", "orders", "bill", "bills");
    doesNotMatch("orders|bill*", "order", "ordersx", "xbill", "orders|bill");
  }

  @Test
  void anyOtherCharacter_isRefused() {
    for (String pattern :
        new String[] {
          "a[b", "a]", "[]", "[!]", "[]a]", "[^a]", "[a*]", "a\\*", "{a,b}", "synch/a"
        }) {
      assertThatThrownBy(() -> new Glob(pattern)).hasMessage("bad KERNEL \"" + pattern + "\"");
    }
  }

  @Test
  void rangeInTheWrongOrder_isRefused() {
    assertThatThrownBy(() -> new Glob("[z-a]")).isInstanceOf(RuleException.class);
  }
}
