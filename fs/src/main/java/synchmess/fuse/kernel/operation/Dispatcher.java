package synchmess.fuse.kernel.operation;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import synchmess.errno.Errno;
import synchmess.errno.ErrnoException;
import synchmess.errno.Fault;
import synchmess.fuse.kernel.abi.Opcode;
import synchmess.fuse.open.OpenFiles;
import synchmess.tree.Tree;

/**
 * Carries requests out: each becomes a call on the tree, answered once, now or later. Safe for use
 * by many threads. Nothing in here blocks.
 *
 * <p>An unexpected failure is EIO to that caller, ENOMEM when memory is short, and a line in the
 * log.
 */
public final class Dispatcher {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

  /** In place of an answer's length: the kernel awaits none, or somebody else gives it. */
  static final int NO_ANSWER = -1;

  private final Handshake handshake;
  private final NameOperations names;
  private final DirectoryOperations directories;
  private final FileOperations files;
  private final Nodes nodes;
  private final ParkedRequests parked;

  /**
   * @param maxParked how many calls may be parked at a time; the next one gets EAGAIN
   */
  public Dispatcher(Tree tree, Handshake handshake, Notifications notifications, int maxParked) {
    this.handshake = handshake;
    nodes = new Nodes(tree.root());
    parked = new ParkedRequests(maxParked, tree.blocked());
    OpenFiles open = new OpenFiles(tree.opens());
    int largestWhole = tree.mount().engine().maxMessageSizeCeiling();
    files = new FileOperations(nodes, open, notifications, parked, largestWhole);
    names = new NameOperations(tree, nodes, files, notifications, parked);
    directories = new DirectoryOperations(nodes, open);
  }

  /**
   * Carries a request out. Uses the answer even after it returns, but not the request. Throws
   * nothing.
   */
  public void dispatch(Request request, Answer answer) {
    try {
      int length = carryOut(request, answer);
      if (length != NO_ANSWER) {
        answer.send(0, length);
      }
    } catch (Throwable thrown) {
      fail(request.opcode(), answer, Fault.errno(thrown));
      if (!(thrown instanceof ErrnoException)) {
        Fault.log(LOG, "a request failed", thrown);
      }
    }
  }

  /** Answers with an error. EAGAIN makes the kernel send an INTERRUPT again. */
  private static void fail(Opcode opcode, Answer answer, Errno why) {
    try {
      if (opcode == Opcode.INTERRUPT) {
        answer.send(-Errno.EAGAIN.number(), 0);
      } else if (opcode.isAnswered()) {
        answer.send(-why.number(), 0);
      }
    } catch (Throwable thrown) {
      Fault.log(LOG, "a failure could not be answered", thrown);
    }
  }

  /** Lays the answer out; returns its length, or {@link #NO_ANSWER}. */
  private int carryOut(Request request, Answer answer) {
    return switch (request.opcode()) {
      case READ -> files.read(request, answer);
      case WRITE -> files.write(request, answer);
      case IOCTL -> files.ioctl(request, answer);
      case POLL -> files.poll(request, answer.body());
      case FSYNC -> files.fsync(request, answer);
      case OPEN -> files.open(request, answer.body());
      case RELEASE -> files.release(request);

      case LOOKUP -> names.lookup(request, answer.body());
      case GETATTR -> names.getattr(request, answer.body());
      case SETATTR -> names.setattr(request, answer);
      case READLINK -> names.readlink(request, answer.body());
      case MKNOD -> names.mknod(request, answer);
      case CREATE -> names.create(request, answer);
      case RMDIR -> names.rmdir(request, answer);
      case UNLINK -> names.unlink(request, answer);
      case STATFS -> names.statfs(answer.body());
      case MKDIR, SYMLINK, RENAME, RENAME2, LINK -> throw new ErrnoException(Errno.EPERM);

      case OPENDIR -> directories.open(request, answer.body());
      case READDIR -> directories.read(request, answer.body());
      case RELEASEDIR -> directories.release(request);

      case FORGET -> forget(request);
      case BATCH_FORGET -> batchForget(request);
      case INTERRUPT -> interrupt(request);
      case NOTIFY_REPLY -> NO_ANSWER;
      case INIT -> init(request, answer);
      case DESTROY -> 0;
      default -> refuse(request);
    };
  }

  /** Mostly the kernel then never asks again, and does itself what we do not implement. */
  private static int refuse(Request request) {
    if (request.opcode() == Opcode.UNKNOWN) {
      LOG.debug("a request of the unknown kind {}", request.opcodeNumber());
    }
    throw new ErrnoException(Errno.ENOSYS);
  }

  private int init(Request request, Answer answer) {
    answer.send(0, handshake.init(request, answer.body()));
    handshake.answered();
    return NO_ANSWER;
  }

  private int forget(Request request) {
    nodes.forget(request.nodeid(), request.getLong(0));
    return NO_ANSWER;
  }

  private int batchForget(Request request) {
    Forgets.each(request, nodes::forget);
    return NO_ANSWER;
  }

  private int interrupt(Request request) {
    parked.interrupt(request.getLong(0));
    return NO_ANSWER;
  }

  /** Finds parked requests whose INTERRUPT was lost. */
  public LostInterrupts lostInterrupts() {
    return new LostInterrupts(parked);
  }

  /** How many nodes the kernel knows. */
  public int knownNodes() {
    return nodes.size();
  }
}
