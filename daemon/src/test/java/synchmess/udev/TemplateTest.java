package synchmess.udev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TemplateTest {

  private static String fill(String text, String name) {
    return new Template(text).fill(name);
  }

  @Test
  void kernel_isTheName() {
    assertThat(fill("%k-$kernel-$kernels", "orders")).isEqualTo("orders-orders-orderss");
  }

  @Test
  void number_isAtTheEndOfTheName() {
    assertThat(fill("%n-$number", "synchmess12")).isEqualTo("12-12");
    assertThat(fill("%n", "a1b22")).isEqualTo("22");
  }

  @Test
  void number_ofANameWithoutOne_isNothing() {
    assertThat(fill("x%ny", "orders")).isEqualTo("xy");
    assertThat(fill("x%ny", "1orders")).isEqualTo("xy");
  }

  @Test
  void doubledCharacters_standForThemselves() {
    assertThat(fill("100%%k $$kernel", "orders")).isEqualTo("100%k $kernel");
  }

  @Test
  void charactersThatBeginNothing_standForThemselves() {
    assertThat(fill("50% $5 %", "orders")).isEqualTo("50% $5 %");
  }

  @Test
  void nameWithDollarOrBackslash_isFilledInAsItIs() {
    assertThat(fill("%k", "a$1\\b")).isEqualTo("a$1\\b");
  }

  @Test
  void placeForWhatANodeHasNot_isRefused() {
    for (String place : new String[] {"%M", "$env{X}", "$attr{size}", "%N", "$nonsense"}) {
      assertThatThrownBy(() -> new Template(place)).as(place).isInstanceOf(RuleException.class);
    }
  }

  @Test
  void template_isFixed_whenNothingIsFilledIn() {
    assertThat(new Template("root").isFixed()).isTrue();
    assertThat(new Template("%k").isFixed()).isFalse();
    assertThat(new Template("100%%").isFixed()).isFalse();
  }
}
