package synchmess.group;

import synchmess.errno.ErrnoException;

/** The settings of one group. They are independent of each other, so they need no lock. */
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
  private volatile Ownership ownership;

  /** With the defaults that hold now. */
  Settings(Limits limits, Ownership ownership) {
    this.limits = limits;
    this.ownership = ownership;
    maxMessageSize = new GroupLimit(limits::maxMessageSize);
    maxStorageSize = new GroupLimit(limits::maxStorageSize);
    maxMessages = new GroupLimit(limits::maxMessages);
    readMode = limits.readMode();
    fullPolicy = limits.fullPolicy();
    sendMode = limits.sendMode();
  }

  /** Whose the group is. The account of its owner counts the heap that it takes. */
  public Ownership ownership() {
    return ownership;
  }

  public void setOwnership(Ownership its) {
    ownership = its;
  }

  /** How long after its send a message becomes ready: ms, 0 to 2^31−1. */
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
   * @throws ErrnoException EOPNOTSUPP for {@link FullPolicy#BLOCK} when senders cannot be throttled
   */
  public void setFullPolicy(FullPolicy policy) {
    limits.checkPossible(policy);
    fullPolicy = policy;
  }

  /** The send mode of group files opened from now on. */
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

  /** After how long a waiting read gives up, in ms; 0: never. */
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

  /** The number of sleepers that ends the sleep of all; 0: only an awake ends it. */
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
