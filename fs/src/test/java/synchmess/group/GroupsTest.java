package synchmess.group;

import static org.assertj.core.api.Assertions.assertThat;
import static synchmess.errno.Refusal.assertRefused;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import synchmess.errno.Errno;
import synchmess.waiting.MovableClock;

class GroupsTest {
  private static final int ROOT = 0;
  private static final int OWNER = 1000;
  private static final int ALICE = 2000;
  private static final int BOB = 3000;

  private final Limits limits = new Limits(TestGroup.MAX_MESSAGE_SIZE_CEILING);
  private final Groups groups = new Groups(limits, new MovableClock(), OWNER);

  @Test
  void find_unknownName_isNull() {
    assertThat(groups.find("orders")).isNull();
  }

  @Test
  void install_newName_isFoundByIt() {
    Group orders = groups.install("orders", OWNER);

    assertThat(groups.find("orders")).isSameAs(orders);
    assertThat(orders.name()).isEqualTo("orders");
    assertThat(orders.removed()).isFalse();
  }

  @Test
  void install_presentName_isTheSameGroup() {
    Group orders = groups.install("orders", OWNER);
    new DirectGroup(orders).send(TestGroup.bytes("a"));

    assertThat(groups.install("orders", ALICE)).isSameAs(orders);
    assertThat(groups.size()).isEqualTo(1);
    assertThat(new DirectGroup(orders).receive().size()).isEqualTo(1);
  }

  @Test
  void install_badName_isRefused() {
    assertRefused(Errno.EINVAL, () -> groups.install("ctl", ROOT));
    assertRefused(Errno.EINVAL, () -> groups.install("a b", ROOT));
    assertRefused(Errno.ENAMETOOLONG, () -> groups.install("n".repeat(256), ROOT));

    assertThat(groups.size()).isZero();
  }

  @Test
  void all_isSortedByName() {
    groups.install("b", OWNER);
    groups.install("c", OWNER);
    groups.install("a", OWNER);

    assertThat(groups.all()).extracting(Group::name).containsExactly("a", "b", "c");
  }

  @Test
  void all_isOfItsMoment() {
    groups.install("a", OWNER);
    var before = groups.all();
    groups.install("b", OWNER);

    assertThat(before).hasSize(1);
  }

  @Test
  void maxGroups_reached_theNextIsRefusedWhoeverAsks() {
    limits.setMaxGroups(2);
    groups.install("a", OWNER);
    groups.install("b", ALICE);

    assertRefused(Errno.ENOSPC, () -> groups.install("c", ALICE));
    assertRefused(Errno.ENOSPC, () -> groups.install("c", ROOT));
    assertRefused(Errno.ENOSPC, () -> groups.install("c", OWNER));
  }

  @Test
  void maxGroups_reached_aPresentGroupIsStillReturned() {
    limits.setMaxGroups(1);
    Group orders = groups.install("orders", OWNER);

    assertThat(groups.install("orders", OWNER)).isSameAs(orders);
  }

  @Test
  void maxGroups_oneRemoved_makesRoom() {
    limits.setMaxGroups(1);
    groups.remove(groups.install("a", OWNER));

    assertThat(groups.install("b", OWNER).name()).isEqualTo("b");
  }

  @Test
  void maxGroups_lowered_dropsNoGroup() {
    groups.install("a", OWNER);
    groups.install("b", OWNER);
    limits.setMaxGroups(1);

    assertThat(groups.size()).isEqualTo(2);
    assertRefused(Errno.ENOSPC, () -> groups.install("c", OWNER));
  }

  @Test
  void maxGroupsPerUser_reached_theNextIsRefused() {
    limits.setMaxGroupsPerUser(2);
    groups.install("a", ALICE);
    groups.install("b", ALICE);

    assertRefused(Errno.EDQUOT, () -> groups.install("c", ALICE));
    assertThat(groups.find("c")).isNull();
  }

  @Test
  void maxGroupsPerUser_countsEachUserAlone() {
    limits.setMaxGroupsPerUser(1);
    groups.install("a", ALICE);

    assertThat(groups.install("b", BOB).name()).isEqualTo("b");
  }

  @Test
  void maxGroupsPerUser_rootAndTheOwner_mayInstallMore() {
    limits.setMaxGroupsPerUser(0);

    groups.install("a", ROOT);
    groups.install("b", OWNER);

    assertThat(groups.size()).isEqualTo(2);
  }

  @Test
  void maxGroupsPerUser_aPresentGroup_countsForWhoInstalledIt() {
    limits.setMaxGroupsPerUser(1);
    groups.install("a", ALICE);
    groups.install("a", BOB);

    assertThat(groups.install("b", BOB).name()).isEqualTo("b");
    assertThat(groups.install("a", ALICE).name()).isEqualTo("a");
  }

  @Test
  void maxGroupsPerUser_oneRemoved_makesRoom() {
    limits.setMaxGroupsPerUser(1);
    groups.remove(groups.install("a", ALICE));

    assertThat(groups.install("b", ALICE).name()).isEqualTo("b");
  }

  @Test
  void maxGroups_andMaxGroupsPerUserReached_saysEnospc() {
    limits.setMaxGroups(1);
    limits.setMaxGroupsPerUser(1);
    groups.install("a", ALICE);

    assertRefused(Errno.ENOSPC, () -> groups.install("b", ALICE));
  }

  @Test
  void stats_isTheSumOfAllGroups() {
    new DirectGroup(groups.install("a", OWNER)).send(TestGroup.bytes("abc"));
    new DirectGroup(groups.install("b", OWNER)).send(TestGroup.bytes("de"));

    assertThat(groups.stats().depth()).isEqualTo(2);
    assertThat(groups.stats().bytes()).isEqualTo(5);
    assertThat(groups.stats().sent()).isEqualTo(2);
    assertThat(groups.bytes()).isEqualTo(TestGroup.cost("abc", "de"));
  }

  /** Whoever is woken by the removal looks while it goes on. */
  @Test
  void stats_whileAGroupIsRemoved_doNotFall() {
    Group orders = groups.install("orders", OWNER);
    new DirectGroup(orders).send(TestGroup.bytes("abc"));
    List<Stats> seen = new ArrayList<>();
    orders.sleep(
        new Sleeper() {
          @Override
          protected void awoken() {}

          @Override
          public void failed(Errno why) {
            seen.add(groups.stats());
          }
        });

    groups.remove(orders);

    seen.add(groups.stats());
    assertThat(seen).hasSize(2).allSatisfy(stats -> assertThat(stats.sent()).isEqualTo(1));
    assertThat(seen).allSatisfy(stats -> assertThat(stats.depth()).isZero());
  }
}
