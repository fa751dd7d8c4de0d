package synchmess.tree.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import synchmess.errno.Errno;
import synchmess.errno.ErrnoException;
import synchmess.tree.Node;
import synchmess.tree.TestTree;

class RemovedGroupTest {
  private final TestTree tree = new TestTree();
  private final Node depth = tree.tree.resolve("/ctl/orders/depth");

  private void remove() {
    assertThat(tree.remove()).isEqualTo("0");
  }

  private static void assertRefused(Errno why, ThrowingCallable operation) {
    assertThatThrownBy(operation)
        .isInstanceOf(ErrnoException.class)
        .extracting(refused -> ((ErrnoException) refused).errno())
        .isEqualTo(why);
  }

  @Test
  void attributes_ofWhatIsStillOpen_areRefusedWithEnodev() {
    remove();

    assertRefused(Errno.ENODEV, tree.file::attributes);
    assertRefused(Errno.ENODEV, depth::attributes);
  }

  @Test
  void chmodAndChown_ofWhatIsStillOpen_areRefusedWithEnodev() {
    remove();

    assertThat(tree.change(0600, -1, -1)).isEqualTo("ENODEV");
    assertThat(tree.change(-1, 1, 1)).isEqualTo("ENODEV");
  }

  @Test
  void remove_twice_isRefusedWithEnoent() {
    remove();

    assertRefused(Errno.ENOENT, this::remove);
  }

  @Test
  void names_afterRemoval_areGone() {
    remove();

    assertThat(tree.root().names()).doesNotContain("orders");
    assertThat(tree.root().find("orders")).isNull();
    assertRefused(Errno.ENOENT, () -> tree.tree.resolve("/ctl/orders"));
  }

  @Test
  void find_controlDirectory_isTheSameUntilRemoval() {
    Node before = tree.tree.resolve("/ctl/orders");
    assertThat(tree.tree.resolve("/ctl/orders")).isSameAs(before);

    remove();
    tree.root().create("orders", 0600, TestTree.OWNER);

    assertThat(tree.tree.resolve("/ctl/orders")).isNotSameAs(before);
  }
}
