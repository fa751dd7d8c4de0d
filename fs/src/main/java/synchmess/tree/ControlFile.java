package synchmess.tree;

/**
 * A file below {@code ctl/<group>/}. It follows its group's owner and mode.
 *
 * @param line what it is
 * @param groupFile whose it is
 */
record ControlFile(ControlFiles.Line line, GroupFile groupFile) implements File {

  @Override
  public Attributes attributes() {
    Attributes its = groupFile.attributes();
    int permissions = its.permissions() & line.access().permissions();
    return new Attributes(
        FileType.REGULAR, permissions, its.owner(), its.accessed(), its.modified(), its.changed());
  }

  @Override
  public boolean isStream() {
    return line.isStream();
  }

  @Override
  public boolean throttlesWriters() {
    return isStream() && groupFile.throttlesWriters();
  }

  @Override
  public Handle open(OpenFlags flags, Caller caller) {
    line.access().check(flags);
    return line.opener().open(this, groupFile.group(), flags);
  }
}
