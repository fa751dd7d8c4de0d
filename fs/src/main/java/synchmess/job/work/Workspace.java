package synchmess.job.work;

/**
 * The files of a machine as one user sees them: it can do what that user can, and no more. Paths
 * are absolute. Safe for use by many threads.
 */
public interface Workspace {
  /**
   * Opens a regular file for reading.
   *
   * @param follow whether the last part of the path may be a symbolic link
   * @throws JobFailedException as open(2) does; ELOOP for a link that is not followed; EISDIR;
   *     EINVAL for what is no regular file, or is in /proc or on the mount itself
   */
  Source open(String path, boolean follow) throws JobFailedException;

  /**
   * Begins a file. It appears under its name when {@linkplain Target#commit committed}.
   *
   * @param permissions its mode's low nine bits
   * @param replace what may be replaced
   * @throws JobFailedException as open(2) does; EEXIST for what may not be replaced
   */
  Target create(String path, int permissions, Replace replace) throws JobFailedException;

  /**
   * Renames a file, or anything else.
   *
   * @throws JobFailedException as renameat2(2) does; EEXIST for what may not be replaced
   */
  void rename(String from, String to, Replace replace) throws JobFailedException;

  /**
   * Removes a file, but no directory; of a symbolic link, the link.
   *
   * @throws JobFailedException as unlink(2) does
   */
  void delete(String path) throws JobFailedException;

  /**
   * The status of a file, a directory or anything else.
   *
   * @param follow whether the last part of the path may be a symbolic link
   * @throws JobFailedException as stat(2) does
   */
  FileStatus status(String path, boolean follow) throws JobFailedException;

  /** Whether a new file may replace an existing one. */
  interface Replace {
    Replace NEVER = present -> false;
    Replace ALWAYS = present -> true;

    boolean allows(FileStatus.Key present);
  }
}
