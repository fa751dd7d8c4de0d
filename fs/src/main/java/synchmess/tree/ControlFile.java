package synchmess.tree;

/** A file below {@code ctl/<group>/}. It follows its group's owner and mode. */
final class ControlFile implements File {
  private final ControlFiles.Line line;
  private final GroupFile groupFile;

  ControlFile(ControlFiles.Line line, GroupFile groupFile) {
    this.line = line;
    this.groupFile = groupFile;
  }

  @Override
  public Attributes attributes() {
    Attributes its = groupFile.attributes();
    int permissions = its.permissions() & line.access().permissions();
    return new Attributes(
        FileType.REGULAR, permissions, its.owner(), its.accessed(), its.modified(), its.changed());
  }

  @Override
  public Handle open(OpenFlags flags, Caller caller) {
    line.access().check(flags);
    return line.opener().open(this, groupFile.group(), flags);
  }
}
