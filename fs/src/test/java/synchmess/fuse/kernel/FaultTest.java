package synchmess.fuse.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static synchmess.fuse.kernel.ServedTree.O_RDWR;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import synchmess.fuse.kernel.abi.FuseFlags;
import synchmess.fuse.kernel.abi.FuseStructs.OpenIn;
import synchmess.fuse.kernel.abi.FuseStructs.ReadIn;
import synchmess.fuse.kernel.abi.FuseStructs.WriteIn;
import synchmess.fuse.kernel.abi.Memory;
import synchmess.fuse.kernel.abi.Opcode;
import synchmess.fuse.kernel.operation.Answer;
import synchmess.fuse.kernel.operation.Request;
import synchmess.group.ReadMode;
import synchmess.ioctl.Ioctl;
import synchmess.tree.NodeRule;

/** Whatever is thrown in a request fails that request, and nothing else. */
class FaultTest {
  private static final int FEW_CALLS = 30;
  private static final String ON_PURPOSE = "on purpose";

  private volatile Throwable thrown;
  private final ServedTree served = new ServedTree(this::rule);
  private final CapturedLog log = new CapturedLog();

  @AfterEach
  void close() {
    log.close();
    served.close();
  }

  private NodeRule rule(String name) {
    if (name.equals("faulty")) {
      FaultTest.<RuntimeException>sneak(thrown);
    }
    return NodeRule.NONE;
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void sneak(Throwable any) throws T {
    throw (T) any;
  }

  static List<Throwable> faults() {
    return List.of(
        new StackOverflowError(ON_PURPOSE),
        new LinkageError(ON_PURPOSE),
        new AssertionError(ON_PURPOSE),
        new IllegalStateException(ON_PURPOSE),
        new Exception(ON_PURPOSE));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void fault_isEioToItsCaller(Throwable fault) {
    thrown = fault;

    assertThat(served.create("faulty", O_RDWR).outcome()).isEqualTo("EIO");
    served.assertServes();
  }

  @Test
  void outOfMemory_isEnomemToItsCaller() {
    thrown = new OutOfMemoryError(ON_PURPOSE);

    assertThat(served.create("faulty", O_RDWR).outcome()).isEqualTo("ENOMEM");
    served.assertServes();
  }

  static IntStream calls() {
    return IntStream.range(0, FEW_CALLS);
  }

  /** Wherever the device throws, each request is answered, and no message is lost or doubled. */
  @ParameterizedTest
  @MethodSource("calls")
  void device_throwsOnce_allIsAnsweredAndTheLoopLivesOn(int calls) {
    served.group.settings().setReadMode(ReadMode.BLOCK);
    long fh = served.open("/orders", O_RDWR);
    served.device.failAfter(calls, new OutOfMemoryError(ON_PURPOSE));

    int received = 0;
    for (int i = 0; i < 5; i++) {
      Asked read = served.read(fh, 100);
      served.write(fh, "message").answer();
      served.device.ask(TestRequest.of(Opcode.STATFS)).answer();
      if (!read.isAnswered()) {
        served.interrupt(read.unique());
      }
      received += read.text().equals("message") ? 1 : 0;
    }

    assertThat(served.group.stats().sent()).isEqualTo(5);
    assertThat(received + served.group.stats().depth()).isEqualTo(5);
    await().pollDelay(Duration.ZERO).until(() -> !served.device.willFail());
    assertThat(served.group.stats().readers()).isZero();
    served.group.purge();
    served.assertServes();
  }

  /** An answer whose n-th call throws, but for the sending: that throws nothing. */
  private static final class FaultyAnswer implements Answer {
    private final Memory body = Memory.allocate(ServedTree.REQUEST_SIZE.bytes());
    private int callsBeforeFault;
    private int sendings;
    private int error;

    FaultyAnswer(int callsBeforeFault) {
      this.callsBeforeFault = callsBeforeFault;
    }

    private void step() {
      if (callsBeforeFault-- == 0) {
        throw new OutOfMemoryError(ON_PURPOSE);
      }
    }

    @Override
    public long unique() {
      step();
      return 2;
    }

    @Override
    public long capacity() {
      step();
      return body.size();
    }

    @Override
    public Memory body() {
      step();
      return body;
    }

    @Override
    public boolean send(int error, int length) {
      sendings++;
      this.error = error;
      return true;
    }

    @Override
    public boolean mayPark() {
      step();
      return true;
    }
  }

  private FaultyAnswer dispatch(TestRequest asked, int calls) {
    byte[] bytes = asked.toBytes(2);
    Memory memory = Memory.allocate(bytes.length + 4096);
    memory.putBytes(0, bytes, 0, bytes.length);
    Request request = Request.inOnePiece(memory);
    assertThat(request.read(bytes.length)).isTrue();
    FaultyAnswer answer = new FaultyAnswer(calls);
    served.session.dispatcher().dispatch(request, answer);
    return answer;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void read_answerCannotBeLaidOut_isEnomemAndTheMessageStays(int calls) {
    long fh = served.open("/orders", O_RDWR);
    served.group.send("hello".getBytes(UTF_8));

    FaultyAnswer answer = dispatch(ServedTree.readRequest(fh, 100), calls);

    assertThat(answer.sendings).isEqualTo(1);
    assertThat(answer.error).isIn(0, -12);
    assertThat(served.group.stats().depth()).isEqualTo(answer.error == 0 ? 0 : 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void read_cannotBeParked_isEnomemAndSwallowsNothing(int calls) {
    served.group.settings().setReadMode(ReadMode.BLOCK);
    long fh = served.open("/orders", O_RDWR);

    FaultyAnswer answer = dispatch(ServedTree.readRequest(fh, 100), calls);
    served.group.send("hello".getBytes(UTF_8));

    assertThat(answer.sendings).isEqualTo(1);
    assertThat(answer.error).isIn(0, -12);
    assertThat(served.group.stats().depth()).isEqualTo(answer.error == 0 ? 0 : 1);
    assertThat(served.group.stats().readers()).isZero();
  }

  @Test
  void everyOpcode_answerThrowsAtAnyCall_isAnsweredOnceAndNothingIsThrown() {
    long fh = served.open("/orders", O_RDWR);
    long node = served.lookup("/orders");
    for (Opcode opcode : Opcode.values()) {
      for (int calls = 0; opcode != Opcode.UNKNOWN && calls < 6; calls++) {
        TestRequest asked = TestRequest.of(opcode).node(node).name("x" + calls);
        putHandle(asked, opcode, fh);
        FaultyAnswer answer = dispatch(asked, calls);
        assertThat(answer.sendings).as("%s after %d", opcode, calls).isEqualTo(awaited(opcode));
        if (opcode == Opcode.RELEASE && answer.error == 0) {
          fh = served.open("/orders", O_RDWR);
        }
      }
    }
    served.group.purge();
    served.assertServes();
  }

  private static void putHandle(TestRequest asked, Opcode opcode, long fh) {
    switch (opcode) {
      case READ ->
          asked
              .putLong(ReadIn.FH, fh)
              .put(ReadIn.SIZE, 10)
              .put(ReadIn.READ_FLAGS, FuseFlags.FUSE_READ_LOCKOWNER);
      case WRITE -> asked.putLong(WriteIn.FH, fh).put(WriteIn.SIZE, 1);
      case OPEN -> asked.put(OpenIn.FLAGS, O_RDWR);
      default -> {}
    }
  }

  private static int awaited(Opcode opcode) {
    return Arrays.asList(Opcode.FORGET, Opcode.BATCH_FORGET, Opcode.INTERRUPT, Opcode.NOTIFY_REPLY)
            .contains(opcode)
        ? 0
        : 1;
  }

  @Test
  void sleeper_isAwokenByAThreadWhoseAnswerFails_othersAreAwokenToo() {
    long fh = served.open("/orders", O_RDWR);
    List<Asked> sleepers =
        IntStream.range(0, 3).mapToObj(i -> served.ioctl(fh, Ioctl.SLEEP)).toList();
    await().until(() -> served.group.stats().sleepers() == 3);
    served.device.failAfter(0, new OutOfMemoryError(ON_PURPOSE));

    // Its thread is in the device, waiting, and has not thrown: this one does.
    served.group.awake();

    assertThat(sleepers).extracting(Asked::outcome).containsOnlyOnce("ENOMEM").contains("OK");
    served.assertServes();
  }
}
