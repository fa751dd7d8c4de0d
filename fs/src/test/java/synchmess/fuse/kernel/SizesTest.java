package synchmess.fuse.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static synchmess.fuse.kernel.abi.FuseFlags.FOPEN_DIRECT_IO;
import static synchmess.fuse.kernel.abi.FuseFlags.FOPEN_PARALLEL_DIRECT_WRITES;
import static synchmess.fuse.kernel.abi.FuseFlags.FOPEN_STREAM;

import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import synchmess.fuse.kernel.abi.FuseFlags;
import synchmess.fuse.kernel.abi.FuseStructs.Attr;
import synchmess.fuse.kernel.abi.FuseStructs.AttrOut;
import synchmess.fuse.kernel.abi.FuseStructs.EntryOut;
import synchmess.fuse.kernel.abi.FuseStructs.GetattrIn;
import synchmess.fuse.kernel.abi.FuseStructs.NotifyInvalInodeOut;
import synchmess.fuse.kernel.abi.FuseStructs.OpenOut;
import synchmess.fuse.kernel.abi.FuseStructs.SetattrIn;
import synchmess.fuse.kernel.abi.Opcode;

/** The kernel believes files large, so that writers run side by side; users see them empty. */
class SizesTest {
  private static final long LARGE = 1_000_000_000_000L;

  private final ServedTree served = new ServedTree();

  @AfterEach
  void close() {
    served.close();
  }

  private long sizeAtLookup(String parent, String name) {
    long node = parent.isEmpty() ? FuseFlags.FUSE_ROOT_ID : served.lookup(parent);
    return served.lookup(node, name).answer().getLong(EntryOut.ATTR + Attr.SIZE);
  }

  @Test
  void lookup_ofAFile_saysLarge() {
    assertThat(sizeAtLookup("", "orders")).isEqualTo(LARGE);
    assertThat(sizeAtLookup("", "synchmess")).isEqualTo(LARGE);
    assertThat(sizeAtLookup("/ctl/orders", "depth")).isEqualTo(LARGE);
    assertThat(sizeAtLookup("/ctl/orders", "batch")).isEqualTo(LARGE);
  }

  @Test
  void lookup_ofADirectory_saysEmpty() {
    assertThat(sizeAtLookup("", "ctl")).isZero();
    assertThat(sizeAtLookup("/ctl", "orders")).isZero();
  }

  @Test
  void entry_isNotToBeKept() {
    Sent entry = served.lookup(FuseFlags.FUSE_ROOT_ID, "orders").answer();

    byte[] validities = Arrays.copyOfRange(entry.body(), 8, EntryOut.ATTR);
    assertThat(validities).containsOnly(0);
  }

  @Test
  void create_saysLarge() {
    Sent entry = served.create("new", ServedTree.O_RDWR).answer();

    assertThat(entry.getLong(EntryOut.ATTR + Attr.SIZE)).isEqualTo(LARGE);
  }

  @Test
  void setattr_saysLarge_whateverSizeIsSet() {
    int fattrSize = 1 << 3;
    TestRequest truncate =
        TestRequest.of(Opcode.SETATTR)
            .node(served.lookup("/orders"))
            .put(SetattrIn.VALID, fattrSize)
            .putLong(SetattrIn.SIZE, 5);

    Sent attr = served.device.ask(truncate).answer();

    assertThat(attr.getLong(AttrOut.ATTR + Attr.SIZE)).isEqualTo(LARGE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/orders", "/synchmess", "/ctl/orders/depth"})
  void getattr_ofAFile_saysEmpty_andHasTheKernelForgetItJustBefore(String path) {
    long node = served.lookup(path);
    int[] toldBefore = new int[1];
    served.device.refuse(
        (unique, length) -> {
          toldBefore[0] = served.device.notifications();
          return false;
        });

    Sent attr = served.device.ask(TestRequest.of(Opcode.GETATTR).node(node)).answer();

    assertThat(attr.getLong(AttrOut.ATTR + Attr.SIZE)).isZero();
    assertThat(toldBefore[0]).isEqualTo(1);
    assertThat(served.device.takeNotifications())
        .singleElement()
        .satisfies(
            told -> {
              assertThat(told.code()).isEqualTo(FuseFlags.FUSE_NOTIFY_INVAL_INODE);
              assertThat(told.body()).hasSize(NotifyInvalInodeOut.SIZEOF);
              assertThat(told.getLong(NotifyInvalInodeOut.INO)).isEqualTo(node);
              assertThat(told.getLong(NotifyInvalInodeOut.OFF)).isEqualTo(-1);
              assertThat(told.getLong(NotifyInvalInodeOut.LEN)).isZero();
            });
  }

  private void assertEmptyAndTellsNothing(TestRequest getattr) {
    Sent attr = served.device.ask(getattr).answer();

    assertThat(attr.getLong(AttrOut.ATTR + Attr.SIZE)).isZero();
    assertThat(served.device.takeNotifications()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/ctl", "/ctl/orders"})
  void getattr_ofADirectory_saysEmptyAndTellsNothing(String path) {
    assertEmptyAndTellsNothing(TestRequest.of(Opcode.GETATTR).node(served.lookup(path)));
  }

  @Test
  void getattr_forSeekEnd_saysEmptyAndTellsNothing() {
    assertEmptyAndTellsNothing(
        TestRequest.of(Opcode.GETATTR)
            .node(served.lookup("/orders"))
            .put(GetattrIn.GETATTR_FLAGS, FuseFlags.FUSE_GETATTR_FH));
  }

  @ParameterizedTest
  @CsvSource({
    "/orders, 0, 0x41",
    "/orders, 1, 0x51",
    "/orders, 2, 0x51",
    "/ctl/orders/batch, 2, 0x51",
    "/ctl/orders/depth, 0, 0x41",
    "/ctl/orders/send_delay, 2, 0x41",
    "/synchmess, 0, 0x41"
  })
  void openFlags_areDirectAndParallel_andStreamWhereMessagesAreWritten(
      String path, int flags, int expected) {
    Sent opened = served.openNode(served.lookup(path), flags).answer();

    assertThat(opened.getInt(OpenOut.OPEN_FLAGS)).isEqualTo(expected);
    assertThat(expected & ~FOPEN_STREAM).isEqualTo(FOPEN_DIRECT_IO | FOPEN_PARALLEL_DIRECT_WRITES);
  }

  @Test
  void openFlags_ofCreate_areThoseOfOpen() {
    Sent created = served.create("new", ServedTree.O_WRONLY).answer();

    assertThat(created.getInt(EntryOut.SIZEOF + OpenOut.OPEN_FLAGS)).isEqualTo(0x51);
  }
}
