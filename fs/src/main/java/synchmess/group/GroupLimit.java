package synchmess.group;

import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * A limit of one group: its own, or else the mount's as of now. Any thread may use it. After a
 * change, {@link MemoryGroup#refresh} looks at waiters for room anew.
 */
public final class GroupLimit {
  private final LongSupplier ofMount;
  private volatile OptionalLong own = OptionalLong.empty();

  GroupLimit(LongSupplier ofMount) {
    this.ofMount = ofMount;
  }

  /** The limit that applies. */
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
