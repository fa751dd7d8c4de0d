package synchmess.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static synchmess.linux.Failures.assertRefused;
import static synchmess.linux.TestMachine.STRANGER;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import synchmess.errno.Errno;
import synchmess.job.Submitter;
import synchmess.job.Submitter.Signal;
import synchmess.owner.Owner;

class SubmitterTest {
  private static final int USR1 = 10;

  /** For {@code setpriv}: a user whom no system has, and its groups. */
  private static final String[] STRANGERS = {
    "setpriv", "--reuid=54321", "--regid=54321", "--groups=54321,54400", "--"
  };

  /** Says that the signal has come. */
  private static final String TRAP = "$SIG{USR1} = sub { print \"signalled\\n\" }";

  @TempDir Path base;

  private TestMachine machine;

  @BeforeEach
  void begin() throws IOException {
    machine = new TestMachine(base);
  }

  @AfterEach
  void end() {
    machine.close();
  }

  private Submitter submitter(Child child) {
    return machine.machine.submitter(machine.self(), child.pid());
  }

  private Submitter strangers(Child child) {
    return machine.machine.submitter(TestMachine.stranger(), child.pid());
  }

  private void assertNotServed(Child child) {
    assertRefused(Errno.EPERM, () -> submitter(child));
  }

  private static Child child() throws IOException {
    return new Child(TRAP, "1");
  }

  private Signal signal(Child child) {
    try (Submitter submitter = submitter(child)) {
      return submitter.signal(USR1);
    }
  }

  @Test
  void submitter_ownChild_isServed() throws Exception {
    try (Child child = child();
        Submitter submitter = submitter(child)) {
      assertThat(submitter.owner()).isEqualTo(machine.self());
    }
  }

  @Test
  void submitter_itsNameForgesNothing() throws Exception {
    try (Child child = new Child("$0 = \"\\nUid:\\t7\\t7\\t7\\t7\\n\"", "1");
        Submitter submitter = submitter(child)) {
      assertThat(submitter.owner()).isEqualTo(machine.self());
    }
  }

  @Test
  void submitter_oneOfTheThreads_isTheProcess() throws Exception {
    int thread = Integer.parseInt(Path.of("/proc/thread-self").toRealPath().getFileName() + "");
    try (Submitter submitter = machine.machine.submitter(machine.self(), thread)) {
      assertThat(thread).isNotEqualTo(machine.self.pid());
      assertThat(submitter.signal(USR1)).isNotNull();
    }
  }

  @Test
  void submitter_thatCannotBeSeen_isRefused() throws Exception {
    Child child = child();
    child.kill();

    assertNotServed(child);
    assertRefused(Errno.EPERM, () -> machine.machine.submitter(machine.self(), 0));
  }

  @Test
  void submitter_anotherUsersOrGroups_isRefused() throws Exception {
    Owner self = machine.self();
    try (Child child = child()) {
      assertRefused(
          Errno.EPERM,
          () -> machine.machine.submitter(new Owner(self.uid() + 1, self.gid()), child.pid()));
      assertRefused(
          Errno.EPERM,
          () -> machine.machine.submitter(new Owner(self.uid(), self.gid() + 1), child.pid()));
    }
  }

  @Test
  void submitter_ofAnotherUser_hasItsGroups() throws Exception {
    machine.assumeRoot();
    try (Child child = new Child(TRAP, "1", STRANGERS);
        Submitter submitter = strangers(child)) {
      assertThat(submitter.owner())
          .isEqualTo(new Owner(STRANGER, STRANGER, List.of(STRANGER, 54400)));
      assertNotServed(child);
    }
  }

  @Test
  void submitter_inAnotherMountNamespace_isRefused() throws Exception {
    machine.assumeRoot();
    try (Child child = new Child("", "1", "unshare", "-m")) {
      assertNotServed(child);
    }
  }

  @Test
  void submitter_inAnotherRootDirectory_isRefused() throws Exception {
    machine.assumeRoot();
    try (Child child = new Child("chroot '" + base + "' or die", "1")) {
      assertNotServed(child);
    }
  }

  @Test
  void submitter_rootWithoutRootsRights_isRefused() throws Exception {
    machine.assumeRoot();
    try (Child child = new Child("", "1", "setpriv", "--bounding-set=-dac_override", "--")) {
      assertNotServed(child);
    }
  }

  @Test
  void send_reachesTheProcess() throws Exception {
    try (Child child = child();
        Signal signal = signal(child)) {
      assertThat(signal.send()).isTrue();
      child.expect("signalled");
    }
  }

  @Test
  void send_toAnotherUsersProcess_reachesIt() throws Exception {
    machine.assumeRoot();
    try (Child child = new Child(TRAP, "1", STRANGERS);
        Submitter submitter = strangers(child);
        Signal signal = submitter.signal(USR1)) {
      assertThat(signal.send()).isTrue();
      child.expect("signalled");
    }
    assertThat(ProcessStatus.read("thread-self")).isEqualTo(machine.self);
  }

  @Test
  void send_onAnInterruptedThread_reachesTheProcess() throws Exception {
    try (Child child = child();
        Signal signal = signal(child)) {
      Thread.currentThread().interrupt();

      assertThat(signal.send()).isTrue();
      assertThat(Thread.interrupted()).isTrue();
      child.expect("signalled");
    }
  }

  @Test
  void send_processIsGone_isNotSent() throws Exception {
    try (Child child = child();
        Signal signal = signal(child)) {
      child.kill();

      assertThat(signal.send()).isFalse();
    }
  }

  @Test
  void send_processHasBecomeAnotherUsers_isNotSent() throws Exception {
    machine.assumeRoot();
    for (String change : List.of("$< = $> = 54322", "$> = 54322", "$< = 54322")) {
      try (Child child = new Child(TRAP, change);
          Signal signal = signal(child)) {
        child.goOn();

        assertThat(signal.send()).isFalse();
      }
    }
  }

  @Test
  void submitter_takesNoDescriptorUntilASignalIsAsked() throws Exception {
    try (Child child = child()) {
      long before = descriptors();
      Submitter submitter = submitter(child);
      assertThat(descriptors()).isEqualTo(before);

      Signal signal = submitter.signal(USR1);
      submitter.close();
      assertThat(descriptors()).isEqualTo(before + 1);
      signal.close();
      signal.close();
      assertThat(descriptors()).isEqualTo(before);
      assertThat(signal.send()).isFalse();
    }
  }

  /** Those of processes; what else this process has open comes and goes. */
  private static long descriptors() throws IOException {
    try (var open = Files.list(Path.of("/proc/self/fd"))) {
      return open.filter(SubmitterTest::isOfAProcess).count();
    }
  }

  private static boolean isOfAProcess(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString().contains("pidfd");
    } catch (IOException closed) {
      return false;
    }
  }

  @Test
  void signal_processIsGone_isNotSent() throws Exception {
    try (Child child = child()) {
      Submitter submitter = submitter(child);
      child.kill();

      try (Signal signal = submitter.signal(USR1)) {
        assertThat(signal.send()).isFalse();
      }
    }
  }

  /** In a namespace of his own anybody is root, and outside of it is not. */
  @Test
  void submitter_inAnotherUserNamespace_isRefused() throws Exception {
    machine.assumeRoot();
    try (Child child = new Child("", "1", "unshare", "-Ur")) {
      assertNotServed(child);
    }
  }

  @Test
  void submitter_usersDaemon_refusesEverybodyElse() throws Exception {
    Identity users = new Identity(TestMachine.stranger(), 0);

    assertThat(users.serves(STRANGER)).isTrue();
    assertThat(users.serves(STRANGER + 1)).isFalse();
    assertThat(users.serves(0)).isFalse();
    assertThat(new Identity(new Owner(0, 0), 0).serves(-1)).isFalse();
  }
}
