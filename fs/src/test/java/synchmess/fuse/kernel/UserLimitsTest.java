package synchmess.fuse.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static synchmess.fuse.kernel.ServedTree.O_RDWR;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import synchmess.fuse.kernel.abi.FuseStructs.OpenIn;
import synchmess.fuse.kernel.abi.FuseStructs.OpenOut;
import synchmess.fuse.kernel.abi.FuseStructs.ReleaseIn;
import synchmess.fuse.kernel.abi.Opcode;
import synchmess.group.ReadMode;
import synchmess.ioctl.Ioctl;

/** A user who has as much as he may gets no more, and nobody else notices. */
class UserLimitsTest {
  private static final int MOUNTER = 1000;
  private static final int ROOT = 0;
  private static final int ADA = 1234;
  private static final int BEN = 5678;
  private static final int MOST = 3;

  private final ServedTree served = new ServedTree();

  @AfterEach
  void close() {
    served.close();
  }

  private Asked open(int uid) {
    long node = served.lookup("/orders");
    return served.device.ask(
        TestRequest.of(Opcode.OPEN).node(node).put(OpenIn.FLAGS, O_RDWR).from(uid));
  }

  private static long fh(Asked opened) {
    return opened.answer().getLong(OpenOut.FH);
  }

  private List<Asked> openAll(int uid) {
    return IntStream.range(0, MOST).mapToObj(i -> open(uid)).toList();
  }

  private Asked openDirectory(int uid) {
    return served.device.ask(TestRequest.of(Opcode.OPENDIR).from(uid));
  }

  @Test
  void open_beyondTheMost_isEmfileToHimAlone() {
    served.tree.opens().setMost(MOST);
    assertThat(openAll(ADA)).extracting(Asked::outcome).containsOnly("OK");

    assertThat(open(ADA).outcome()).isEqualTo("EMFILE");
    assertThat(openDirectory(ADA).outcome()).isEqualTo("EMFILE");
    assertThat(open(BEN).outcome()).isEqualTo("OK");
    assertThat(open(ROOT).outcome()).isEqualTo("OK");
    for (int i = 0; i <= MOST; i++) {
      assertThat(open(MOUNTER).outcome()).isEqualTo("OK");
    }
  }

  @Test
  void create_beyondTheMost_makesNothing() {
    served.tree.opens().setMost(MOST);
    openAll(ADA);

    assertThat(served.create("new", O_RDWR, ADA).outcome()).isEqualTo("EMFILE");
    assertThat(served.tree.root().names()).doesNotContain("new");
  }

  @Test
  void close_makesPlaceForAnother() {
    served.tree.opens().setMost(MOST);
    List<Asked> opened = openAll(ADA);

    assertThat(served.release(fh(opened.get(0))).outcome()).isEqualTo("OK");
    Asked directory = openDirectory(ADA);
    assertThat(directory.outcome()).isEqualTo("OK");
    assertThat(open(ADA).outcome()).isEqualTo("EMFILE");
    served
        .device
        .ask(TestRequest.of(Opcode.RELEASEDIR).putLong(ReleaseIn.FH, fh(directory)))
        .answer();
    assertThat(open(ADA).outcome()).isEqualTo("OK");
  }

  @Test
  void failedOpen_takesNoPlace() {
    served.tree.opens().setMost(MOST);
    long node = served.lookup("/orders");
    served.device.ask(TestRequest.of(Opcode.UNLINK).name("orders")).answer();
    for (int i = 0; i <= MOST; i++) {
      assertThat(served.device.ask(TestRequest.of(Opcode.OPEN).node(node).from(ADA)).outcome())
          .isEqualTo("ENODEV");
      assertThat(served.create("-bad", O_RDWR, ADA).outcome()).isEqualTo("EINVAL");
    }

    assertThat(served.create("orders", O_RDWR, ADA).outcome()).isEqualTo("OK");
  }

  @Test
  void park_beyondTheMost_isEagainToHimAlone() {
    served.tree.blocked().setMost(MOST);
    served.group.settings().setReadMode(ReadMode.BLOCK);
    long fh = fh(open(MOUNTER));
    List<Asked> his = IntStream.range(0, MOST).mapToObj(i -> sleep(fh, ADA)).toList();
    await().until(() -> served.group.stats().sleepers() == MOST);

    assertThat(sleep(fh, ADA).outcome()).isEqualTo("EAGAIN");
    assertThat(read(fh, ADA).outcome()).isEqualTo("EAGAIN");
    assertThat(served.group.stats().readers()).isZero();
    Asked bens = read(fh, BEN);
    Asked roots = read(fh, ROOT);
    await().until(() -> served.group.stats().readers() == 2);
    served.group.send(new byte[] {'b'});
    served.group.send(new byte[] {'r'});
    assertThat(bens.text()).isEqualTo("b");
    assertThat(roots.text()).isEqualTo("r");

    served.interrupt(his.get(0).unique());
    assertThat(his.get(0).outcome()).isEqualTo("EINTR");
    Asked next = sleep(fh, ADA);
    await().until(() -> served.group.stats().sleepers() == MOST);
    served.group.awake();
    assertThat(next.outcome()).isEqualTo("OK");
  }

  private Asked sleep(long fh, int uid) {
    return served.device.ask(ServedTree.ioctlRequest(fh, Ioctl.SLEEP).from(uid));
  }

  private Asked read(long fh, int uid) {
    return served.device.ask(ServedTree.readRequest(fh, 10).from(uid));
  }
}
