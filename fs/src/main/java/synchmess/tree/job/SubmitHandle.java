package synchmess.tree.job;

import static java.util.stream.Collectors.joining;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import synchmess.errno.Errno;
import synchmess.errno.ErrnoException;
import synchmess.job.JobSpec;
import synchmess.job.Jobs;
import synchmess.job.Notice;
import synchmess.job.Submission;
import synchmess.job.Submitter;
import synchmess.job.operation.Operations;
import synchmess.job.word.BadJobException;
import synchmess.job.word.JobParser;
import synchmess.tree.File;
import synchmess.tree.OpenFlags;
import synchmess.tree.ReadableHandle;
import synchmess.tree.Reply;
import synchmess.tree.WritableHandle;
import synchmess.tree.value.ValueHandle;
import synchmess.waiting.Parked;

/**
 * {@code submit}, open: each write submits one job, for the opener. Reads give the ids of its jobs,
 * a line each, once; of very many, the last.
 */
final class SubmitHandle implements WritableHandle, ReadableHandle {
  private static final Logger LOG = LoggerFactory.getLogger(SubmitHandle.class);
  private static final JobParser PARSER = new JobParser(Operations.types());

  /** The most bytes of a job. */
  private static final int MAX_SIZE = 1 << 16;

  /** How many unread ids it keeps; beyond that the oldest go. */
  private static final int MAX_UNREAD = 1000;

  private final File file;
  private final Jobs jobs;
  private final Submitter submitter;
  private final CallbackGroups callbacks;

  /** The unread ids, the first first. */
  @GuardedBy("this")
  private final Deque<Long> unread = new ArrayDeque<>();

  /** The rest of lines read in part. */
  @GuardedBy("this")
  private byte[] rest = new byte[0];

  /**
   * @param submitter its opener; closed with it
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
        spec.callback() == null
            ? null
            : callbacks.to(spec.callback(), spec.callbackToOthers(), submitter.owner()),
        spec.signal() == 0 ? null : submitter.signal(spec.signal()));
  }

  @Override
  public synchronized Parked read(long offset, int size, OpenFlags flags, Reply reply) {
    if (rest.length == 0) {
      rest = ValueHandle.bytes(unread.stream().map(id -> id + "\n").collect(joining()));
      unread.clear();
    }
    int length = Math.min(size, rest.length);
    if (reply.data(rest, 0, length)) {
      rest = Arrays.copyOfRange(rest, length, rest.length);
    }
    return null;
  }

  private synchronized void add(long id) {
    if (unread.size() == MAX_UNREAD) {
      unread.remove();
    }
    unread.add(id);
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
