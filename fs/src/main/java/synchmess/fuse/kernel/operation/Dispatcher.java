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
 * Carries requests out: each becomes a call on the tree, and is answered once, now or later. Safe
 * for use by many threads. Nothing in here blocks.
 *
 * <p>Whatever goes wrong unexpectedly is EIO to that caller, ENOMEM where memory was short, and a
 * line in the log.
 */
public final class Dispatcher {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

  /** In place of an answer's length: the kernel awaits none, or it is given by somebody else. */
  static final int NO_ANSWER = -1;

  private final Handshake handshake;
  private final NameOperations names;
  private final DirectoryOperations directories;
  private final FileOperations files;
  private final Nodes nodes;
  private final ParkedRequests parked;

  /**
   * @param maxParked how many calls may wait at a time; the next one gets EAGAIN
   */
  public Dispatcher(Tree tree, Handshake handshake, Notifications notifications, int maxParked) {
    this.handshake = handshake;
    nodes = new Nodes(tree.root());
    parked = new ParkedRequests(maxParked, tree.blocked());
    OpenFiles open = new OpenFiles(tree.opens());
    int largestWhole = tree.mount().engine().maxMessageSizeCeiling();
    files = new FileOperations(nodes, open, notifications, parked, largestWhole);
    names = new NameOperations(tree, nodes, files, notifications);
    directories = new DirectoryOperations(nodes, open);
  }

  /**
   * Carries a request out. It is not used any more when this returns, but the answer may be. Throws
   * nothing, whatever happens.
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

  /** An INTERRUPT that is answered with EAGAIN comes again. */
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

  /** Returns the length of the answer that has been laid out, or {@link #NO_ANSWER}. */
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
      case SETATTR -> names.setattr(request, answer.body());
      case READLINK -> names.readlink(request, answer.body());
      case MKNOD -> names.mknod(request, answer.body());
      case CREATE -> names.create(request, answer.body());
      case RMDIR -> names.rmdir(request);
      case UNLINK -> names.unlink(request);
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

  /** To most of these the answer is: never ask again. What we do not implement the kernel does. */
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

  /** Finds out which of the requests that wait have lost their INTERRUPT. */
  public LostInterrupts lostInterrupts() {
    return new LostInterrupts(parked);
  }

  /** How many nodes the kernel knows. */
  public int knownNodes() {
    return nodes.size();
  }
}
