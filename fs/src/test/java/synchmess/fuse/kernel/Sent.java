package synchmess.fuse.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import synchmess.errno.Errno;

/** An answer or a notification, as it came to the device. */
final class Sent {
  private final int code;
  private final byte[] body;
  private final boolean refused;

  /**
   * @param code 0 or minus errno; of a notification, what it is about
   */
  Sent(int code, byte[] body, boolean refused) {
    this.code = code;
    this.body = body;
    this.refused = refused;
  }

  int code() {
    return code;
  }

  byte[] body() {
    return body;
  }

  boolean refused() {
    return refused;
  }

  /** {@code OK}, the error's name, or {@code GONE} when the kernel refused the answer. */
  String outcome() {
    if (refused) {
      return "GONE";
    }
    return code == 0 ? "OK" : errno().name();
  }

  private Errno errno() {
    return Arrays.stream(Errno.values())
        .filter(errno -> errno.number() == -code)
        .findFirst()
        .orElseThrow(() -> new AssertionError("unknown error " + code));
  }

  /** A field of the structure that it is. */
  int getInt(int field) {
    return TestRequest.in(body).getInt(field);
  }

  /** Likewise, one of 64 bits. */
  long getLong(int field) {
    return TestRequest.in(body).getLong(field);
  }

  String text() {
    return new String(body, UTF_8);
  }
}
