package synchmess.fuse.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import synchmess.fuse.kernel.abi.FuseStructs;
import synchmess.fuse.kernel.abi.FuseStructs.BatchForgetIn;
import synchmess.fuse.kernel.abi.FuseStructs.EntryOut;
import synchmess.fuse.kernel.abi.FuseStructs.ForgetIn;
import synchmess.fuse.kernel.abi.FuseStructs.ForgetOne;
import synchmess.fuse.kernel.abi.Opcode;
import synchmess.group.FullPolicy;

/** By which numbers the kernel knows what it has looked up. */
class NodesTest {
  private static final int ROOT = 1;
  private static final int ST_INO = EntryOut.ATTR + FuseStructs.Attr.INO;

  private final ServedTree served = new ServedTree();

  @AfterEach
  void close() {
    served.close();
  }

  private Sent lookup(String name) {
    return served.lookup(ROOT, name).answer();
  }

  private void forget(long node, long lookups) {
    served.device.ask(TestRequest.of(Opcode.FORGET).node(node).putLong(ForgetIn.NLOOKUP, lookups));
  }

  private void batchForget(List<Long> nodes) {
    byte[] forgets = new byte[nodes.size() * ForgetOne.SIZEOF];
    for (int i = 0; i < nodes.size(); i++) {
      int at = i * ForgetOne.SIZEOF;
      TestRequest.in(forgets)
          .putLong(at + ForgetOne.NODEID, nodes.get(i))
          .putLong(at + ForgetOne.NLOOKUP, 1);
    }
    served.device.ask(
        TestRequest.of(Opcode.BATCH_FORGET).put(BatchForgetIn.COUNT, nodes.size()).bytes(forgets));
  }

  /** After all that was asked before. */
  private int known() {
    assertThat(served.device.ask(TestRequest.of(Opcode.STATFS)).outcome()).isEqualTo("OK");
    return served.session.dispatcher().knownNodes();
  }

  private void throttle() {
    served.group.settings().setFullPolicy(FullPolicy.BLOCK);
  }

  private Set<Long> lookUpThreeTimes(int field) {
    Set<Long> seen = new HashSet<>();
    for (int i = 0; i < 3; i++) {
      seen.add(lookup("orders").getLong(field));
    }
    return seen;
  }

  @Test
  void node_hasOneNumberForAll() {
    assertThat(lookUpThreeTimes(EntryOut.NODEID)).hasSize(1).doesNotContain(0L, 1L);
    assertThat(known()).isEqualTo(2);
  }

  @Test
  void fileWhoseWritersMayWait_hasANumberForEachLookup_andOneInode() {
    throttle();

    assertThat(lookUpThreeTimes(EntryOut.NODEID)).hasSize(3);
    assertThat(lookUpThreeTimes(ST_INO)).hasSize(1);
    assertThat(known()).isEqualTo(1 + 6);
  }

  @Test
  void inode_isTheSameUnderBothPolicies_andForEachNameAnother() {
    long before = lookup("orders").getLong(ST_INO);
    throttle();

    assertThat(lookup("orders").getLong(ST_INO)).isEqualTo(before);
    assertThat(lookup("ctl").getLong(ST_INO)).isNotEqualTo(before);
    assertThat(lookup("orders").getLong(ST_INO)).isPositive();
  }

  @Test
  void sharedNode_isKnownUntilItsLastLookupIsForgotten() {
    long node = lookup("orders").getLong(EntryOut.NODEID);
    lookup("orders");
    lookup("orders");

    forget(node, 2);
    assertThat(known()).isEqualTo(2);
    assertThat(served.openNode(node, 0).outcome()).isEqualTo("OK");

    forget(node, 1);
    assertThat(known()).isEqualTo(1);
    assertThat(served.openNode(node, 0).outcome()).isEqualTo("ENOENT");
    assertThat(lookup("orders").getLong(EntryOut.NODEID)).isNotEqualTo(node);
  }

  @Test
  void forget_ofTheRootOrAnUnknownNode_changesNothing() {
    forget(ROOT, 1);
    forget(99, 1);
    batchForget(List.of(1L, 98L));

    assertThat(known()).isEqualTo(1);
    served.assertServes();
  }

  @Test
  void lookup_ofNoFile_makesNoNode() {
    assertThat(lookup("missing").outcome()).isEqualTo("ENOENT");

    assertThat(known()).isEqualTo(1);
  }

  @Test
  void removedFile_isKnownUntilItIsForgotten_andItsNameIsAnother() {
    long old = lookup("orders").getLong(EntryOut.NODEID);
    assertThat(served.device.ask(TestRequest.of(Opcode.UNLINK).name("orders")).outcome())
        .isEqualTo("OK");
    assertThat(served.openNode(old, 0).outcome()).isEqualTo("ENODEV");

    long fresh = served.create("orders", 2).answer().getLong(EntryOut.NODEID);

    assertThat(fresh).isNotEqualTo(old);
    forget(old, 1);
    forget(fresh, 1);
    assertThat(known()).isEqualTo(1);
  }

  private static final int ROUNDS = 1000;
  private static final int LOOKUPS = 1000;

  /** Half of a file with one number for all, half of one with a number for each. */
  @Test
  void millionLookups_forgotten_leaveNothingBehind() {
    throttle();
    for (int round = 0; round < ROUNDS; round++) {
      List<Asked> asked = new ArrayList<>(LOOKUPS);
      for (int i = 0; i < LOOKUPS; i++) {
        asked.add(served.lookup(ROOT, i % 2 == 0 ? "orders" : "ctl"));
      }
      List<Long> nodes = new ArrayList<>(LOOKUPS);
      asked.forEach(each -> nodes.add(each.answer().getLong(EntryOut.NODEID)));
      if (round % 2 == 0) {
        batchForget(nodes);
      } else {
        nodes.forEach(node -> forget(node, 1));
      }
    }

    assertThat(known()).isEqualTo(1);
  }
}
