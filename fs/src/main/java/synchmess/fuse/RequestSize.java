package synchmess.fuse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How much one request carries.
 *
 * @param pages of data, at most
 */
public record RequestSize(int pages) {
  private static final Logger LOG = LoggerFactory.getLogger(RequestSize.class);
  private static final int PAGE = 4096;

  /**
   * The protocol's default limit, 1 MiB. A machine may have a lower one, and INIT does not tell.
   */
  private static final int MAX_PAGES = 256;

  private static final Path MAX_PAGES_LIMIT = Path.of("/proc/sys/fs/fuse/max_pages_limit");

  /**
   * The most that this machine's kernel allows, from Linux 6.13 on by sysctl.
   *
   * <p>Only the first read of a sysctl file gives its value. Do not use {@code Files.readString}
   * here: it begins with a read of one byte.
   */
  public static RequestSize ofThisMachine() {
    return atMost(MAX_PAGES);
  }

  /** Likewise, but no more than {@code pages}. */
  public static RequestSize atMost(int pages) {
    try {
      int limit = Integer.parseInt(Files.readAllLines(MAX_PAGES_LIMIT).get(0).strip());
      return new RequestSize(Math.min(pages, limit));
    } catch (IOException | NumberFormatException noLimit) {
      LOG.debug("no {}", MAX_PAGES_LIMIT);
      return new RequestSize(pages);
    }
  }

  public int bytes() {
    return pages * PAGE;
  }

  /**
   * The largest message that one request carries whole: unaligned, it takes one page more than it
   * fills.
   */
  public int maxMessageSizeCeiling() {
    return (pages - 1) * PAGE;
  }
}
