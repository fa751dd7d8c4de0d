package synchmess.tree;

import java.util.function.Function;

/**
 * A file below {@code sys/}: readable by all, and where it can be changed writable by its owner.
 */
final class SysFile implements File {
  private static final int ALL_READ_OWNER_WRITES = 0644;

  private final Access access;
  private final Caller owner;
  private final Function<File, Handle> opener;
  private final long made = System.currentTimeMillis();

  SysFile(Access access, Caller owner, Function<File, Handle> opener) {
    this.access = access;
    this.owner = owner;
    this.opener = opener;
  }

  @Override
  public Attributes attributes() {
    int permissions = ALL_READ_OWNER_WRITES & access.permissions();
    return new Attributes(FileType.REGULAR, permissions, owner, made, made, made);
  }

  @Override
  public Handle open(OpenFlags flags, Caller caller) {
    access.check(flags);
    return opener.apply(this);
  }
}
