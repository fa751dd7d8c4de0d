package synchmess.group;

/** What can be set for one group. Each value stands for itself, so none needs a lock. */
public final class Settings {
  private final Limits limits;
  private volatile int sendDelay;
  private volatile ReadMode readMode;
  private volatile FullPolicy fullPolicy;
  private volatile SendMode sendMode;
  private volatile ShortRead shortRead = ShortRead.SHELL;
  private volatile int receiveTimeout;
  private volatile boolean flushOnClose;

  /** With the defaults that hold now. */
  Settings(Limits limits) {
    this.limits = limits;
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

  /** Whether the last close of the group file flushes. */
  public boolean flushOnClose() {
    return flushOnClose;
  }

  public void setFlushOnClose(boolean flush) {
    flushOnClose = flush;
  }
}
