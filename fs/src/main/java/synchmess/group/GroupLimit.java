package synchmess.group;

import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * A limit of one group: one of its own or, without that, the mount's, which it follows then. Any
 * thread may use it; who waits for room in the group hears of a change by {@link Group#refresh}.
 */
public final class GroupLimit {
  private final LongSupplier ofMount;
  private volatile OptionalLong own = OptionalLong.empty();

  GroupLimit(LongSupplier ofMount) {
    this.ofMount = ofMount;
  }

  /** What holds. */
  public long value() {
    return own.orElseGet(ofMount);
  }

  /** The group's own; empty without one. */
  public OptionalLong own() {
    return own;
  }

  /**
   * @param limit the group's own; empty to follow the mount's
   */
  public void setOwn(OptionalLong limit) {
    own = limit;
  }
}
