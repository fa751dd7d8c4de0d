package synchmess.tree;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import synchmess.errno.Errno;
import synchmess.errno.ErrnoException;
import synchmess.group.DirectGroup;
import synchmess.group.FullPolicy;
import synchmess.owner.Owner;
import synchmess.tree.group.GroupFile;

/** What open files keep, and who owns a file, is told to the storage. */
class MemoryTest {
  private static final int ALICE = 2000;

  private final TestTree tree = new TestTree();

  @ParameterizedTest
  @ValueSource(strings = {"/orders", "/ctl/orders/next", "/ctl/orders/follow"})
  void messageThatAFileKeeps_countsUntilItIsClosed(String path) {
    tree.send("hello");
    long stored = tree.tree.bytes();
    Handle handle = tree.open(path, TestTree.READ);

    TestTree.read(handle, 0, 1);
    assertThat(tree.tree.bytes()).isEqualTo(stored);
    assertThat(tree.group.stats().bytes()).isZero();

    handle.close();
    assertThat(tree.tree.bytes()).isZero();
  }

  @Test
  void restThatIsReadToItsEnd_countsNoMore() {
    tree.send("hello");
    Handle handle = tree.open("/orders");
    TestTree.read(handle, 0, 1);

    assertThat(TestTree.read(handle, 1, 99)).contains("ello");

    assertThat(tree.tree.bytes()).isZero();
    handle.close();
    assertThat(tree.tree.bytes()).isZero();
  }

  @Test
  void follow_keepsTheLastMessageAlone() {
    Handle handle = tree.open("/ctl/orders/follow", TestTree.READ);
    tree.send("one");
    long one = tree.tree.bytes();
    TestTree.read(handle, 0, 99);
    tree.send("two");
    TestTree.read(handle, 3, 99);

    assertThat(tree.tree.bytes()).isEqualTo(one);
  }

  @Test
  void restOfARemovedGroup_countsUntilItsFileIsClosed() {
    tree.send("hello");
    Handle handle = tree.open("/orders");
    TestTree.read(handle, 0, 1);
    tree.remove();
    assertThat(tree.tree.bytes()).isPositive();

    handle.close();

    assertThat(tree.tree.bytes()).isZero();
  }

  @Test
  void spoiledPut_countsNoMore() {
    tree.limits.setMaxMessageSize(4);
    Handle put = tree.open("/ctl/orders/put", new OpenFlags(1));
    TestTree.write(put, "abc".getBytes(UTF_8));
    assertThat(tree.tree.bytes()).isPositive();

    assertRefused(Errno.EMSGSIZE, () -> TestTree.write(put, "de".getBytes(UTF_8)));

    assertThat(tree.tree.bytes()).isZero();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void batchWithoutRoomInTheMount_isRefused(boolean block) {
    tree.group.settings().setFullPolicy(block ? FullPolicy.BLOCK : FullPolicy.FAIL);
    Handle batch = tree.open("/ctl/orders/batch");
    byte[] frames = {1, 0, 0, 0, 'a', 1, 0, 0, 0, 'b'};
    tree.limits.setMaxTotalSize(150);

    assertRefused(Errno.ENOSPC, () -> TestTree.write(batch, frames));

    assertThat(tree.tree.bytes()).isZero();
    assertThat(tree.group.stats().rejected()).isEqualTo(1);
  }

  @Test
  void chown_movesWhatTheGroupTakes() {
    tree.send("hello");
    tree.limits.setMaxTotalSizePerUser(1);
    tree.change(-1, ALICE, -1);
    assertRefused(Errno.ENOSPC, () -> tree.send("hello"));

    tree.change(-1, -1, ALICE);
    assertRefused(Errno.ENOSPC, () -> tree.send("hello"));

    tree.change(-1, TestTree.OWNER.uid(), -1);
    tree.send("hello");
  }

  @Test
  void numberedGroup_countsAsTheMountOwnersWhoeverInstallsIt() {
    tree.limits.setMaxTotalSizePerUser(1);
    Owner alice = new Owner(ALICE, ALICE);

    File named = tree.root().create("alices", 0600, alice);
    File numbered = tree.root().create("synchmess1", 0600, alice);

    assertRefused(
        Errno.ENOSPC, () -> new DirectGroup(((GroupFile) named).group()).send(new byte[1]));
    new DirectGroup(((GroupFile) numbered).group()).send(new byte[1]);
  }

  @Test
  void maxTotalSizePerUser_showsHalfOfTheTotalUntilItIsSet() {
    tree.limits.setMaxTotalSize(1000);
    String path = "/sys/max_total_size_per_user";
    assertThat(TestTree.read(tree.open(path), 0, 99)).contains("500");

    TestTree.write(tree.open(path), "70\n".getBytes(UTF_8));
    assertThat(TestTree.read(tree.open(path), 0, 99)).contains("70");
    assertRefused(Errno.EINVAL, () -> TestTree.write(tree.open(path), "-1\n".getBytes(UTF_8)));

    TestTree.write(tree.open(path), "\n".getBytes(UTF_8));
    assertThat(TestTree.read(tree.open(path), 0, 99)).contains("500");
  }

  private static void assertRefused(Errno why, Runnable call) {
    ErrnoException refused = catchThrowableOfType(ErrnoException.class, call::run);
    assertThat(refused).isNotNull();
    assertThat(refused.errno()).isEqualTo(why);
  }
}
