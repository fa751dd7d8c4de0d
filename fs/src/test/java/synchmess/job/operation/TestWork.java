package synchmess.job.operation;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import synchmess.job.work.FileStatus;
import synchmess.job.work.JobCancelledException;
import synchmess.job.work.Source;
import synchmess.job.work.Target;
import synchmess.job.work.Work;
import synchmess.job.work.Workspace;

/** A job's work that remembers what it is told, and can be cancelled after some progress. */
public final class TestWork implements Work {
  final TempWorkspace workspace = new TempWorkspace();
  public final Map<String, String> results = new LinkedHashMap<>();
  public final AtomicBoolean cancelled = new AtomicBoolean();

  /** The job is cancelled when as much was done; in bytes or steps. */
  long cancelAt = Long.MAX_VALUE;

  public long expected;
  private final LongAdder done = new LongAdder();

  public long done() {
    return done.sum();
  }

  @Override
  public Source open(String path, boolean follow) throws IOException {
    Source source = workspace.open(path, follow);
    expect(source.status().size());
    return new CountedSource(source);
  }

  @Override
  public Target create(String path, int permissions, Workspace.Replace replace) throws IOException {
    return workspace.create(path, permissions, replace);
  }

  @Override
  public Workspace workspace() {
    return workspace;
  }

  @Override
  public void expect(long more) {
    expected += more;
  }

  @Override
  public void advance(long more) {
    done.add(more);
  }

  @Override
  public void checkCancelled() throws JobCancelledException {
    if (cancelled.get() || done() >= cancelAt) {
      throw new JobCancelledException();
    }
  }

  @Override
  public void result(String name, Object value) {
    results.put(name, value.toString());
  }

  private final class CountedSource extends Source {
    private final Source source;

    CountedSource(Source source) {
      this.source = source;
    }

    @Override
    public FileStatus status() {
      return source.status();
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      checkCancelled();
      int read = source.read(bytes, offset, length);
      advance(Math.max(read, 0));
      return read;
    }

    @Override
    public void close() throws IOException {
      source.close();
    }
  }
}
