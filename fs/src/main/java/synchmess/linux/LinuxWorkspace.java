package synchmess.linux;

import synchmess.errno.Errno;
import synchmess.job.work.FileStatus;
import synchmess.job.work.JobFailedException;
import synchmess.job.work.Source;
import synchmess.job.work.Target;
import synchmess.job.work.Workspace;
import synchmess.syscall.Abi;
import synchmess.syscall.Kernel;

/**
 * The files as this process sees them.
 *
 * @param offLimits where jobs have no business
 */
record LinuxWorkspace(OffLimits offLimits, TemporaryNotes notes) implements Workspace {
  private static final int READ = Kernel.O_NONBLOCK | Kernel.O_NOCTTY;
  private static final int PERMISSIONS = 0777;

  /** First looks at its kind: to open a pipe or a device has effects. */
  @Override
  public Source open(String path, boolean follow) throws JobFailedException {
    try (Descriptor named = named(path, follow)) {
      FileStatus status = offLimits.check(named, path);
      checkRegular(status, path);
      int fd = Kernel.openat(Kernel.AT_FDCWD, named.path(), READ, 0);
      return new FdSource(new Descriptor(Result.check(fd, path)), path, status);
    }
  }

  private static void checkRegular(FileStatus status, String path) throws JobFailedException {
    if (Status.isLink(status)) {
      throw JobFailedException.of(Errno.ELOOP, path);
    }
    if (Status.isDirectory(status)) {
      throw JobFailedException.of(Errno.EISDIR, path);
    }
    if (!Status.isRegular(status)) {
      throw Result.invalid(path, "is not a regular file");
    }
  }

  /** Holds what is there, and does not open it. */
  private Descriptor named(String path, boolean follow) throws JobFailedException {
    byte[] name = Kernel.path(Place.checked(path));
    int flags = Kernel.O_PATH | (follow ? 0 : Abi.O_NOFOLLOW);
    int fd = Kernel.openNamed(name, flags);
    return new Descriptor(Result.check(fd, path));
  }

  @Override
  public Target create(String path, int permissions, Replace replace) throws JobFailedException {
    return FdTarget.begin(place(path), notes, permissions & PERMISSIONS, replace);
  }

  private Place place(String path) throws JobFailedException {
    Place place = Place.open(path);
    try {
      place.checkInside(offLimits);
      return place;
    } catch (JobFailedException e) {
      place.close();
      throw e;
    }
  }

  @Override
  public void rename(String from, String to, Replace replace) throws JobFailedException {
    try (Place source = place(from);
        Place target = place(to)) {
      int moved = source.move(target);
      if (moved == Kernel.EEXIST) {
        checkReplaceable(target, replace);
        moved = source.moveOver(target);
      }
      Result.check(moved, moved == Kernel.EEXIST ? to : from);
    }
  }

  private static void checkReplaceable(Place target, Replace replace) throws JobFailedException {
    FileStatus present = target.present();
    if (present != null && !replace.allows(present.key())) {
      throw target.failure(Errno.EEXIST);
    }
  }

  @Override
  public void delete(String path) throws JobFailedException {
    try (Place place = place(path)) {
      place.check(place.unlink());
    }
  }

  @Override
  public FileStatus status(String path, boolean follow) throws JobFailedException {
    try (Descriptor named = named(path, follow)) {
      return offLimits.check(named, path);
    }
  }
}
