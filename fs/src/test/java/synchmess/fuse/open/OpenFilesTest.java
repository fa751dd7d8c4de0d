package synchmess.fuse.open;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import synchmess.errno.Errno;
import synchmess.errno.ErrnoException;
import synchmess.owner.Owner;
import synchmess.tree.Node;
import synchmess.tree.OpenFlags;
import synchmess.tree.PollableHandle;
import synchmess.tree.TestTree;
import synchmess.tree.UserShares;

class OpenFilesTest {
  private static final int MOST = 2;
  private static final Owner ALICE = new Owner(2000, 2000);

  private final TestTree tree = new TestTree();
  private final OpenFiles open = new OpenFiles(new UserShares(TestTree.OWNER.uid(), MOST));

  private long open() {
    return open.open(() -> tree.file, TestTree.BLOCKING, ALICE, 0);
  }

  private static void assertRefused(Errno why, Runnable attempt) {
    assertThatThrownBy(attempt::run)
        .isInstanceOfSatisfying(
            ErrnoException.class, refused -> assertThat(refused.errno()).isEqualTo(why));
  }

  @Test
  void open_isKnownByItsNumberUntilItIsReleased() {
    long number = open();

    assertThat(open.file(number).handle().file()).isSameAs(tree.file);
    assertThat(open.file(number).opener()).isEqualTo(ALICE);
    assertThat(open.file(number).flags()).isEqualTo(new OpenFlags(TestTree.BLOCKING.bits()));

    open.release(number);
    assertRefused(Errno.EBADF, () -> open.file(number));
    assertRefused(Errno.EBADF, () -> open.release(number));
  }

  @Test
  void open_asManyAsTheUserMay_theNextIsEmfileAndNothingIsMade() {
    open();
    open.openDirectory(tree.tree.root(), ALICE);

    assertRefused(
        Errno.EMFILE,
        () ->
            open.open(
                () -> {
                  throw new AssertionError("made");
                },
                TestTree.BLOCKING,
                ALICE,
                0));
    assertRefused(Errno.EMFILE, () -> open.openDirectory(tree.tree.root(), ALICE));
  }

  @Test
  void open_thatFails_takesNoPlace() {
    Node directory = tree.tree.root();
    for (int i = 0; i <= MOST; i++) {
      assertRefused(Errno.EISDIR, () -> open.open(() -> directory, TestTree.BLOCKING, ALICE, 0));
      assertRefused(Errno.ENOTDIR, () -> open.openDirectory(tree.file, ALICE));
    }

    open();
    open();
  }

  @Test
  void release_givesThePlaceBack() {
    for (int i = 0; i <= MOST; i++) {
      open.release(open());
      open.releaseDirectory(open.openDirectory(tree.tree.root(), ALICE));
    }
  }

  private static final class Recorded implements Poller {
    private final List<String> heard;

    Recorded(List<String> heard) {
      this.heard = heard;
    }

    @Override
    public void changed() {
      heard.add("changed");
    }

    @Override
    public void release() {
      heard.add("released");
    }
  }

  @Test
  void poll_again_releasesThePollerOfBefore() {
    OpenFile file = open.file(open());
    PollableHandle pollable = (PollableHandle) file.handle();
    List<String> first = new ArrayList<>();
    List<String> second = new ArrayList<>();

    file.poll(pollable, new Recorded(first));
    file.poll(pollable, new Recorded(second));
    tree.send("a");

    assertThat(first).containsExactly("released");
    assertThat(second).containsExactly("changed");
  }

  @Test
  void release_whileSomebodyPolls_releasesThePoller() {
    long number = open();
    OpenFile file = open.file(number);
    List<String> heard = new ArrayList<>();
    file.poll((PollableHandle) file.handle(), new Recorded(heard));

    open.release(number);
    tree.send("a");

    assertThat(heard).containsExactly("released");
  }
}
