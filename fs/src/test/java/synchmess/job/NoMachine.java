package synchmess.job;

/** A machine without processes and files. */
final class NoMachine implements Machine {
  @Override
  public Submitter submitter(int uid, int gid, int tid) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Workspace workspace(Owner owner) {
    return null;
  }
}
