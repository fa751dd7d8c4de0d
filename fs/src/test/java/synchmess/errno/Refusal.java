package synchmess.errno;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** The assertion that an operation is refused with an error number. */
public final class Refusal {
  private Refusal() {}

  public static void assertRefused(Errno why, ThrowingCallable operation) {
    assertThatThrownBy(operation)
        .isInstanceOf(ErrnoException.class)
        .extracting(refused -> ((ErrnoException) refused).errno())
        .isEqualTo(why);
  }
}
