package synchmess.fuse.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static synchmess.fuse.kernel.ServedTree.O_RDWR;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import synchmess.fuse.kernel.abi.FuseFlags;
import synchmess.fuse.kernel.abi.FuseStructs.Attr;
import synchmess.fuse.kernel.abi.FuseStructs.AttrOut;
import synchmess.fuse.kernel.abi.FuseStructs.EntryOut;
import synchmess.fuse.kernel.abi.FuseStructs.OpenOut;
import synchmess.group.HesitantLedger;

/** What makes, removes or changes a group is answered after the commit, and holds up nobody. */
class LateAnswersTest {
  private static final int ADA = 1234;

  private final HesitantLedger ledger = new HesitantLedger();
  private final ServedTree served = new ServedTree(ledger);

  @AfterEach
  void close() {
    ledger.commitAll();
    served.close();
  }

  /** The one thread has begun with what was asked before, and goes on. */
  private void assertWaits(Asked asked) {
    assertThat(served.lookup(FuseFlags.FUSE_ROOT_ID, "sys").outcome()).isEqualTo("OK");
    assertThat(asked.isAnswered()).isFalse();
  }

  @Test
  void create_isAnsweredAfterTheCommit() {
    Asked create = served.create("new", O_RDWR);
    assertWaits(create);
    assertThat(served.tree.root().find("new")).isNotNull();

    ledger.commitAll();

    long node = create.answer().getLong(EntryOut.NODEID);
    assertThat(node).isEqualTo(served.lookup("/new"));
    assertThat(served.release(create.answer().getLong(EntryOut.SIZEOF + OpenOut.FH)).outcome())
        .isEqualTo("OK");
  }

  @Test
  void mknod_isAnsweredAfterTheCommit() {
    Asked mknod = served.mknod("new");
    assertWaits(mknod);

    ledger.commitAll();

    assertThat(mknod.answer().getLong(EntryOut.NODEID)).isEqualTo(served.lookup("/new"));
  }

  @Test
  void create_removedBeforeTheCommit_leavesNothingOpen() {
    served.tree.opens().setMost(1);
    Asked create = served.create("new", O_RDWR, ADA);
    assertWaits(create);
    Asked unlink = served.unlink("new");
    assertWaits(unlink);

    ledger.commitAll();

    assertThat(create.outcome()).isEqualTo("ENOENT");
    assertThat(unlink.outcome()).isEqualTo("OK");
    Asked another = served.create("another", O_RDWR, ADA);
    assertWaits(another);
    ledger.commitAll();
    assertThat(another.outcome()).isEqualTo("OK");
  }

  @Test
  void unlink_isAnsweredAfterTheCommit() {
    Asked unlink = served.unlink("orders");
    assertWaits(unlink);
    assertThat(served.tree.root().find("orders")).isNull();

    ledger.commitAll();

    assertThat(unlink.outcome()).isEqualTo("OK");
  }

  @Test
  void chmod_isAnsweredAfterTheCommit() {
    Asked chmod = served.chmod(served.lookup("/orders"), 0640);
    assertWaits(chmod);

    ledger.commitAll();

    assertThat(chmod.answer().getInt(AttrOut.ATTR + Attr.MODE)).isEqualTo(0100640);
    assertThat(ledger.heard).isEqualTo(List.of("installed", "changed"));
  }

  @Test
  void peek_isAnsweredAfterTheCommit() {
    long fh = served.open("/ctl/orders/peek", ServedTree.O_RDONLY);
    Asked peek = served.read(fh, 100);
    assertWaits(peek);

    ledger.commitAll();

    assertThat(peek.text()).isEmpty();
  }

  @Test
  void setting_isAnsweredAfterTheCommit() {
    long fh = served.open("/ctl/orders/send_delay", ServedTree.O_WRONLY);
    Asked write = served.write(fh, "5");
    assertWaits(write);

    ledger.commitAll();

    assertThat(write.outcome()).isEqualTo("OK");
  }
}
