package synchmess.tree.job;

import synchmess.errno.Errno;
import synchmess.job.EndWaiter;
import synchmess.job.Job;
import synchmess.job.Jobs;
import synchmess.tree.File;
import synchmess.tree.OpenFlags;
import synchmess.tree.PollableHandle;
import synchmess.tree.ReadableHandle;
import synchmess.tree.Reply;
import synchmess.tree.value.ShownValues;
import synchmess.tree.value.ValueHandle;
import synchmess.waiting.Parked;
import synchmess.waiting.Readiness;
import synchmess.waiting.Watcher;

/** {@code wait}, open: a read waits until the job has ended, then gives the result. */
final class JobWaitHandle implements ReadableHandle, PollableHandle {
  private final File file;
  private final Jobs jobs;
  private final Job job;

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
    byte[] kept = ShownValues.ALL.get(this);
    if (kept != null) {
      ValueHandle.answer(reply, kept, offset, size);
      return null;
    }
    Waiter waiter = new Waiter(offset, size, reply);
    byte[] its = jobs.result(job, waiter, !flags.nonBlocking());
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

  @Override
  public void close() {
    ShownValues.ALL.forget(this);
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
    protected void ended(byte[] its) {
      ShownValues.ALL.keep(JobWaitHandle.this, its);
      ValueHandle.answer(reply, its, offset, size);
    }

    @Override
    public void failed(Errno why) {
      reply.failed(why);
    }
  }
}
