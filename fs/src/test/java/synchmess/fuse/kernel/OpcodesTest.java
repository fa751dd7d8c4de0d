package synchmess.fuse.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import synchmess.fuse.kernel.abi.FuseFlags;
import synchmess.fuse.kernel.abi.FuseStructs.AttrOut;
import synchmess.fuse.kernel.abi.FuseStructs.CreateIn;
import synchmess.fuse.kernel.abi.FuseStructs.EntryOut;
import synchmess.fuse.kernel.abi.FuseStructs.FsyncIn;
import synchmess.fuse.kernel.abi.FuseStructs.InitOut;
import synchmess.fuse.kernel.abi.FuseStructs.IoctlIn;
import synchmess.fuse.kernel.abi.FuseStructs.IoctlOut;
import synchmess.fuse.kernel.abi.FuseStructs.Kstatfs;
import synchmess.fuse.kernel.abi.FuseStructs.MknodIn;
import synchmess.fuse.kernel.abi.FuseStructs.OpenOut;
import synchmess.fuse.kernel.abi.FuseStructs.PollIn;
import synchmess.fuse.kernel.abi.FuseStructs.PollOut;
import synchmess.fuse.kernel.abi.FuseStructs.ReadIn;
import synchmess.fuse.kernel.abi.FuseStructs.ReleaseIn;
import synchmess.fuse.kernel.abi.FuseStructs.WriteIn;
import synchmess.fuse.kernel.abi.FuseStructs.WriteOut;
import synchmess.fuse.kernel.abi.Opcode;
import synchmess.ioctl.Ioctl;

/** Each thing that a kernel may ask gets the answer that a kernel understands. */
class OpcodesTest {
  private static final int NO_SUCH_OPCODE = 4096;
  private static final int S_IFREG = 0100000;
  private static final int S_IFIFO = 0010000;
  private static final int O_EXCL = 0200;

  /** These are what the kernel does itself where nobody else does, or what there is none of. */
  private static final Set<Opcode> NOT_IMPLEMENTED =
      EnumSet.of(
          Opcode.SETXATTR,
          Opcode.GETXATTR,
          Opcode.LISTXATTR,
          Opcode.REMOVEXATTR,
          Opcode.FLUSH,
          Opcode.FSYNCDIR,
          Opcode.GETLK,
          Opcode.SETLK,
          Opcode.SETLKW,
          Opcode.ACCESS,
          Opcode.BMAP,
          Opcode.FALLOCATE,
          Opcode.READDIRPLUS,
          Opcode.LSEEK,
          Opcode.COPY_FILE_RANGE,
          Opcode.SETUPMAPPING,
          Opcode.REMOVEMAPPING,
          Opcode.SYNCFS,
          Opcode.TMPFILE,
          Opcode.STATX,
          Opcode.UNKNOWN);

  private static final Set<Opcode> NOT_PERMITTED =
      EnumSet.of(
          Opcode.SYMLINK, Opcode.MKDIR, Opcode.RMDIR, Opcode.RENAME, Opcode.RENAME2, Opcode.LINK);

  private static final Set<Opcode> NOT_ANSWERED =
      EnumSet.of(Opcode.FORGET, Opcode.BATCH_FORGET, Opcode.INTERRUPT, Opcode.NOTIFY_REPLY);

  /** What the table has a line for. */
  private static final Set<Opcode> IMPLEMENTED =
      EnumSet.complementOf(union(NOT_IMPLEMENTED, NOT_PERMITTED, NOT_ANSWERED));

  private final ServedTree served = new ServedTree();

  @AfterEach
  void close() {
    served.close();
  }

  private static EnumSet<Opcode> union(Set<Opcode> first, Set<Opcode> second, Set<Opcode> third) {
    EnumSet<Opcode> all = EnumSet.copyOf(first);
    all.addAll(second);
    all.addAll(third);
    return all;
  }

  // -------------------------------------------------------------------- what is not there

  static Set<Opcode> notImplemented() {
    return NOT_IMPLEMENTED;
  }

  @ParameterizedTest
  @MethodSource("notImplemented")
  void notImplemented_isEnosys(Opcode opcode) {
    assertThat(served.device.ask(TestRequest.of(opcode)).outcome()).isEqualTo("ENOSYS");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 7, 19, 53, NO_SUCH_OPCODE, -1})
  void unknown_isEnosys(int opcode) {
    assertThat(served.device.ask(TestRequest.of(opcode)).outcome()).isEqualTo("ENOSYS");
  }

  static Set<Opcode> notPermitted() {
    return NOT_PERMITTED;
  }

  @ParameterizedTest
  @MethodSource("notPermitted")
  void notPermitted_isEperm(Opcode opcode) {
    TestRequest request = TestRequest.of(opcode).name("orders").name("other");

    assertThat(served.device.ask(request).outcome()).isEqualTo("EPERM");
  }

  static Set<Opcode> notAnswered() {
    return NOT_ANSWERED;
  }

  @ParameterizedTest
  @MethodSource("notAnswered")
  void notAnswered_isNot(Opcode opcode) {
    served.device.ask(TestRequest.of(opcode));

    served.assertServes();
    assertThat(served.device.faults()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void isAnswered_isAsTheKernelHasIt(Opcode opcode) {
    assertThat(opcode.isAnswered()).isEqualTo(!NOT_ANSWERED.contains(opcode));
  }

  // ------------------------------------------------------------------------ what is there

  /** What is asked, by the number of an open file or directory. */
  @FunctionalInterface
  private interface Question {
    TestRequest with(long node, long fh);
  }

  private static TestRequest of(Opcode opcode) {
    return TestRequest.of(opcode);
  }

  private static Arguments line(Opcode opcode, Question question, String outcome, int length) {
    return Arguments.of(opcode, question, outcome, length);
  }

  private static Arguments line(Opcode opcode, TestRequest request, String outcome, int length) {
    return line(opcode, (node, fh) -> request, outcome, length);
  }

  private static Arguments line(Opcode opcode, TestRequest request, String error) {
    return line(opcode, request, error, 0);
  }

  /** Opcode, request, outcome, length of the answer's body. */
  static Stream<Arguments> table() {
    return Stream.of(
            lookups(), attributes(), making(), opening(), transfers(), directories(), rest())
        .flatMap(List::stream);
  }

  private static List<Arguments> lookups() {
    return List.of(
        line(Opcode.LOOKUP, of(Opcode.LOOKUP).name("orders"), "OK", EntryOut.SIZEOF),
        line(Opcode.LOOKUP, of(Opcode.LOOKUP).name("missing"), "ENOENT"),
        line(Opcode.LOOKUP, of(Opcode.LOOKUP).name("a".repeat(256)), "ENAMETOOLONG"),
        line(Opcode.LOOKUP, of(Opcode.LOOKUP).name("a".repeat(4000)), "ENAMETOOLONG"),
        line(Opcode.LOOKUP, of(Opcode.LOOKUP).node(99).name("orders"), "ENOENT"),
        line(
            Opcode.LOOKUP, (node, fh) -> of(Opcode.LOOKUP).node(node).name("below"), "ENOTDIR", 0));
  }

  private static List<Arguments> attributes() {
    return List.of(
        line(Opcode.GETATTR, of(Opcode.GETATTR), "OK", AttrOut.SIZEOF),
        line(Opcode.GETATTR, of(Opcode.GETATTR).node(99), "ENOENT"),
        line(Opcode.SETATTR, (node, fh) -> of(Opcode.SETATTR).node(node), "OK", AttrOut.SIZEOF),
        line(Opcode.SETATTR, of(Opcode.SETATTR).put(0, FuseFlags.FATTR_MODE), "EPERM"),
        line(Opcode.READLINK, (node, fh) -> of(Opcode.READLINK).node(node), "EINVAL", 0),
        line(Opcode.STATFS, of(Opcode.STATFS), "OK", Kstatfs.SIZEOF));
  }

  private static List<Arguments> making() {
    TestRequest exclusive = of(Opcode.CREATE).put(CreateIn.FLAGS, O_EXCL).name("orders");
    return List.of(
        line(
            Opcode.MKNOD,
            of(Opcode.MKNOD).put(MknodIn.MODE, S_IFREG | 0644).name("new"),
            "OK",
            EntryOut.SIZEOF),
        line(Opcode.MKNOD, of(Opcode.MKNOD).put(MknodIn.MODE, S_IFIFO).name("new"), "EPERM"),
        line(
            Opcode.CREATE,
            of(Opcode.CREATE).put(CreateIn.MODE, S_IFREG | 0644).name("new"),
            "OK",
            EntryOut.SIZEOF + OpenOut.SIZEOF),
        line(Opcode.CREATE, exclusive, "EEXIST"),
        line(Opcode.CREATE, of(Opcode.CREATE).name("-bad"), "EINVAL"),
        line(Opcode.UNLINK, of(Opcode.UNLINK).name("orders"), "OK", 0),
        line(Opcode.UNLINK, of(Opcode.UNLINK).name("missing"), "ENOENT"),
        line(Opcode.UNLINK, of(Opcode.UNLINK).name("orders").from(1234), "EPERM"),
        line(Opcode.UNLINK, of(Opcode.UNLINK).name("ctl"), "EPERM"));
  }

  private static List<Arguments> opening() {
    return List.of(
        line(Opcode.OPEN, (node, fh) -> of(Opcode.OPEN).node(node), "OK", OpenOut.SIZEOF),
        line(Opcode.OPEN, of(Opcode.OPEN), "EISDIR"),
        line(Opcode.OPEN, of(Opcode.OPEN).node(99), "ENOENT"),
        line(Opcode.RELEASE, (node, fh) -> of(Opcode.RELEASE).putLong(ReleaseIn.FH, fh), "OK", 0),
        line(Opcode.RELEASE, of(Opcode.RELEASE), "EBADF"));
  }

  private static List<Arguments> transfers() {
    return List.of(
        line(Opcode.READ, (node, fh) -> ServedTree.readRequest(fh, 100), "OK", 0),
        line(Opcode.READ, ServedTree.readRequest(99, 100), "EBADF"),
        line(Opcode.READ, (node, fh) -> of(Opcode.READ).putLong(ReadIn.FH, fh), "EINVAL", 0),
        line(
            Opcode.WRITE,
            (node, fh) -> of(Opcode.WRITE).putLong(WriteIn.FH, fh).put(WriteIn.SIZE, 2).text("hi"),
            "OK",
            WriteOut.SIZEOF),
        line(Opcode.WRITE, of(Opcode.WRITE), "EBADF"),
        line(Opcode.FSYNC, (node, fh) -> of(Opcode.FSYNC).putLong(FsyncIn.FH, fh), "OK", 0),
        line(Opcode.FSYNC, of(Opcode.FSYNC), "EBADF"),
        line(
            Opcode.IOCTL,
            (node, fh) -> ServedTree.ioctlRequest(fh, Ioctl.AWAKE),
            "OK",
            IoctlOut.SIZEOF),
        line(
            Opcode.IOCTL,
            (node, fh) -> of(Opcode.IOCTL).putLong(IoctlIn.FH, fh).put(IoctlIn.CMD, 0x5401),
            "ENOTTY",
            0),
        line(
            Opcode.IOCTL,
            (node, fh) ->
                ServedTree.ioctlRequest(fh, Ioctl.AWAKE)
                    .put(IoctlIn.FLAGS, FuseFlags.FUSE_IOCTL_DIR),
            "ENOTTY",
            0),
        line(
            Opcode.POLL,
            (node, fh) -> of(Opcode.POLL).putLong(PollIn.FH, fh),
            "OK",
            PollOut.SIZEOF),
        line(Opcode.POLL, of(Opcode.POLL), "EBADF"));
  }

  private static List<Arguments> directories() {
    return List.of(
        line(Opcode.OPENDIR, of(Opcode.OPENDIR), "OK", OpenOut.SIZEOF),
        line(Opcode.OPENDIR, (node, fh) -> of(Opcode.OPENDIR).node(node), "ENOTDIR", 0),
        line(Opcode.READDIR, of(Opcode.READDIR), "EBADF"),
        line(Opcode.RELEASEDIR, of(Opcode.RELEASEDIR), "EBADF"));
  }

  private static List<Arguments> rest() {
    return List.of(
        line(Opcode.INIT, ServedTree.init(7, 40), "OK", InitOut.SIZEOF),
        line(Opcode.DESTROY, of(Opcode.DESTROY), "OK", 0));
  }

  @ParameterizedTest(name = "{index} {0} {2}")
  @MethodSource("table")
  void implemented_isAnsweredRightly(Opcode opcode, Object question, String outcome, int length) {
    long node = served.lookup("/orders");
    long fh = served.openNode(node, ServedTree.O_RDWR).answer().getLong(OpenOut.FH);
    TestRequest request = ((Question) question).with(node, fh);
    assertThat(request.opcode()).isEqualTo(opcode);

    Sent answer = served.device.ask(request).answer();

    assertThat(answer.outcome()).isEqualTo(outcome);
    assertThat(answer.body()).hasSize(length);
  }

  @Test
  void table_hasEachOpcodeThatIsImplemented() {
    Set<Object> inTable = new HashSet<>();
    table().forEach(line -> inTable.add(line.get()[0]));

    assertThat(inTable).containsExactlyInAnyOrderElementsOf(IMPLEMENTED);
  }

  @Test
  void opcodes_haveEachANumberOfTheirOwn() {
    assertThat(Arrays.stream(Opcode.values()).map(Opcode::number)).doesNotHaveDuplicates();
    assertThat(Opcode.values()).allSatisfy(it -> assertThat(Opcode.of(it.number())).isEqualTo(it));
  }

  @Test
  void read_forTheKernelsCache_isRefusedAndReceivesNothing() {
    long fh = served.open("/orders", ServedTree.O_RDWR);
    served.write(fh, "hello");
    TestRequest sendfile = ServedTree.readRequest(fh, 100).put(ReadIn.READ_FLAGS, 0);

    assertThat(served.device.ask(sendfile).outcome()).isEqualTo("EINVAL");
    assertThat(served.read(fh, 100).text()).isEqualTo("hello");
  }

  /** The kernel asks for ever, with MAP_POPULATE, until it believes that the file ends there. */
  @Test
  void read_forTheKernelsCache_askedForAgainAndAgain_endsAndReceivesNothing() {
    long fh = served.open("/orders", ServedTree.O_RDWR);
    served.write(fh, "hello");
    TestRequest page = ServedTree.readRequest(fh, 100).put(ReadIn.READ_FLAGS, 0);
    List<String> outcomes = new ArrayList<>();

    while (outcomes.size() < 1000 && !outcomes.contains("OK")) {
      outcomes.add(served.device.ask(page).outcome());
    }

    assertThat(outcomes).endsWith("OK").hasSizeBetween(10, 100);
    assertThat(served.device.ask(page).outcome()).isEqualTo("EINVAL");
    assertThat(served.read(fh, 100).text()).isEqualTo("hello");
  }

  @Test
  void read_forTheKernelsCache_nowAndThen_isAlwaysRefused() {
    long fh = served.open("/orders", ServedTree.O_RDWR);
    TestRequest sendfile = ServedTree.readRequest(fh, 100).put(ReadIn.READ_FLAGS, 0);

    for (int i = 0; i < 200; i++) {
      assertThat(served.device.ask(sendfile).outcome()).isEqualTo("EINVAL");
      served.read(fh, 100);
    }
  }

  private String writeAt(long fh, long offset, int size) {
    return served
        .device
        .ask(
            TestRequest.of(Opcode.WRITE)
                .putLong(WriteIn.FH, fh)
                .putLong(WriteIn.OFFSET, offset)
                .put(WriteIn.SIZE, size)
                .text("x".repeat(size)))
        .outcome();
  }

  @Test
  void write_atAnyOffset_isAMessage() {
    long fh = served.open("/orders", ServedTree.O_RDWR);

    assertThat(writeAt(fh, 0, 100)).isEqualTo("OK");
    assertThat(writeAt(fh, 100, 100)).isEqualTo("OK");
    assertThat(writeAt(fh, 5000, 100)).isEqualTo("OK");
    assertThat(served.group.stats().depth()).isEqualTo(3);
  }

  @Test
  void write_whereOneOfTheLargestSizeHasEnded_isItsNextPartAndRefused() {
    int part = ServedTree.REQUEST_SIZE.bytes();
    long fh = served.open("/orders", ServedTree.O_RDWR);

    assertThat(writeAt(fh, 0, part)).isEqualTo("EMSGSIZE");
    assertThat(writeAt(fh, part, part)).isEqualTo("EMSGSIZE");
    assertThat(writeAt(fh, 2L * part, 100)).isEqualTo("EMSGSIZE");
    assertThat(writeAt(fh, 2L * part, 100)).isEqualTo("OK");
    assertThat(writeAt(fh, 0, 100)).isEqualTo("OK");
  }
}
