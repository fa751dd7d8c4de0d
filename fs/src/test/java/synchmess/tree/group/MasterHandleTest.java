package synchmess.tree.group;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import synchmess.errno.Errno;
import synchmess.errno.ErrnoException;
import synchmess.ioctl.GroupT;
import synchmess.ioctl.Ioctl;
import synchmess.tree.IoctlHandle;
import synchmess.tree.RecordedReply;
import synchmess.tree.TestTree;

/** What IOCTL_INSTALL_GROUP hands back. */
class MasterHandleTest {
  private static final int POINTER_SIZE = 8;

  private static byte[] descriptor(int number, int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.nativeOrder()).putInt(0, number).array();
  }

  private static void install(TestTree tree, byte[] argument) {
    IoctlHandle master = (IoctlHandle) tree.open("/synchmess");
    master.ioctl(Ioctl.INSTALL_GROUP, argument, new RecordedReply());
  }

  private static void assertRefused(TestTree tree, byte[] argument, Errno why) {
    assertThatThrownBy(() -> install(tree, argument))
        .isInstanceOfSatisfying(
            ErrnoException.class, refused -> assertThat(refused.errno()).isEqualTo(why));
    assertThat(tree.root().names()).noneMatch(name -> name.endsWith("7"));
  }

  @Test
  void install_pathOf255Bytes_isHandedBack() {
    TestTree tree = new TestTree("/" + "m".repeat(243));
    byte[] argument = descriptor(7, GroupT.SIZE);

    install(tree, argument);
    assertThat(new String(argument, 4, 256, UTF_8))
        .isEqualTo("/" + "m".repeat(243) + "/synchmess7\0");
  }

  @Test
  void install_pathOf256Bytes_isENAMETOOLONGAndInstallsNothing() {
    TestTree tree = new TestTree("/" + "m".repeat(244));

    assertRefused(tree, descriptor(7, GroupT.SIZE), Errno.ENAMETOOLONG);
  }

  @Test
  void install_ofAPointersSize_isEOPNOTSUPPAndInstallsNothing() {
    assertRefused(new TestTree("/m"), descriptor(7, POINTER_SIZE), Errno.EOPNOTSUPP);
  }
}
