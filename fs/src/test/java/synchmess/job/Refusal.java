package synchmess.job;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import synchmess.errno.Errno;
import synchmess.errno.ErrnoException;

/** The assertion that an operation is refused with an error number. */
final class Refusal {
  private Refusal() {}

  static void assertRefused(Errno why, ThrowingCallable operation) {
    assertThatThrownBy(operation)
        .isInstanceOf(ErrnoException.class)
        .extracting(refused -> ((ErrnoException) refused).errno())
        .isEqualTo(why);
  }
}
