package synchmess.worker;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import synchmess.job.operation.Operations;
import synchmess.linux.Leftovers;
import synchmess.linux.WorkerIdentity;
import synchmess.worker.Frame.Kind;

/**
 * A worker process, from the inside. It loads all that it will need, and becomes the user that the
 * daemon names. Then it does that user's jobs, one after the other, until the daemon closes the
 * pipe or ends.
 *
 * <p>SIGTERM cancels the current job, and ends the process.
 */
public final class WorkerMain {
  private static final int FAILED = 1;

  private final DaemonLink daemon;
  private final CurrentJob current;

  private WorkerMain(DaemonLink daemon) {
    this.daemon = daemon;
    this.current = new CurrentJob(daemon);
  }

  public static void main(String[] none) {
    FileInputStream in = new FileInputStream(FileDescriptor.in);
    FileOutputStream out = new FileOutputStream(FileDescriptor.out);
    System.setOut(System.err);
    int code = FAILED;
    try {
      new WorkerMain(new DaemonLink(in, out)).serve();
    } catch (EOFException daemonEnded) {
      code = 0;
    } catch (IOException e) {
      // The daemon sees that this process ends.
    } finally {
      Runtime.getRuntime().halt(code);
    }
  }

  private void serve() throws IOException {
    DataInputStream owner = expect(Kind.BECOME).fields();
    load();
    WorkerIdentity.become(Fields.owner(owner));
    Runtime.getRuntime().addShutdownHook(new Thread(current::end, "term"));
    current.watch();
    daemon.send(Frame.of(Kind.READY));
    for (; ; ) {
      serve(daemon.receive());
    }
  }

  private Frame expect(Kind kind) throws IOException {
    Frame frame = daemon.receive();
    if (frame.kind() != kind) {
      throw new IOException("the daemon says " + frame.kind() + " and not " + kind);
    }
    return frame;
  }

  private void serve(Frame frame) throws IOException {
    DataInputStream fields = frame.fields();
    switch (frame.kind()) {
      case JOB -> {
        long mountDevice = fields.readLong();
        daemon.send(current.run(mountDevice, Fields.bytes(fields)).frame());
      }
      case CLEAN -> {
        Leftovers.remove(Fields.text(fields), Fields.key(fields));
        daemon.send(Frame.of(Kind.READY));
      }
      default -> throw new IOException("the daemon says " + frame.kind());
    }
  }

  /** Loads all that jobs need: the user may be unable to read this program's files. */
  private void load() {
    openAllJars();
    Operations.load();
    current.rehearse();
  }

  /** Asks for a class that does not exist. So Java opens every jar, and keeps it open. */
  private static void openAllJars() {
    try {
      Class<?> unexpected = Class.forName("synchmess.worker.Nowhere");
      throw new IllegalStateException(unexpected.getName());
    } catch (ClassNotFoundException expected) {
      // All of them are open now.
    }
  }
}
