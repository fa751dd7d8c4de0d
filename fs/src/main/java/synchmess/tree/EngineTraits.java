package synchmess.tree;

/**
 * What the engine below the mount can do.
 *
 * @param name as {@code sys/engine} shows it
 * @param maxMessageSizeCeiling the most bytes that one request carries whole
 * @param throttlesWriters whether a write can sleep without holding anybody else up
 */
public record EngineTraits(String name, int maxMessageSizeCeiling, boolean throttlesWriters) {}
