package synchmess.job.work;

import java.io.IOException;

/** Ends the work of a cancelled job. */
public final class JobCancelledException extends IOException {
  private static final long serialVersionUID = 1L;
}
