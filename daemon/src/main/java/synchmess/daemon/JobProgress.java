package synchmess.daemon;

import java.util.Locale;

/** A bar on the terminal that shows a job's progress. A thread of its own draws it. */
final class JobProgress {
  private static final int WIDTH = 40;
  private static final int REFRESH_MILLIS = 100;
  private static final String BEGIN_OF_LINE = "\r";

  private final JobClient jobs;
  private final String id;
  private final Thread painter = new Thread(this::paint, "progress");

  JobProgress(JobClient jobs, String id) {
    this.jobs = jobs;
    this.id = id;
    painter.setDaemon(true);
  }

  /** Starts drawing, if standard error is a terminal. */
  void show() {
    if (Terminal.isStandardError()) {
      painter.start();
      Runtime.getRuntime().addShutdownHook(new Thread(this::interrupted, "signal"));
    }
  }

  /** Leaves the line as it was. */
  void hide() throws InterruptedException {
    painter.interrupt();
    painter.join();
  }

  /** Clears the line for the shell, when a signal ends the program. */
  private void interrupted() {
    try {
      hide();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void paint() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        System.err.print(BEGIN_OF_LINE + bar(jobs.read(id, "progress")));
        Thread.sleep(REFRESH_MILLIS);
      }
    } catch (InterruptedException | Failure ended) {
      // The thread that waits for the outcome reports it.
    }
    Terminal.eraseLine();
  }

  /**
   * The bar.
   *
   * @param progress how much is done, how much there is to do, percent
   */
  static String bar(String progress) {
    String[] numbers = progress.strip().split(" ", -1);
    int percent = Math.min(100, Integer.parseInt(numbers[2]));
    int full = WIDTH * percent / 100;
    return String.format(
        Locale.ROOT, "[%s%s] %3d %%", "#".repeat(full), " ".repeat(WIDTH - full), percent);
  }
}
