package synchmess.job.work;

import java.time.Instant;

/**
 * What stat(2) says of a file.
 *
 * @param size in bytes
 * @param mode type and permissions
 */
public record FileStatus(
    Key key,
    long size,
    int mode,
    int uid,
    int gid,
    Instant accessed,
    Instant modified,
    Instant changed) {

  /** The identity of a file, whatever its name. */
  public record Key(long device, long inode) {}

  /** The mode's low twelve bits. */
  public int permissions() {
    return mode & 07777;
  }
}
