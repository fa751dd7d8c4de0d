package synchmess.tree;

import synchmess.group.Errno;
import synchmess.group.Parked;
import synchmess.group.Readiness;
import synchmess.group.Watcher;
import synchmess.job.EndWaiter;
import synchmess.job.Job;
import synchmess.job.Jobs;

/** {@code wait}, open: a read sleeps until the job has ended, then gives the result. */
final class JobWaitHandle implements ReadableHandle, PollableHandle {
  private final File file;
  private final Jobs jobs;
  private final Job job;

  /** Null until the job has ended and was read of. */
  private volatile byte[] result;

  JobWaitHandle(File file, Jobs jobs, Job job) {
    this.file = file;
    this.jobs = jobs;
    this.job = job;
  }

  @Override
  public File file() {
    return file;
  }

  @Override
  public Parked read(long offset, int size, OpenFlags flags, Reply reply) {
    if (result != null) {
      ValueHandle.answer(reply, result, offset, size);
      return null;
    }
    Waiter waiter = new Waiter(offset, size, reply);
    String its = jobs.result(job, waiter, !flags.nonBlocking());
    if (its == null) {
      return waiter;
    }
    waiter.ended(its);
    return null;
  }

  @Override
  public Readiness poll(Watcher watcher) {
    return jobs.poll(job, watcher);
  }

  @Override
  public boolean unwatch(Watcher watcher) {
    return jobs.unwatch(job, watcher);
  }

  private final class Waiter extends EndWaiter {
    private final long offset;
    private final int size;
    private final Reply reply;

    Waiter(long offset, int size, Reply reply) {
      this.offset = offset;
      this.size = size;
      this.reply = reply;
    }

    @Override
    protected void ended(String its) {
      result = ValueHandle.bytes(its);
      ValueHandle.answer(reply, result, offset, size);
    }

    @Override
    protected void failed(Errno why) {
      reply.failed(why);
    }
  }
}
