package synchmess.tree;

import static java.nio.charset.StandardCharsets.UTF_8;

import synchmess.group.DirectGroup;
import synchmess.group.Limits;
import synchmess.owner.Owner;
import synchmess.tree.group.GroupFile;
import synchmess.waiting.Clock;

/** A tree with one group, {@code orders}, below no engine. Time stands still. */
public final class TestTree {
  public static final int CEILING = 1 << 20;
  public static final Owner OWNER = new Owner(1000, 1000);

  private static final int O_RDWR = 2;
  private static final int O_NONBLOCK = 04000;

  public static final OpenFlags READ = new OpenFlags(0);
  public static final OpenFlags BLOCKING = new OpenFlags(O_RDWR);
  public static final OpenFlags NON_BLOCKING = new OpenFlags(O_RDWR | O_NONBLOCK);

  public final Limits limits = new Limits(CEILING);
  public final Tree tree;
  public final GroupFile file;
  public final DirectGroup group;

  public TestTree() {
    this("/m");
  }

  /** Mounted at that path. */
  public TestTree(String path) {
    EngineTraits engine = new EngineTraits("none", () -> "under test", CEILING, true);
    MountTraits mount = new MountTraits(path, OWNER, false, "test", engine);
    tree = new Tree(mount, limits, NodeRules.NONE, new StillClock());
    file = (GroupFile) root().create("orders", 0600, OWNER);
    group = new DirectGroup(file.group());
  }

  public Directory root() {
    return (Directory) tree.resolve("/");
  }

  /** Removes the group; returns the answer, see {@link RecordedReply#toString}. */
  public String remove() {
    RecordedReply reply = new RecordedReply();
    root().remove("orders", OWNER, reply);
    return reply.toString();
  }

  /** Changes the group's mode and owner; returns the answer likewise. */
  public String change(int permissions, int uid, int gid) {
    RecordedReply reply = new RecordedReply();
    file.change(permissions, uid, gid, reply);
    return reply.toString();
  }

  public Handle open(String path) {
    return open(path, BLOCKING);
  }

  public Handle open(String path, OpenFlags flags) {
    return ((File) tree.resolve(path)).open(flags, OWNER, 0);
  }

  public void send(String text) {
    group.send(text.getBytes(UTF_8));
  }

  /** Reads, and returns the answer; see {@link RecordedReply#toString}. */
  public static String read(Handle handle, long offset, int size) {
    return read(handle, offset, size, new RecordedReply()).toString();
  }

  public static RecordedReply read(Handle handle, long offset, int size, RecordedReply reply) {
    ((ReadableHandle) handle).read(offset, size, BLOCKING, reply);
    return reply;
  }

  public static RecordedReply write(Handle handle, byte[] bytes) {
    RecordedReply reply = new RecordedReply();
    ((WritableHandle) handle).write(bytes, BLOCKING, reply);
    return reply;
  }

  private static final class StillClock implements Clock {
    @Override
    public long nanos() {
      return 0;
    }

    @Override
    public long wallMillis() {
      return 0;
    }

    @Override
    public Alarm after(long delayNanos, Runnable action) {
      return () -> {};
    }
  }
}
