package synchmess.group;

import synchmess.errno.ErrnoException;

/** What can be set for one group. Each value stands for itself, so none needs a lock. */
public final class Settings {
  private final Limits limits;
  private final GroupLimit maxMessageSize;
  private final GroupLimit maxStorageSize;
  private final GroupLimit maxMessages;
  private volatile int sendDelay;
  private volatile ReadMode readMode;
  private volatile FullPolicy fullPolicy;
  private volatile SendMode sendMode;
  private volatile ShortRead shortRead = ShortRead.SHELL;
  private volatile int receiveTimeout;
  private volatile boolean flushOnClose;
  private volatile int awakeAt;

  /** With the defaults that hold now. */
  Settings(Limits limits) {
    this.limits = limits;
    maxMessageSize = new GroupLimit(limits::maxMessageSize);
    maxStorageSize = new GroupLimit(limits::maxStorageSize);
    maxMessages = new GroupLimit(limits::maxMessages);
    readMode = limits.readMode();
    fullPolicy = limits.fullPolicy();
    sendMode = limits.sendMode();
  }

  /** How much later than sent a message becomes ready: ms, 0 to 2^31−1. */
  public int sendDelay() {
    return sendDelay;
  }

  public void setSendDelay(int millis) {
    sendDelay = millis;
  }

  public ReadMode readMode() {
    return readMode;
  }

  public void setReadMode(ReadMode mode) {
    readMode = mode;
  }

  public FullPolicy fullPolicy() {
    return fullPolicy;
  }

  /**
   * @throws ErrnoException EOPNOTSUPP to {@link FullPolicy#BLOCK} where senders cannot be throttled
   */
  public void setFullPolicy(FullPolicy policy) {
    limits.checkPossible(policy);
    fullPolicy = policy;
  }

  /** What is one message of whoever opens the group file from now on. */
  public SendMode sendMode() {
    return sendMode;
  }

  public void setSendMode(SendMode mode) {
    sendMode = mode;
  }

  public ShortRead shortRead() {
    return shortRead;
  }

  public void setShortRead(ShortRead rule) {
    shortRead = rule;
  }

  /** After how long a sleeping read gives up, in ms; 0: never. */
  public int receiveTimeout() {
    return receiveTimeout;
  }

  public void setReceiveTimeout(int millis) {
    receiveTimeout = millis;
  }

  /** The most bytes of one message: 1 to {@link #maxMessageSizeCeiling}. */
  public GroupLimit maxMessageSize() {
    return maxMessageSize;
  }

  public int maxMessageSizeCeiling() {
    return limits.maxMessageSizeCeiling();
  }

  /** The most bytes that the group may hold, ready, delayed and reserved: at least 1. */
  public GroupLimit maxStorageSize() {
    return maxStorageSize;
  }

  /** The most messages that the group may hold, drafts included; 0: any number. */
  public GroupLimit maxMessages() {
    return maxMessages;
  }

  /** How many callers have to sleep to be awoken by that alone; 0: only an awake does it. */
  public int awakeAt() {
    return awakeAt;
  }

  public void setAwakeAt(int count) {
    awakeAt = count;
  }

  /** Whether the last close of the group file flushes. */
  public boolean flushOnClose() {
    return flushOnClose;
  }

  public void setFlushOnClose(boolean flush) {
    flushOnClose = flush;
  }
}
