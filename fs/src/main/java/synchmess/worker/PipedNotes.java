package synchmess.worker;

import java.io.DataInputStream;
import java.io.IOException;
import synchmess.errno.Errno;
import synchmess.job.work.FileStatus;
import synchmess.job.work.JobFailedException;
import synchmess.linux.TemporaryNotes;
import synchmess.worker.Frame.Kind;

/** Notes of a worker process; its daemon keeps them. Used by the thread that runs its jobs. */
final class PipedNotes implements TemporaryNotes {
  private final DaemonLink daemon;

  PipedNotes(DaemonLink daemon) {
    this.daemon = daemon;
  }

  @Override
  public long begin(String path, FileStatus.Key key) throws JobFailedException {
    return ask(Frame.of(Kind.BEGIN_FILE, new Fields().text(path).key(key)));
  }

  @Override
  public void know(long id, FileStatus.Key key) throws JobFailedException {
    long unused = ask(Frame.of(Kind.KNOW_FILE, new Fields().number(id).key(key)));
  }

  @Override
  public void end(long id) {
    try {
      daemon.send(Frame.of(Kind.END_FILE, new Fields().number(id)));
    } catch (IOException daemonIsGone) {
      // The next daemon finds nothing to remove.
    }
  }

  private long ask(Frame question) throws JobFailedException {
    try {
      daemon.send(question);
      DataInputStream fields = daemon.receive().fields();
      long id = fields.readLong();
      int errno = (int) fields.readLong();
      if (errno != 0) {
        throw new JobFailedException(Errno.of(errno), Fields.text(fields));
      }
      return id;
    } catch (JobFailedException e) {
      throw e;
    } catch (IOException e) {
      throw new JobFailedException(Errno.EIO, "the daemon has ended");
    }
  }
}
