package synchmess.tree;

import java.util.function.Supplier;

/**
 * What the engine below the mount can do.
 *
 * @param name as {@code sys/engine} shows it
 * @param how it gets its requests, and why so; for people
 * @param maxMessageSizeCeiling the most bytes that one request carries whole
 * @param throttlesWriters whether a throttled write holds nobody else up
 * @param maxBlocked how many calls may be parked at a time
 */
public record EngineTraits(
    String name,
    Supplier<String> how,
    int maxMessageSizeCeiling,
    boolean throttlesWriters,
    int maxBlocked) {

  /** Traits of an engine that parks any number of calls. */
  public EngineTraits(
      String name, Supplier<String> how, int maxMessageSizeCeiling, boolean throttlesWriters) {
    this(name, how, maxMessageSizeCeiling, throttlesWriters, Integer.MAX_VALUE);
  }
}
