package synchmess.tree;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import synchmess.group.Errno;
import synchmess.group.ErrnoException;
import synchmess.group.Parked;
import synchmess.job.BadJobException;
import synchmess.job.JobParser;
import synchmess.job.JobSpec;
import synchmess.job.Jobs;
import synchmess.job.Notice;
import synchmess.job.Submission;
import synchmess.job.Submitter;
import synchmess.job.operation.Operations;

/**
 * {@code submit}, open: each write submits one job, for whoever opened it. Reads give the ids of
 * the jobs that were submitted by it, a line each, once.
 */
final class SubmitHandle implements WritableHandle, ReadableHandle {
  private static final Logger LOG = LoggerFactory.getLogger(SubmitHandle.class);
  private static final JobParser PARSER = new JobParser(Operations.types());

  /** The most bytes of a job. */
  private static final int MAX_SIZE = 1 << 16;

  private final File file;
  private final Jobs jobs;
  private final Submitter submitter;
  private final CallbackGroups callbacks;

  /** What has not been read yet. */
  @GuardedBy("this")
  private byte[] ids = new byte[0];

  /**
   * @param submitter who opened it; let go of when it is closed
   */
  SubmitHandle(File file, Jobs jobs, Submitter submitter, CallbackGroups callbacks) {
    this.file = file;
    this.jobs = jobs;
    this.submitter = submitter;
    this.callbacks = callbacks;
  }

  @Override
  public File file() {
    return file;
  }

  @Override
  public boolean isStream() {
    return true;
  }

  /**
   * @throws ErrnoException EMSGSIZE beyond 64 KiB; EINVAL for a malformed job; as {@link
   *     Jobs#submit} and {@link CallbackGroups#to}
   */
  @Override
  public Parked write(byte[] bytes, OpenFlags flags, Reply reply) {
    if (bytes.length > MAX_SIZE) {
      throw new ErrnoException(Errno.EMSGSIZE);
    }
    Request request = new Request(parsed(bytes), bytes.length, reply);
    long id = jobs.submit(request, !flags.nonBlocking());
    if (id == 0) {
      return request;
    }
    request.queued(id);
    return null;
  }

  private JobSpec parsed(byte[] bytes) {
    try {
      return PARSER.parse(bytes);
    } catch (BadJobException e) {
      LOG.debug("refused a job of uid {}: {}", submitter.owner().uid(), e.getMessage());
      throw new ErrnoException(Errno.EINVAL);
    }
  }

  private Notice notice(JobSpec spec) {
    return new Notice(
        spec.callback() == null ? null : callbacks.to(spec.callback(), submitter.owner()),
        spec.signal() == 0 ? null : submitter.signal(spec.signal()));
  }

  @Override
  public synchronized Parked read(long offset, int size, OpenFlags flags, Reply reply) {
    int length = Math.min(size, ids.length);
    if (reply.data(ids, 0, length)) {
      ids = Arrays.copyOfRange(ids, length, ids.length);
    }
    return null;
  }

  private synchronized void add(long id) {
    byte[] line = ValueHandle.bytes(id + "\n");
    byte[] more = Arrays.copyOf(ids, ids.length + line.length);
    System.arraycopy(line, 0, more, ids.length, line.length);
    ids = more;
  }

  @Override
  public void close() {
    submitter.close();
  }

  /** One write. */
  private final class Request extends Submission {
    private final int size;
    private final Reply reply;

    Request(JobSpec spec, int size, Reply reply) {
      super(spec, submitter.owner(), notice(spec));
      this.size = size;
      this.reply = reply;
    }

    @Override
    protected void queued(long id) {
      add(id);
      reply.value(size);
    }

    @Override
    protected void refused(Errno why) {
      reply.failed(why);
    }
  }
}
