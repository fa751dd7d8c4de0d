package synchmess.udev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AccountTest {

  @Test
  void user_hasItsUid() {
    assertThat(Account.USER.id("root")).isZero();
    assertThat(Account.USER.id("daemon")).isEqualTo(1);
  }

  @Test
  void group_hasItsGid() {
    assertThat(Account.GROUP.id("root")).isZero();
    assertThat(Account.GROUP.id("audio")).isEqualTo(29);
  }

  @Test
  void number_needNoAccount() {
    assertThat(Account.USER.id("54321")).isEqualTo(54321);
    assertThat(Account.USER.id("4294967294")).isEqualTo(-2);
  }

  @Test
  void numberThatNobodyCanHave_isRefused() {
    assertThatThrownBy(() -> Account.USER.id("4294967295"))
        .hasMessage("unknown user \"4294967295\"");
  }

  @Test
  void nameThatNobodyHas_isRefused() {
    for (String name : new String[] {"no-such-name", "", "-1", "--help", "a:b"}) {
      assertThatThrownBy(() -> Account.GROUP.id(name)).hasMessage("unknown group \"" + name + "\"");
    }
  }
}
