package synchmess.fuse.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import synchmess.fuse.RequestSize;
import synchmess.fuse.kernel.abi.FuseFlags;
import synchmess.fuse.kernel.abi.FuseStructs.CreateIn;
import synchmess.fuse.kernel.abi.FuseStructs.EntryOut;
import synchmess.fuse.kernel.abi.FuseStructs.InitIn;
import synchmess.fuse.kernel.abi.FuseStructs.InterruptIn;
import synchmess.fuse.kernel.abi.FuseStructs.IoctlIn;
import synchmess.fuse.kernel.abi.FuseStructs.MknodIn;
import synchmess.fuse.kernel.abi.FuseStructs.OpenIn;
import synchmess.fuse.kernel.abi.FuseStructs.OpenOut;
import synchmess.fuse.kernel.abi.FuseStructs.ReadIn;
import synchmess.fuse.kernel.abi.FuseStructs.ReleaseIn;
import synchmess.fuse.kernel.abi.FuseStructs.SetattrIn;
import synchmess.fuse.kernel.abi.FuseStructs.WriteIn;
import synchmess.fuse.kernel.abi.Opcode;
import synchmess.group.DirectGroup;
import synchmess.group.Groups;
import synchmess.group.Ledger;
import synchmess.group.Limits;
import synchmess.ioctl.Ioctl;
import synchmess.owner.Owner;
import synchmess.tree.Directory;
import synchmess.tree.EngineTraits;
import synchmess.tree.MountTraits;
import synchmess.tree.NodeRules;
import synchmess.tree.Tree;
import synchmess.tree.group.GroupFile;
import synchmess.waiting.SystemClock;

/** A tree with one group, {@code orders}, served on a fake device; and what a kernel asks of it. */
final class ServedTree implements AutoCloseable {
  static final RequestSize REQUEST_SIZE = new RequestSize(16);
  static final int MAX_PARKED = 1000;
  static final int O_RDONLY = 0;
  static final int O_WRONLY = 1;
  static final int O_RDWR = 2;
  static final int O_NONBLOCK = 04000;

  private static final AtomicLong POSITION = new AtomicLong();
  private static final int ROOT = 0;
  private static final Owner OWNER = new Owner(1000, 1000);
  private static final long END_MILLIS = TimeUnit.SECONDS.toMillis(20);

  final FakeDevice device = new FakeDevice();
  final Limits limits = new Limits(REQUEST_SIZE.maxMessageSizeCeiling());
  final Tree tree;
  final DirectGroup group;
  final KernelSession session;
  final AtomicInteger ends = new AtomicInteger();
  private final SystemClock clock = new SystemClock();

  ServedTree() {
    this(1, MAX_PARKED, () -> false);
  }

  ServedTree(NodeRules rules) {
    this(1, MAX_PARKED, () -> false, rules);
  }

  /** Of groups with that ledger. */
  ServedTree(Ledger ledger) {
    this(1, MAX_PARKED, () -> false, NodeRules.NONE, ledger);
  }

  ServedTree(int loops, int maxParked, BooleanSupplier ringsAreReady) {
    this(loops, maxParked, ringsAreReady, NodeRules.NONE);
  }

  private ServedTree(int loops, int maxParked, BooleanSupplier ringsAreReady, NodeRules rules) {
    this(loops, maxParked, ringsAreReady, rules, Ledger.NONE);
  }

  private ServedTree(
      int loops, int maxParked, BooleanSupplier ringsAreReady, NodeRules rules, Ledger ledger) {
    EngineTraits engine =
        new EngineTraits("kernel", () -> "under test", limits.maxMessageSizeCeiling(), true);
    Groups groups = new Groups(limits, clock, OWNER.uid(), name -> ledger);
    tree = new Tree(new MountTraits("/m", OWNER, false, "test", engine), groups, rules, null);
    Directory root = tree.root();
    group = new DirectGroup(((GroupFile) root.create("orders", 0666, OWNER)).group());
    session =
        new KernelSession(
            tree, device, REQUEST_SIZE, maxParked, ringsAreReady, ends::incrementAndGet);
    try {
      session.start(loops);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends it; whatever the device was sent, a kernel would have taken. */
  @Override
  public void close() {
    tree.close();
    device.end();
    assertThat(session.join(END_MILLIS)).as("all loops end").isTrue();
    clock.close();
    assertThat(device.faults()).isEmpty();
    assertThat(device.awaiting()).as("requests without an answer").isZero();
  }

  // --------------------------------------------------------------------------------- requests

  /** INIT, which is longer from 7.36 on. */
  static TestRequest init(int major, int minor) {
    boolean extended = major > 7 || minor >= 36;
    return TestRequest.of(Opcode.INIT)
        .argumentSize(extended ? InitIn.SIZEOF : InitIn.FLAGS2)
        .put(InitIn.MAJOR, major)
        .put(InitIn.MINOR, minor);
  }

  /** The number of a path's node, each part of which is looked up. */
  long lookup(String path) {
    long node = FuseFlags.FUSE_ROOT_ID;
    for (String name : path.substring(1).split("/", -1)) {
      node = lookup(node, name).answer().getLong(EntryOut.NODEID);
    }
    return node;
  }

  Asked lookup(long parent, String name) {
    return device.ask(TestRequest.of(Opcode.LOOKUP).node(parent).name(name));
  }

  /** Looks a file up and opens it; returns the number of what is open. */
  long open(String path, int flags) {
    return openNode(lookup(path), flags).answer().getLong(OpenOut.FH);
  }

  Asked openNode(long node, int flags) {
    return device.ask(TestRequest.of(Opcode.OPEN).node(node).put(OpenIn.FLAGS, flags));
  }

  Asked create(String name, int flags) {
    return create(name, flags, ROOT);
  }

  Asked create(String name, int flags, int uid) {
    return device.ask(
        TestRequest.of(Opcode.CREATE)
            .put(CreateIn.FLAGS, flags)
            .put(CreateIn.MODE, 0100666)
            .name(name)
            .from(uid));
  }

  Asked mknod(String name) {
    return device.ask(TestRequest.of(Opcode.MKNOD).put(MknodIn.MODE, 0100644).name(name));
  }

  Asked unlink(String name) {
    return device.ask(TestRequest.of(Opcode.UNLINK).name(name));
  }

  Asked chmod(long node, int permissions) {
    return device.ask(
        TestRequest.of(Opcode.SETATTR)
            .node(node)
            .put(SetattrIn.VALID, FuseFlags.FATTR_MODE)
            .put(SetattrIn.MODE, permissions));
  }

  Asked release(long fh) {
    return device.ask(TestRequest.of(Opcode.RELEASE).putLong(ReleaseIn.FH, fh));
  }

  Asked read(long fh, int size) {
    return device.ask(readRequest(fh, size));
  }

  /** A read that a program asked for; each further on in the file than those before. */
  static TestRequest readRequest(long fh, int size) {
    return TestRequest.of(Opcode.READ)
        .putLong(ReadIn.FH, fh)
        .putLong(ReadIn.OFFSET, POSITION.getAndAdd(size))
        .put(ReadIn.SIZE, size)
        .put(ReadIn.READ_FLAGS, FuseFlags.FUSE_READ_LOCKOWNER);
  }

  Asked write(long fh, String text) {
    return device.ask(
        TestRequest.of(Opcode.WRITE)
            .putLong(WriteIn.FH, fh)
            .put(WriteIn.SIZE, text.length())
            .text(text));
  }

  Asked ioctl(long fh, Ioctl command) {
    return device.ask(ioctlRequest(fh, command));
  }

  static TestRequest ioctlRequest(long fh, Ioctl command) {
    return TestRequest.of(Opcode.IOCTL).putLong(IoctlIn.FH, fh).put(IoctlIn.CMD, command.command());
  }

  /** Tells that the caller of a request got a signal. */
  void interrupt(long unique) {
    TestRequest interrupt = TestRequest.of(Opcode.INTERRUPT).putLong(InterruptIn.UNIQUE, unique);
    device.ask(interrupt, unique | 1);
  }

  /** A file of a new message is opened, the message sent and received: all is well. */
  void assertServes() {
    long fh = open("/orders", O_RDWR);
    assertThat(write(fh, "still here").outcome()).isEqualTo("OK");
    assertThat(read(fh, 100).text()).isEqualTo("still here");
    assertThat(release(fh).outcome()).isEqualTo("OK");
  }
}
