package synchmess.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static synchmess.linux.Failures.assertFails;
import static synchmess.linux.Failures.assertRefused;
import static synchmess.linux.TestMachine.STRANGER;
import static synchmess.linux.TestMachine.file;
import static synchmess.linux.TestMachine.names;
import static synchmess.linux.TestMachine.own;
import static synchmess.linux.TestMachine.read;
import static synchmess.linux.TestMachine.stranger;
import static synchmess.linux.TestMachine.write;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import synchmess.group.Errno;
import synchmess.job.JobFailedException;
import synchmess.job.Owner;
import synchmess.job.Target;
import synchmess.job.Workspace;
import synchmess.job.Workspace.Replace;

/** Root's process works for a user who is not root. */
class OtherUserTest {
  private static final int GROUP = 54400;

  @TempDir Path base;

  private TestMachine machine;
  private Workspace workspace;

  /** The user's, whom alone it lets in. */
  private Path home;

  /** Root's, which lets nobody else in. */
  private Path secrets;

  @BeforeEach
  void begin() throws IOException {
    machine = new TestMachine(base);
    machine.assumeRoot();
    workspace = machine.machine.workspace(stranger());
    home = machine.home("home", STRANGER);
    secrets = machine.home("secrets", 0);
    file(secrets.resolve("secret"), "root's", "rw-------");
  }

  /** Whatever was done: this thread is root's again, in every way. */
  @AfterEach
  void end() throws IOException {
    assertThat(ProcessStatus.read("thread-self")).isEqualTo(machine.self);
    machine.close();
  }

  private Path made(String name, int uid, int gid, String permissions) throws IOException {
    Path path = file(base.resolve(name), "the text of " + name, permissions);
    own(path, uid, gid);
    return path;
  }

  @Test
  void open_ownFile_isRead() throws IOException {
    Path in = file(home.resolve("in"), "mine", "r--------");
    own(in, STRANGER, STRANGER);

    assertThat(read(workspace, in, false)).isEqualTo("mine");
  }

  @Test
  void open_rootsFile_isEACCES() throws IOException {
    Path in = made("in", 0, 0, "rw-------");

    assertFails(Errno.EACCES, () -> workspace.open(in.toString(), false));
    assertFails(Errno.EACCES, () -> workspace.open(secrets + "/secret", false));
    assertThat(read(machine.workspace(), in, false)).isEqualTo("the text of in");
  }

  @Test
  void open_fileOfAGroup_needsThatGroup() throws IOException {
    Path in = made("in", 0, GROUP, "---r-----");

    assertFails(Errno.EACCES, () -> workspace.open(in.toString(), false));
    assertFails(Errno.EACCES, () -> as(stranger(GROUP + 1, GROUP + 2)).open(in + "", false));
    assertThat(read(as(stranger(GROUP + 1, GROUP)), in, false)).isEqualTo("the text of in");
    assertThat(read(as(new Owner(STRANGER, GROUP, List.of())), in, false))
        .isEqualTo("the text of in");
  }

  private Workspace as(Owner owner) {
    return machine.machine.workspace(owner);
  }

  @Test
  void open_fileOfRootsGroup_isEACCES() throws IOException {
    Path in = made("in", 0, 0, "---r-----");

    assertFails(Errno.EACCES, () -> workspace.open(in.toString(), false));
  }

  @Test
  void open_link_isFollowedAsTheUser() throws IOException {
    Path mine = Files.createSymbolicLink(home.resolve("mine"), home.resolve("in"));
    Path roots = Files.createSymbolicLink(home.resolve("roots"), secrets.resolve("secret"));
    own(file(home.resolve("in"), "mine", "rw-------"), STRANGER, STRANGER);

    assertThat(read(workspace, mine, true)).isEqualTo("mine");
    assertFails(Errno.ELOOP, () -> workspace.open(mine.toString(), false));
    assertFails(Errno.EACCES, () -> workspace.open(roots.toString(), true));
  }

  @Test
  void status_whereTheUserMayNotGo_isEACCES() {
    assertFails(Errno.EACCES, () -> workspace.status(secrets + "/secret", false));
    assertFails(Errno.EACCES, () -> workspace.status(secrets + "/none", false));
  }

  @Test
  void commit_outputIsTheUsers() throws IOException {
    Path out = home.resolve("out");

    write(workspace, out, "new", Replace.NEVER);
    write(as(new Owner(STRANGER, GROUP, List.of())), home.resolve("other"), "", Replace.NEVER);

    assertThat(TestMachine.uid(out)).isEqualTo(STRANGER);
    assertThat(TestMachine.gid(out)).isEqualTo(STRANGER);
    assertThat(TestMachine.gid(home.resolve("other"))).isEqualTo(GROUP);
  }

  @Test
  void commit_replacing_outputIsTheUsers() throws IOException {
    Path out = file(home.resolve("out"), "root's", "rw-------");

    write(workspace, out, "new", Replace.ALWAYS);

    assertThat(TestMachine.uid(out)).isEqualTo(STRANGER);
    assertThat(out).hasContent("new");
    assertThat(names(home)).containsExactly("out");
  }

  @Test
  void create_whereTheUserMayNotWrite_isEACCES() throws IOException {
    assertFails(Errno.EACCES, () -> create(secrets.resolve("out"), Replace.NEVER));
    assertFails(Errno.EACCES, () -> create(base.resolve("out"), Replace.NEVER));
    Path present = made("present", STRANGER, STRANGER, "rw-------");
    assertFails(Errno.EACCES, () -> create(present, Replace.ALWAYS));
  }

  private Target create(Path path, Replace replace) throws IOException {
    return workspace.create(path.toString(), 0600, replace);
  }

  @Test
  void renameAndDelete_whereTheUserMayNotWrite_areEACCES() throws IOException {
    String mine = made("mine", STRANGER, STRANGER, "rw-------").toString();
    String in = home.resolve("in").toString();
    own(file(home.resolve("in"), "mine", "rw-------"), STRANGER, STRANGER);

    assertFails(Errno.EACCES, () -> workspace.delete(mine));
    assertFails(Errno.EACCES, () -> workspace.delete(secrets + "/secret"));
    assertFails(Errno.EACCES, () -> workspace.rename(mine, home + "/out", Replace.NEVER));
    assertFails(Errno.EACCES, () -> workspace.rename(in, secrets + "/secret", Replace.ALWAYS));
    assertThat(secrets.resolve("secret")).hasContent("root's");
  }

  @Test
  void delete_inAStickyDirectory_needsTheOwner() throws IOException {
    Path shared = Files.createDirectory(base.resolve("shared"));
    Files.setAttribute(shared, "unix:mode", 01777);
    Path roots = file(shared.resolve("roots"), "", "rw-rw-rw-");

    assertFails(Errno.EPERM, () -> workspace.delete(roots.toString()));
    assertFails(Errno.EPERM, () -> write(workspace, roots, "new", Replace.ALWAYS));

    assertThat(names(shared)).containsExactly("roots");
    assertThat(roots).isEmptyFile();
    assertThat(machine.journal).isEmptyFile();
  }

  @Test
  void owner_isRootWithOtherGroups_isStillRoot() throws IOException {
    assertThat(read(as(new Owner(0, GROUP, List.of(GROUP))), secrets.resolve("secret"), false))
        .isEqualTo("root's");
  }

  @Test
  void owner_whoIsNobody_isNotRoot() throws IOException {
    String in = made("in", 0, 0, "---r-----").toString();

    assertRefused(Errno.EPERM, () -> as(new Owner(-1, STRANGER, List.of())));
    assertFails(Errno.EPERM, () -> as(new Owner(STRANGER, -1, List.of())).open(in, false));
    assertFails(Errno.EINVAL, () -> as(stranger(-1)).open(in, false));
    assertRefused(Errno.EPERM, () -> machine.machine.submitter(-1, -1, machine.self.pid()));
  }

  @Test
  void identity_endsWithAnException() throws IOException {
    Identity identity = new Identity();

    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(
            () ->
                identity.as(
                    stranger(GROUP),
                    () -> {
                      throw new IllegalStateException();
                    }));

    assertThat(ProcessStatus.read("thread-self")).isEqualTo(machine.self);
  }

  @Test
  void identity_isTheThreadsAloneAndRootsAtHeart() throws Exception {
    Identity identity = new Identity();
    List<ProcessStatus> seen = new ArrayList<>();

    identity.as(
        stranger(GROUP),
        () -> {
          seen.add(statusOf("thread-self"));
          seen.add(statusOf("self"));
          return 0;
        });

    assertThat(seen.get(0).uids()).containsExactly(0, STRANGER, 0, STRANGER);
    assertThat(seen.get(0).gids()).containsExactly(0, STRANGER, 0, STRANGER);
    assertThat(seen.get(0).groups()).containsExactly(GROUP);
    assertThat(seen.get(0).capabilities()).isZero();
    assertThat(seen.get(1)).isEqualTo(machine.self);
  }

  private static ProcessStatus statusOf(String name) {
    try {
      return ProcessStatus.read(name);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void daemonOfAUser_servesThatUserAlone() throws Exception {
    Path journal = home.resolve("journal");
    asDaemonOfAUser(
        () -> {
          try (LinuxMachine users = new LinuxMachine(() -> -1, journal)) {
            assertThat(names(home)).containsExactly("journal");
            ProcessStatus self = ProcessStatus.read("thread-self");
            Owner owner = stranger(GROUP);
            write(users.workspace(owner), home.resolve("out"), "new", Replace.NEVER);
            assertRefused(
                Errno.EPERM, () -> users.workspace(new Owner(STRANGER + 1, 0, List.of())));
            assertRefused(Errno.EPERM, () -> users.workspace(new Owner(0, 0, List.of())));
            assertRefused(Errno.EPERM, () -> users.submitter(0, 0, self.pid()));
          }
          return null;
        });
    assertThat(TestMachine.uid(home.resolve("out"))).isEqualTo(STRANGER);
  }

  /** On a thread that is never root's again, and ends. */
  private static void asDaemonOfAUser(Callable<Void> task) throws Exception {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      thread
          .submit(
              () -> {
                assertThat(Kernel.setEffectiveGroup(STRANGER)).isZero();
                assertThat(Kernel.setEffectiveUser(STRANGER)).isZero();
                return task.call();
              })
          .get();
    } finally {
      thread.shutdown();
    }
  }

  @Test
  void directoriesSwappedForLinks_gainNothing() throws Exception {
    Path moving = home.resolve("moving");
    Path link = home.resolve("link");
    own(Files.createDirectory(moving), STRANGER, STRANGER);
    Files.createSymbolicLink(link, secrets);
    AtomicBoolean ended = new AtomicBoolean();
    ExecutorService swapper = Executors.newSingleThreadExecutor();
    Future<?> swaps = swapper.submit(() -> swap(moving, link, ended));
    try {
      for (int i = 0; i < 300; i++) {
        tryAll(moving);
      }
    } finally {
      ended.set(true);
      swaps.get();
      swapper.shutdown();
    }

    assertThat(names(secrets)).containsExactly("secret");
    assertThat(secrets.resolve("secret")).hasContent("root's");
    assertThat(machine.journal).isEmptyFile();
  }

  private Void swap(Path moving, Path link, AtomicBoolean ended) throws IOException {
    Path aside = home.resolve("aside");
    while (!ended.get()) {
      Files.move(moving, aside);
      Files.move(link, moving);
      Files.move(moving, link);
      Files.move(aside, moving);
    }
    return null;
  }

  private void tryAll(Path moving) {
    attempt(() -> write(workspace, moving.resolve("secret"), "new", Replace.ALWAYS));
    attempt(() -> write(workspace, moving.resolve("out"), "new", Replace.NEVER));
    attempt(() -> assertThat(read(workspace, moving.resolve("secret"), true)).isEqualTo("new"));
    attempt(() -> workspace.delete(moving + "/secret"));
    attempt(() -> workspace.rename(moving + "/out", moving + "/secret", Replace.ALWAYS));
  }

  private interface Attempt {
    void run() throws IOException;
  }

  /** Either it is done on the user's side, or it is refused. */
  private static void attempt(Attempt attempt) {
    try {
      attempt.run();
    } catch (JobFailedException e) {
      assertThat(e.errno()).isIn(Errno.EACCES, Errno.ENOENT, Errno.EEXIST);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void manyThreads_neverMixTheirIdentities() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Future<?>> users = new ArrayList<>();
    try {
      for (int i = 1; i <= 8; i++) {
        int uid = STRANGER + i;
        users.add(threads.submit(() -> makeFilesAs(uid)));
      }
      for (Future<?> user : users) {
        user.get();
      }
    } finally {
      threads.shutdown();
    }
  }

  private Void makeFilesAs(int uid) throws IOException {
    Path own = machine.home("home" + uid, uid);
    Workspace files = as(new Owner(uid, uid, List.of(uid + 100)));
    Path shared = made("shared" + uid, 0, uid + 100, "---r-----");
    for (int i = 0; i < 100; i++) {
      Path out = own.resolve("out" + i % 10);
      write(files, out, "new", Replace.ALWAYS);
      assertThat(TestMachine.uid(out)).isEqualTo(uid);
      assertThat(TestMachine.gid(out)).isEqualTo(uid);
      assertThat(read(files, shared, false)).isEqualTo("the text of shared" + uid);
      assertThat(ProcessStatus.read("thread-self")).isEqualTo(machine.self);
    }
    return null;
  }
}
