package synchmess.tree.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import synchmess.errno.Errno;
import synchmess.errno.ErrnoException;
import synchmess.group.Groups;
import synchmess.group.Limits;
import synchmess.owner.Owner;
import synchmess.tree.NodeRule;
import synchmess.tree.NodeRules;
import synchmess.tree.group.GroupFiles;
import synchmess.waiting.SystemClock;

/** Whose group a result may go to, and whose a group is that is installed for it. */
class CallbackGroupsTest {
  private static final Owner ROOT = new Owner(0, 0);
  private static final int ADA = 2001;
  private static final int BEN = 2002;

  /** The shipped rule gives every name like these to everybody; another one gives one to Ben. */
  private static final NodeRules RULES =
      name ->
          new NodeRule(
              name.startsWith("synchmess") ? OptionalInt.of(0666) : OptionalInt.empty(),
              name.startsWith("ben") ? OptionalInt.of(BEN) : OptionalInt.empty(),
              OptionalInt.empty(),
              List.of());

  private final Groups groups = new Groups(new Limits(1 << 16), new SystemClock(), 0);
  private final GroupFiles files = new GroupFiles(groups, RULES, ROOT);
  private final CallbackGroups callbacks = new CallbackGroups(files);

  private static Owner owner(int uid) {
    return new Owner(uid, uid);
  }

  private void install(String name, int permissions, int uid) {
    files.install(name, permissions, new Owner(uid, uid));
  }

  private static void assertRefused(Runnable what) {
    assertThatThrownBy(what::run)
        .isInstanceOfSatisfying(
            ErrnoException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EACCES));
  }

  @ParameterizedTest
  @CsvSource({"results", "synchmess4444"})
  void accepted_groupThatIsNotThere_isItsOwnersAloneWhateverTheRules(String name) {
    callbacks.to(name, false, owner(ADA));
    assertThat(files.find(name)).isNull();

    callbacks.installed(name, false, owner(ADA));

    assertThat(files.find(name).attributes().permissions()).isEqualTo(0600);
    assertThat(files.find(name).attributes().owner()).isEqualTo(new Owner(ADA, ADA));
  }

  @ParameterizedTest
  @CsvSource({"synchmess7", "bens"})
  void accepted_groupThatWouldBeAnothers_isRefusedAndNotInstalled(String name) {
    assertRefused(() -> callbacks.installed(name, true, owner(ADA)));

    assertThat(files.find(name)).isNull();
  }

  @ParameterizedTest
  @CsvSource({"synchmess7", "bens"})
  void accepted_byRoot_anyGroupIsInstalled(String name) {
    callbacks.installed(name, true, owner(0));

    assertThat(files.find(name).attributes().permissions()).isEqualTo(0600);
  }

  @ParameterizedTest
  @CsvSource({"0", "2001"})
  void anothersGroup_isRefusedUnlessTheJobSaysSo(int submitter) {
    install("trap", 0666, BEN);

    assertRefused(() -> callbacks.to("trap", false, owner(submitter)));
    assertRefused(() -> callbacks.installed("trap", false, owner(submitter)));

    assertThat(callbacks.to("trap", true, owner(submitter))).isNotNull();
    assertThat(callbacks.installed("trap", true, owner(submitter)).name()).isEqualTo("trap");
  }

  @Test
  void anothersGroup_thatOneMayNotWrite_isRefusedWhateverTheJobSays() {
    install("private", 0600, BEN);

    assertRefused(() -> callbacks.to("private", true, owner(ADA)));
  }

  @Test
  void ownGroupAndRoots_needNothing() {
    install("own", 0600, ADA);
    install("roots", 0622, 0);

    assertThat(callbacks.installed("own", false, owner(ADA)).name()).isEqualTo("own");
    assertThat(callbacks.installed("roots", false, owner(ADA)).name()).isEqualTo("roots");
  }
}
