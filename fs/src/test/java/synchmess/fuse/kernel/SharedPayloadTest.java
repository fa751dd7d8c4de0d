package synchmess.fuse.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static synchmess.fuse.kernel.ServedTree.O_RDWR;

import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import synchmess.fuse.kernel.abi.FuseFlags;
import synchmess.fuse.kernel.abi.FuseStructs.CreateIn;
import synchmess.fuse.kernel.abi.FuseStructs.EntryOut;
import synchmess.fuse.kernel.abi.FuseStructs.InHeader;
import synchmess.fuse.kernel.abi.FuseStructs.IoctlIn;
import synchmess.fuse.kernel.abi.FuseStructs.IoctlOut;
import synchmess.fuse.kernel.abi.FuseStructs.MknodIn;
import synchmess.fuse.kernel.abi.FuseStructs.OpenOut;
import synchmess.fuse.kernel.abi.FuseStructs.WriteIn;
import synchmess.fuse.kernel.abi.FuseStructs.WriteOut;
import synchmess.fuse.kernel.abi.Memory;
import synchmess.fuse.kernel.abi.Opcode;
import synchmess.fuse.kernel.operation.Answer;
import synchmess.fuse.kernel.operation.Request;
import synchmess.group.DirectGroup;
import synchmess.group.ReadMode;
import synchmess.ioctl.GroupT;
import synchmess.ioctl.Ioctl;
import synchmess.tree.group.GroupFile;

/** Requests as rings carry them: the answer goes where the request's payload is. */
class SharedPayloadTest {
  private static final int S_IFREG = 0100000;

  private final ServedTree served = new ServedTree();
  private final Memory headers = Memory.allocate(InHeader.SIZEOF + 128);
  private final Memory payload = Memory.allocate(ServedTree.REQUEST_SIZE.bytes());
  private Sent answer;

  /** Whether the place of an answer was asked for: a ring's entry then keeps its memory. */
  private boolean begun;

  @AfterEach
  void close() {
    served.close();
  }

  /** An answer like a ring's entry. */
  private final class EntryAnswer implements Answer {
    @Override
    public long unique() {
      return headers.getLong(InHeader.UNIQUE);
    }

    @Override
    public long capacity() {
      return payload.size();
    }

    @Override
    public Memory body() {
      begun = true;
      return payload;
    }

    @Override
    public boolean send(int error, int length) {
      assertThat(answer).as("an answer before").isNull();
      answer = new Sent(error, payload.getBytes(0, length), false);
      return true;
    }

    @Override
    public boolean mayPark() {
      return true;
    }
  }

  private Sent ask(TestRequest request) {
    send(request);
    assertThat(answer).as("the answer to %s", request.opcode()).isNotNull();
    return answer;
  }

  private void send(TestRequest request) {
    byte[] bytes = request.toBytes(served.device.nextUnique());
    int argumentEnd = InHeader.SIZEOF + request.opcode().argumentSize();
    headers.putBytes(0, bytes, 0, argumentEnd);
    payload.putBytes(0, bytes, argumentEnd, bytes.length - argumentEnd);
    Request its = Request.inTwoPieces(headers, InHeader.SIZEOF, payload);
    its.arrived(bytes.length - argumentEnd);
    answer = null;
    begun = false;
    served.session.dispatcher().dispatch(its, new EntryAnswer());
  }

  private DirectGroup group(String name) {
    return new DirectGroup(((GroupFile) served.tree.root().find(name)).group());
  }

  @Test
  void lookup_thenOpenWriteAndRead_carryTheirData() {
    Sent entry = ask(TestRequest.of(Opcode.LOOKUP).name("orders"));
    long node = entry.getLong(EntryOut.NODEID);
    long fh = ask(TestRequest.of(Opcode.OPEN).node(node).put(0, O_RDWR)).getLong(OpenOut.FH);

    TestRequest write =
        TestRequest.of(Opcode.WRITE).putLong(WriteIn.FH, fh).put(WriteIn.SIZE, 5).text("hello");

    assertThat(ask(write).getInt(WriteOut.SIZE)).isEqualTo(5);
    assertThat(ask(ServedTree.readRequest(fh, 100)).text()).isEqualTo("hello");
  }

  @Test
  void readThatWaits_needsNoPlaceForItsAnswerYet() {
    group("orders").settings().setReadMode(ReadMode.BLOCK);
    long node = ask(TestRequest.of(Opcode.LOOKUP).name("orders")).getLong(EntryOut.NODEID);
    long fh = ask(TestRequest.of(Opcode.OPEN).node(node).put(0, O_RDWR)).getLong(OpenOut.FH);

    send(ServedTree.readRequest(fh, 100));

    assertThat(answer).isNull();
    assertThat(begun).isFalse();
  }

  @Test
  void create_usesTheNameBeforeItIsOverwritten() {
    TestRequest create =
        TestRequest.of(Opcode.CREATE).put(CreateIn.MODE, S_IFREG | 0644).name("made-by-create");

    Sent created = ask(create);

    assertThat(created.outcome()).isEqualTo("OK");
    assertThat(group("made-by-create").name()).isEqualTo("made-by-create");
    assertThat(ask(TestRequest.of(Opcode.LOOKUP).name("made-by-create")).getLong(EntryOut.NODEID))
        .isEqualTo(created.getLong(EntryOut.NODEID));
  }

  @Test
  void mknod_usesTheNameBeforeItIsOverwritten() {
    TestRequest mknod =
        TestRequest.of(Opcode.MKNOD).put(MknodIn.MODE, S_IFREG | 0644).name("made-by-mknod");

    assertThat(ask(mknod).outcome()).isEqualTo("OK");
    assertThat(group("made-by-mknod").name()).isEqualTo("made-by-mknod");
  }

  @Test
  void ioctl_handsItsArgumentBack() {
    long master = ask(TestRequest.of(Opcode.LOOKUP).name("synchmess")).getLong(EntryOut.NODEID);
    long fh = ask(TestRequest.of(Opcode.OPEN).node(master)).getLong(OpenOut.FH);
    byte[] argument = new byte[GroupT.SIZE];
    TestRequest.in(argument).putInt(0, 7);
    TestRequest install =
        ServedTree.ioctlRequest(fh, Ioctl.INSTALL_GROUP)
            .put(IoctlIn.IN_SIZE, GroupT.SIZE)
            .put(IoctlIn.OUT_SIZE, GroupT.SIZE)
            .bytes(argument);

    Sent installed = ask(install);

    assertThat(installed.body()).hasSize(IoctlOut.SIZEOF + GroupT.SIZE);
    assertThat(installed.getInt(IoctlOut.SIZEOF)).isEqualTo(7);
    assertThat(pathIn(installed)).isEqualTo("/m/synchmess7");
  }

  private static String pathIn(Sent installed) {
    int from = IoctlOut.SIZEOF + Integer.BYTES;
    byte[] path = Arrays.copyOfRange(installed.body(), from, installed.body().length);
    String text = new String(path, UTF_8);
    return text.substring(0, text.indexOf('\0'));
  }

  @Test
  void nameWithoutItsEnd_isRefused_thoughMemoryGoesOn() {
    assertThat(ask(TestRequest.of(Opcode.LOOKUP).text("orders")).outcome()).isEqualTo("EINVAL");
    assertThat(ask(TestRequest.of(Opcode.LOOKUP).node(FuseFlags.FUSE_ROOT_ID)).outcome())
        .isEqualTo("EINVAL");
  }
}
