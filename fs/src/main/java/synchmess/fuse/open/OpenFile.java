package synchmess.fuse.open;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import synchmess.owner.Owner;
import synchmess.tree.Handle;
import synchmess.tree.OpenFlags;
import synchmess.tree.PollableHandle;
import synchmess.tree.UserShares;
import synchmess.waiting.Readiness;

/** A file that is open in a connection: all that the daemon knows of it. */
public final class OpenFile {
  private final Handle handle;
  private final OpenFlags flags;
  private final Owner opener;
  private final UserShares.Share place;
  private final PageReads pageReads = new PageReads();
  private final SplitWrite splitWrite = new SplitWrite();

  /** The last one given; null before the first. */
  private final AtomicReference<Poller> poller = new AtomicReference<>();

  /**
   * @param flags it was opened with
   * @param place its place among what its opener has open; given back at the close
   */
  OpenFile(Handle handle, OpenFlags flags, Owner opener, UserShares.Share place) {
    this.handle = handle;
    this.flags = flags;
    this.opener = opener;
    this.place = place;
  }

  public Handle handle() {
    return handle;
  }

  /** The flags at the open; a request carries the current ones. */
  public OpenFlags flags() {
    return flags;
  }

  /**
   * The current flags of its descriptor, nearly always those of the open.
   *
   * @param bits as a request has them
   */
  public OpenFlags flags(int bits) {
    return flags.bits() == bits ? flags : new OpenFlags(bits);
  }

  public Owner opener() {
    return opener;
  }

  public PageReads pageReads() {
    return pageReads;
  }

  public SplitWrite splitWrite() {
    return splitWrite;
  }

  /**
   * Refuses a write by another user than the opener, if that matters to the file.
   *
   * @throws synchmess.errno.ErrnoException EPERM
   */
  public void checkWriter(int writer) {
    handle.file().checkWriter(opener.uid(), writer);
  }

  /** The one poller, for an engine that needs only one for each file; made at the first poll. */
  public Poller poller(Supplier<Poller> made) {
    if (poller.get() == null) {
      poller.compareAndSet(null, made.get());
    }
    return poller.get();
  }

  /**
   * What poll(2) says now.
   *
   * @param fresh hears of the next change, in place of the poller before; null for nobody
   */
  public Readiness poll(PollableHandle pollable, Poller fresh) {
    if (fresh == null) {
      return pollable.poll(null);
    }
    Poller before = poller.getAndSet(fresh);
    if (before != fresh) {
      drop(pollable, before);
    }
    Readiness readiness = pollable.poll(fresh);
    if (readiness.removed()) {
      drop(pollable, fresh);
    }
    return readiness;
  }

  private static void drop(PollableHandle pollable, Poller old) {
    if (old != null) {
      pollable.unwatch(old);
      old.release();
    }
  }

  void close() {
    try {
      if (handle instanceof PollableHandle pollable) {
        drop(pollable, poller.getAndSet(null));
      }
      handle.close();
    } finally {
      place.giveBack();
    }
  }
}
