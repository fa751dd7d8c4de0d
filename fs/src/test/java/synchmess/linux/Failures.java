package synchmess.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import synchmess.errno.Errno;
import synchmess.errno.ErrnoException;
import synchmess.job.work.JobFailedException;

/** How calls fail. */
final class Failures {
  private Failures() {}

  static void assertFails(Errno errno, ThrowingCallable call) {
    assertThatExceptionOfType(JobFailedException.class)
        .isThrownBy(call)
        .satisfies(failure -> assertThat(failure.errno()).isEqualTo(errno));
  }

  static void assertRefused(Errno errno, ThrowingCallable call) {
    assertThatExceptionOfType(ErrnoException.class)
        .isThrownBy(call)
        .satisfies(failure -> assertThat(failure.errno()).isEqualTo(errno));
  }
}
