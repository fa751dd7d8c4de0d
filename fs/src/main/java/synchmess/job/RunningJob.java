package synchmess.job;

import java.io.IOException;
import java.util.function.Consumer;
import synchmess.job.work.FileStatus;
import synchmess.job.work.JobCancelledException;
import synchmess.job.work.Progress;
import synchmess.job.work.Source;
import synchmess.job.work.Target;
import synchmess.job.work.Work;
import synchmess.job.work.Workspace;

/** A job at work in this process. */
public final class RunningJob implements Work {
  private final Progress progress;
  private final Consumer<String> given;
  private final Workspace workspace;

  /**
   * @param given takes each line of the result
   */
  public RunningJob(Progress progress, Consumer<String> given, Workspace workspace) {
    this.progress = progress;
    this.given = given;
    this.workspace = workspace;
  }

  @Override
  public Source open(String path, boolean follow) throws IOException {
    checkCancelled();
    Source source = workspace.open(path, follow);
    expect(source.status().size());
    return new CountedSource(source);
  }

  @Override
  public Target create(String path, int permissions, Workspace.Replace replace) throws IOException {
    checkCancelled();
    return new CheckedTarget(workspace.create(path, permissions, replace));
  }

  @Override
  public Workspace workspace() {
    return workspace;
  }

  @Override
  public void expect(long more) {
    progress.expect(more);
  }

  @Override
  public void advance(long more) {
    progress.advance(more);
  }

  @Override
  public void checkCancelled() throws JobCancelledException {
    progress.check();
  }

  @Override
  public void result(String name, Object value) {
    given.accept(name + ": " + Job.oneLine(value.toString()));
  }

  /** Counts what is read as progress. */
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
      checkCancelled();
      int read = source.read();
      advance(read < 0 ? 0 : 1);
      return read;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      checkCancelled();
      int read = source.read(bytes, from, length);
      advance(Math.max(read, 0));
      return read;
    }

    @Override
    public void close() throws IOException {
      source.close();
    }
  }

  /** Writes and commits nothing once the job is cancelled. */
  private final class CheckedTarget extends Target {
    private final Target target;

    CheckedTarget(Target target) {
      this.target = target;
    }

    @Override
    public void write(int value) throws IOException {
      checkCancelled();
      target.write(value);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      checkCancelled();
      target.write(bytes, from, length);
    }

    @Override
    public void commit() throws IOException {
      checkCancelled();
      target.commit();
    }

    @Override
    public void close() throws IOException {
      target.close();
    }
  }
}
