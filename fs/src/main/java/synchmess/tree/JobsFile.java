package synchmess.tree;

/** A file of {@code jobs/} itself. */
final class JobsFile implements File {
  private final Access access;
  private final int permissions;
  private final Caller owner;
  private final Opener opener;
  private final long made = System.currentTimeMillis();

  /** Makes the handle of a file that is being opened by somebody. */
  interface Opener {
    Handle open(File file, Caller caller);
  }

  JobsFile(Access access, int permissions, Caller owner, Opener opener) {
    this.access = access;
    this.permissions = permissions;
    this.owner = owner;
    this.opener = opener;
  }

  @Override
  public Attributes attributes() {
    return new Attributes(FileType.REGULAR, permissions, owner, made, made, made);
  }

  @Override
  public boolean isBoundToOpener() {
    return access != Access.READ;
  }

  @Override
  public Handle open(OpenFlags flags, Caller caller) {
    access.check(flags);
    return opener.open(this, caller);
  }
}
