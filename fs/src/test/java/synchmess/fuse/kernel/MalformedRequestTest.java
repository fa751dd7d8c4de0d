package synchmess.fuse.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import synchmess.fuse.kernel.abi.FuseFlags;
import synchmess.fuse.kernel.abi.FuseStructs.BatchForgetIn;
import synchmess.fuse.kernel.abi.FuseStructs.CreateIn;
import synchmess.fuse.kernel.abi.FuseStructs.EntryOut;
import synchmess.fuse.kernel.abi.FuseStructs.InHeader;
import synchmess.fuse.kernel.abi.FuseStructs.InitIn;
import synchmess.fuse.kernel.abi.FuseStructs.IoctlIn;
import synchmess.fuse.kernel.abi.FuseStructs.MknodIn;
import synchmess.fuse.kernel.abi.FuseStructs.OpenOut;
import synchmess.fuse.kernel.abi.FuseStructs.ReadIn;
import synchmess.fuse.kernel.abi.FuseStructs.WriteIn;
import synchmess.fuse.kernel.abi.Opcode;
import synchmess.ioctl.Ioctl;

/** What no kernel sends: it ends in a line of the log and an error, and the next is served. */
class MalformedRequestTest {
  private static final int O_RDWR = ServedTree.O_RDWR;

  private final CapturedLog log = new CapturedLog();
  private final ServedTree served = new ServedTree();

  @AfterEach
  void close() {
    try (log) {
      served.close();
    }
  }

  private static boolean isAwaited(Opcode opcode) {
    return !List.of(Opcode.FORGET, Opcode.BATCH_FORGET, Opcode.INTERRUPT, Opcode.NOTIFY_REPLY)
        .contains(opcode);
  }

  private Asked ask(byte[] bytes, long unique, Opcode opcode) {
    return served.device.ask(bytes, unique, isAwaited(opcode));
  }

  /** It was answered with EINVAL, or not at all where no answer is awaited; and logged. */
  private void assertRefused(Asked asked, Opcode opcode) {
    if (isAwaited(opcode)) {
      assertThat(asked.outcome()).isEqualTo("EINVAL");
    }
    served.assertServes();
    assertThat(log.toString()).contains("a malformed request").doesNotContain("request failed");
  }

  // ----------------------------------------------------------------------------- lengths

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 39})
  void shorterThanAHeader_isLogged(int length) {
    served.device.ask(new byte[length], 0, false);

    served.assertServes();
    assertThat(log.toString()).contains("a malformed request of " + length + " bytes");
  }

  @ParameterizedTest
  @EnumSource
  void lengthThatDisagrees_isRefused(Opcode opcode) {
    long unique = served.device.nextUnique();
    byte[] bytes = TestRequest.of(opcode).bytes(new byte[8]).toBytes(unique);
    TestRequest.in(bytes).putInt(InHeader.LEN, bytes.length + 1);

    assertRefused(ask(bytes, unique, opcode), opcode);
  }

  static Stream<Opcode> opcodesWithAStructure() {
    return Arrays.stream(Opcode.values()).filter(opcode -> opcode.argumentSize() > 0);
  }

  @ParameterizedTest
  @MethodSource("opcodesWithAStructure")
  void shorterThanItsStructure_isRefused(Opcode opcode) {
    long unique = served.device.nextUnique();
    TestRequest request = TestRequest.of(opcode).argumentSize(opcode.argumentSize() - 1);

    assertRefused(ask(request.toBytes(unique), unique, opcode), opcode);
  }

  // ----------------------------------------------------------------------------- payloads

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 1 << 28, Integer.MAX_VALUE})
  void batchForget_ofMoreThanItNames_isRefused(int count) {
    TestRequest request =
        TestRequest.of(Opcode.BATCH_FORGET).put(BatchForgetIn.COUNT, count).bytes(new byte[15]);

    assertRefused(served.device.ask(request), Opcode.BATCH_FORGET);
  }

  @ParameterizedTest
  @ValueSource(ints = {6, 1 << 20, Integer.MAX_VALUE, -1, Integer.MIN_VALUE})
  void write_ofMoreThanItCarries_isRefusedAndSendsNothing(int size) {
    long fh = served.open("/orders", O_RDWR);
    TestRequest request =
        TestRequest.of(Opcode.WRITE).putLong(WriteIn.FH, fh).put(WriteIn.SIZE, size).text("hello");

    assertThat(served.device.ask(request).outcome()).isEqualTo("EINVAL");
    assertThat(served.group.stats().depth()).isZero();
    assertRefused(served.device.ask(request), Opcode.WRITE);
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 1 << 20, -1})
  void ioctl_ofMoreThanItCarries_isRefused(int size) {
    long fh = served.open("/orders", O_RDWR);
    TestRequest request =
        ServedTree.ioctlRequest(fh, Ioctl.SET_SEND_DELAY).put(IoctlIn.IN_SIZE, size).text("hal");

    assertRefused(served.device.ask(request), Opcode.IOCTL);
  }

  @ParameterizedTest
  @ValueSource(ints = {1 << 20, Integer.MAX_VALUE, -1, Integer.MIN_VALUE})
  void ioctl_thatWantsMoreThanFits_isRefused(int size) {
    long fh = served.open("/orders", O_RDWR);
    TestRequest request = ServedTree.ioctlRequest(fh, Ioctl.AWAKE).put(IoctlIn.OUT_SIZE, size);

    assertRefused(served.device.ask(request), Opcode.IOCTL);
  }

  @ParameterizedTest
  @ValueSource(ints = {1 << 20, Integer.MAX_VALUE, -1, Integer.MIN_VALUE})
  void read_ofMoreThanFits_isRefusedAndReceivesNothing(int size) {
    served.group.send("hello".getBytes(UTF_8));
    long fh = served.open("/orders", O_RDWR);

    assertThat(served.read(fh, size).outcome()).isEqualTo("EINVAL");

    assertThat(served.read(fh, 100).text()).isEqualTo("hello");
    assertRefused(served.read(fh, size), Opcode.READ);
  }

  @ParameterizedTest
  @ValueSource(ints = {1 << 20, Integer.MAX_VALUE, -1, Integer.MIN_VALUE})
  void readdir_ofMoreThanFits_isRefused(int size) {
    long fh = served.device.ask(TestRequest.of(Opcode.OPENDIR)).answer().getLong(OpenOut.FH);
    TestRequest request =
        TestRequest.of(Opcode.READDIR).putLong(ReadIn.FH, fh).put(ReadIn.SIZE, size);

    assertRefused(served.device.ask(request), Opcode.READDIR);
  }

  @Test
  void readdir_fromANegativeOffset_isRefused() {
    long fh = served.device.ask(TestRequest.of(Opcode.OPENDIR)).answer().getLong(OpenOut.FH);
    TestRequest request =
        TestRequest.of(Opcode.READDIR)
            .putLong(ReadIn.FH, fh)
            .putLong(ReadIn.OFFSET, -1)
            .put(ReadIn.SIZE, 4096);

    assertRefused(served.device.ask(request), Opcode.READDIR);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/orders", "/ctl/orders/next", "/ctl/orders/depth", "/sys/stats"})
  void read_fromANegativeOffset_isRefusedAndReceivesNothing(String path) {
    served.group.send("hello".getBytes(UTF_8));
    long fh = served.open(path, ServedTree.O_RDONLY);
    TestRequest request = ServedTree.readRequest(fh, 100).putLong(ReadIn.OFFSET, -1);

    assertThat(served.device.ask(request).outcome()).isEqualTo("EINVAL");

    assertThat(served.read(served.open("/orders", O_RDWR), 100).text()).isEqualTo("hello");
    assertRefused(served.device.ask(request), Opcode.READ);
  }

  @ParameterizedTest
  @EnumSource(names = {"LOOKUP", "UNLINK", "MKNOD", "CREATE"})
  void nameWithoutItsEnd_isRefused(Opcode opcode) {
    TestRequest request = TestRequest.of(opcode).text("orders");
    if (opcode == Opcode.MKNOD) {
      request.put(MknodIn.MODE, 0100666);
    } else if (opcode == Opcode.CREATE) {
      request.put(CreateIn.MODE, 0100666);
    }

    assertRefused(served.device.ask(request), opcode);
  }

  @ParameterizedTest
  @EnumSource(names = {"LOOKUP", "UNLINK"})
  void noNameAtAll_isRefused(Opcode opcode) {
    assertRefused(served.device.ask(TestRequest.of(opcode)), opcode);
  }

  @Test
  void init_thatSaysItIsLongerThanItIs_isRefused() {
    TestRequest request = ServedTree.init(7, 35).put(InitIn.FLAGS, FuseFlags.FUSE_INIT_EXT);

    assertRefused(served.device.ask(request), Opcode.INIT);
  }

  // --------------------------------------------------------------------------------- chance

  private static final int ROUNDS = 20_000;

  /** Well-headed requests of every kind, with anything in them: each is answered once. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void randomRequests_areEachAnsweredOnce(long seed) {
    Random random = new Random(seed);
    Opcode[] opcodes = Opcode.values();
    long fh = served.open("/orders", O_RDWR);
    for (int i = 0; i < ROUNDS; i++) {
      TestRequest request =
          TestRequest.of(opcodes[random.nextInt(opcodes.length)]).node(random.nextInt(6));
      byte[] argument = new byte[request.opcode().argumentSize()];
      random.nextBytes(argument);
      byte[] payload = new byte[random.nextInt(100)];
      random.nextBytes(payload);
      byte[] bytes = request.bytes(payload).toBytes(served.device.nextUnique());
      System.arraycopy(argument, 0, bytes, InHeader.SIZEOF, argument.length);
      if (argument.length >= Long.BYTES && random.nextBoolean()) {
        TestRequest.in(bytes).putLong(InHeader.SIZEOF, fh);
      }
      ask(bytes, TestRequest.in(bytes).getLong(InHeader.UNIQUE), request.opcode());
    }

    assertThat(served.device.ask(TestRequest.of(Opcode.STATFS)).outcome()).isEqualTo("OK");
    served.group.awake();
    served.group.purge();
    assertThat(served.device.awaiting()).isZero();
    assertStillServes();
  }

  /** Bytes without any order: what is long enough to have a number is answered or not. */
  @ParameterizedTest
  @ValueSource(longs = {4, 5})
  void randomBytes_harmNothing(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < ROUNDS; i++) {
      byte[] bytes = new byte[1 + random.nextInt(200)];
      random.nextBytes(bytes);
      long unique = bytes.length < InHeader.SIZEOF ? 0 : served.device.nextUnique();
      boolean awaited = unique != 0;
      if (awaited) {
        TestRequest.in(bytes).putLong(InHeader.UNIQUE, unique);
        TestRequest.in(bytes).putInt(InHeader.OPCODE, Opcode.LOOKUP.number());
      }
      served.device.ask(bytes, unique, awaited);
    }

    assertStillServes();
    assertThat(served.device.awaiting()).isZero();
  }

  /** Whatever was removed or switched by chance, a new group serves; and nothing went wrong. */
  private void assertStillServes() {
    Sent created = served.create("fresh", O_RDWR).answer();
    assertThat(created.outcome()).isEqualTo("OK");
    long fh = created.getLong(EntryOut.SIZEOF + OpenOut.FH);
    assertThat(served.write(fh, "hello").outcome()).isEqualTo("OK");
    assertThat(served.read(fh, 100).text()).isEqualTo("hello");
    assertThat(log.toString()).doesNotContain("request failed");
  }
}
