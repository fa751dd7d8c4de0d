package synchmess.group;

import synchmess.errno.Errno;
import synchmess.errno.ErrnoException;

/**
 * The limits of the whole mount and the defaults of new groups. Any thread may change them at any
 * time. A lower limit applies to later sends and drops nothing.
 */
public final class Limits {
  public static final int DEFAULT_MAX_MESSAGE_SIZE = 1024;
  public static final long DEFAULT_MAX_STORAGE_SIZE = 1 << 20;

  /** Marks a limit that follows another. */
  private static final long UNSET = -1;

  private final int maxMessageSizeCeiling;
  private final boolean throttling;
  private volatile int maxMessageSize = DEFAULT_MAX_MESSAGE_SIZE;
  private volatile long maxStorageSize = DEFAULT_MAX_STORAGE_SIZE;
  private volatile long maxMessages;
  private volatile long maxTotalSize = Runtime.getRuntime().maxMemory() / 4;

  private volatile long maxTotalSizePerUser = UNSET;
  private volatile int maxGroups = 1024;
  private volatile int maxGroupsPerUser = 256;
  private volatile int maxThrottledWriters = 64;
  private volatile ReadMode readMode = ReadMode.EOF;
  private volatile FullPolicy fullPolicy = FullPolicy.FAIL;
  private volatile SendMode sendMode = SendMode.WRITE;

  /**
   * @param maxMessageSizeCeiling the most bytes that one request carries whole
   * @param throttling whether senders can be throttled at all
   */
  public Limits(int maxMessageSizeCeiling, boolean throttling) {
    this.maxMessageSizeCeiling = maxMessageSizeCeiling;
    this.throttling = throttling;
  }

  /** Limits under which senders can be throttled. */
  public Limits(int maxMessageSizeCeiling) {
    this(maxMessageSizeCeiling, true);
  }

  public int maxMessageSizeCeiling() {
    return maxMessageSizeCeiling;
  }

  /** The most bytes of one message, for groups without their own limit. */
  public int maxMessageSize() {
    return maxMessageSize;
  }

  public void setMaxMessageSize(int bytes) {
    maxMessageSize = bytes;
  }

  /** The most bytes that a group without its own limit may hold, ready and delayed. */
  public long maxStorageSize() {
    return maxStorageSize;
  }

  public void setMaxStorageSize(long bytes) {
    maxStorageSize = bytes;
  }

  /** The most messages that such a group may hold, ready and delayed; 0: any number. */
  public long maxMessages() {
    return maxMessages;
  }

  public void setMaxMessages(long count) {
    maxMessages = count;
  }

  /**
   * The most bytes of memory that the messages of all groups may take: for each its content and a
   * constant.
   */
  public long maxTotalSize() {
    return maxTotalSize;
  }

  public void setMaxTotalSize(long bytes) {
    maxTotalSize = bytes;
  }

  /**
   * The part of it that the groups of one user may take, in bytes; half of the total until it is
   * set. Does not apply to root and the mount's owner.
   */
  public long maxTotalSizePerUser() {
    long own = maxTotalSizePerUser;
    return own == UNSET ? maxTotalSize / 2 : own;
  }

  public void setMaxTotalSizePerUser(long bytes) {
    maxTotalSizePerUser = bytes;
  }

  /** Lets it follow half of the total again. */
  public void unsetMaxTotalSizePerUser() {
    maxTotalSizePerUser = UNSET;
  }

  public int maxGroups() {
    return maxGroups;
  }

  public void setMaxGroups(int count) {
    maxGroups = count;
  }

  /** The most groups that one user may install. Does not apply to root and the mount's owner. */
  public int maxGroupsPerUser() {
    return maxGroupsPerUser;
  }

  public void setMaxGroupsPerUser(int count) {
    maxGroupsPerUser = count;
  }

  /** The most senders throttled at a time in one group. */
  public int maxThrottledWriters() {
    return maxThrottledWriters;
  }

  public void setMaxThrottledWriters(int count) {
    maxThrottledWriters = count;
  }

  /** The read mode of groups installed from now on. */
  public ReadMode readMode() {
    return readMode;
  }

  public void setReadMode(ReadMode mode) {
    readMode = mode;
  }

  /** The full policy of groups installed from now on. */
  public FullPolicy fullPolicy() {
    return fullPolicy;
  }

  /**
   * @throws ErrnoException EOPNOTSUPP for {@link FullPolicy#BLOCK} when senders cannot be throttled
   */
  public void setFullPolicy(FullPolicy policy) {
    checkPossible(policy);
    fullPolicy = policy;
  }

  /** The send mode of groups installed from now on. */
  public SendMode sendMode() {
    return sendMode;
  }

  public void setSendMode(SendMode mode) {
    sendMode = mode;
  }

  void checkPossible(FullPolicy policy) {
    if (policy == FullPolicy.BLOCK && !throttling) {
      throw new ErrnoException(Errno.EOPNOTSUPP);
    }
  }
}
