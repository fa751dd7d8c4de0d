package synchmess.waiting;

/** A wake that is no answer: it tells a watcher of a change. */
final class Notice extends Wake {
  private final Runnable told;

  Notice(Runnable told) {
    this.told = told;
  }

  @Override
  void tell() {
    told.run();
  }
}
