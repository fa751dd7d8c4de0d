package synchmess.linux;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static synchmess.linux.Failures.assertFails;
import static synchmess.linux.TestMachine.file;
import static synchmess.linux.TestMachine.names;
import static synchmess.linux.TestMachine.read;
import static synchmess.linux.TestMachine.write;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import synchmess.errno.Errno;
import synchmess.job.work.FileStatus;
import synchmess.job.work.Source;
import synchmess.job.work.Target;
import synchmess.job.work.Workspace;
import synchmess.job.work.Workspace.Replace;

/** Files of the process's own user. */
class LinuxWorkspaceTest {
  @TempDir Path base;

  private TestMachine machine;
  private Workspace workspace;
  private Path home;
  private Path out;

  @BeforeEach
  void begin() throws IOException {
    machine = new TestMachine(base);
    workspace = machine.workspace();
    home = Files.createDirectory(base.resolve("home"));
    out = home.resolve("out");
  }

  @AfterEach
  void end() {
    machine.close();
  }

  private Path made(String name) throws IOException {
    return file(home.resolve(name), "the text of " + name, "rw-r-----");
  }

  private Path link(String name, Path to) throws IOException {
    return Files.createSymbolicLink(home.resolve(name), to);
  }

  private Path fifo() throws IOException, InterruptedException {
    Path fifo = home.resolve("fifo");
    assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();
    return fifo;
  }

  private Source open(Path path) throws IOException {
    return workspace.open(path.toString(), false);
  }

  private Target create(Path path, Replace replace) throws IOException {
    return workspace.create(path.toString(), 0640, replace);
  }

  private FileStatus status(Path path) throws IOException {
    return workspace.status(path.toString(), false);
  }

  @Test
  void open_readsTheFile() throws IOException {
    assertThat(read(workspace, made("in"), false)).isEqualTo("the text of in");
  }

  @Test
  void open_nameBeyondAscii_isFound() throws IOException {
    assertThat(read(workspace, made("größe 日本 🙂"), false)).isEqualTo("the text of größe 日本 🙂");
  }

  @Test
  void open_statusIsThatOfTheFile() throws IOException {
    try (Source source = open(made("in"))) {
      assertThat(source.status().size()).isEqualTo(14);
      assertThat(source.status().permissions()).isEqualTo(0640);
    }
  }

  @Test
  void open_nothing_isENOENT() {
    assertFails(Errno.ENOENT, () -> open(home.resolve("none")));
  }

  @Test
  void open_directory_isEISDIR() {
    assertFails(Errno.EISDIR, () -> open(home));
  }

  @Test
  void open_notAbsolute_isEINVAL() {
    assertFails(Errno.EINVAL, () -> workspace.open("in", false));
    assertFails(Errno.EINVAL, () -> workspace.open("/in\0", false));
  }

  @Test
  void open_pipe_isEINVALAndDoesNotWait() throws Exception {
    Path fifo = fifo();

    assertFails(Errno.EINVAL, () -> open(fifo));
  }

  @Test
  void open_device_isEINVAL() {
    assertFails(Errno.EINVAL, () -> open(Path.of("/dev/zero")));
  }

  @Test
  void open_link_isFollowedOnlyWhenAskedFor() throws IOException {
    Path link = link("link", made("in"));

    assertFails(Errno.ELOOP, () -> open(link));
    assertThat(read(workspace, link, true)).isEqualTo("the text of in");
  }

  @Test
  void open_inProc_isEINVAL() throws IOException {
    Path link = link("link", Path.of("/proc/self/environ"));

    assertFails(Errno.EINVAL, () -> open(Path.of("/proc/self/environ")));
    assertFails(Errno.EINVAL, () -> read(workspace, link, true));
  }

  @Test
  void onTheMount_everythingIsEINVAL() throws IOException {
    Path in = made("in");
    machine.becomeMount();
    workspace = machine.workspace();

    assertFails(Errno.EINVAL, () -> open(in));
    assertFails(Errno.EINVAL, () -> create(out, Replace.ALWAYS));
    assertFails(Errno.EINVAL, () -> status(in));
    assertFails(Errno.EINVAL, () -> workspace.delete(in.toString()));
    assertFails(
        Errno.EINVAL, () -> workspace.rename(in.toString(), out.toString(), Replace.ALWAYS));
    assertThat(names(home)).containsExactly("in");
  }

  @Test
  void inProc_everythingIsEINVAL() throws IOException {
    Path in = made("in");

    assertFails(Errno.EINVAL, () -> create(Path.of("/proc/self/comm"), Replace.ALWAYS));
    assertFails(Errno.EINVAL, () -> status(Path.of("/proc/self")));
    assertFails(Errno.EINVAL, () -> workspace.delete("/proc/self/comm"));
    assertFails(Errno.EINVAL, () -> workspace.rename(in.toString(), "/proc/out", Replace.ALWAYS));
  }

  @Test
  void read_oneByteAtATime_isTheSame() throws IOException {
    Files.write(home.resolve("in"), new byte[] {0, -1});

    try (Source source = open(home.resolve("in"))) {
      assertThat(source.read()).isZero();
      assertThat(source.read()).isEqualTo(255);
      assertThat(source.read()).isEqualTo(-1);
    }
  }

  @Test
  void read_afterClose_isEBADF() throws IOException {
    Source source = open(made("in"));
    source.close();
    source.close();

    assertFails(Errno.EBADF, source::read);
  }

  @Test
  void commit_moreThanOneCallTakes_isThereWhole() throws IOException {
    byte[] bytes = new byte[3 * Transfer.SIZE + 7];
    new Random(1).nextBytes(bytes);

    try (Target target = create(out, Replace.NEVER)) {
      target.write(bytes, 0, 1);
      target.write(bytes, 1, bytes.length - 2);
      target.write(bytes[bytes.length - 1]);
      target.commit();
    }

    assertThat(Files.readAllBytes(out)).isEqualTo(bytes);
    try (Source source = open(out)) {
      assertThat(source.readAllBytes()).isEqualTo(bytes);
    }
  }

  @Test
  void commit_hasThePermissionsAskedFor() throws IOException {
    try (Target target = workspace.create(out.toString(), 04757, Replace.NEVER)) {
      target.commit();
    }

    assertThat(status(out).permissions()).isEqualTo(0757);
  }

  @Test
  void create_isNotSeenBeforeTheCommit() throws IOException {
    try (Target target = create(out, Replace.NEVER)) {
      target.write(1);
      assertThat(names(home)).isEmpty();
    }
  }

  @Test
  void close_withoutCommit_leavesNothing() throws IOException {
    Target target = create(out, Replace.NEVER);
    target.write(1);

    target.close();
    target.close();

    assertThat(names(home)).isEmpty();
    assertFails(Errno.EBADF, () -> target.write(1));
    assertFails(Errno.EBADF, target::commit);
  }

  @Test
  void create_somethingIsThere_isEEXIST() throws IOException {
    made("out");

    assertFails(Errno.EEXIST, () -> create(out, Replace.NEVER));
  }

  @Test
  void create_whereADirectoryIsOrWouldBe_isEISDIR() {
    assertFails(Errno.EISDIR, () -> create(home, Replace.ALWAYS));
    assertFails(Errno.EISDIR, () -> workspace.create(out + "/", 0640, Replace.ALWAYS));
    assertFails(Errno.EISDIR, () -> workspace.create(home + "/..", 0640, Replace.ALWAYS));
    assertFails(Errno.EISDIR, () -> workspace.create("/", 0640, Replace.ALWAYS));
  }

  @Test
  void create_noSuchDirectory_isENOENT() {
    assertFails(Errno.ENOENT, () -> create(out.resolve("deeper"), Replace.NEVER));
  }

  @Test
  void create_nameTooLong_isENAMETOOLONG() {
    assertFails(Errno.ENAMETOOLONG, () -> create(home.resolve("x".repeat(256)), Replace.NEVER));
  }

  @Test
  void commit_somethingHasAppeared_isEEXISTAndLeavesItAlone() throws IOException {
    try (Target target = create(out, Replace.NEVER)) {
      made("out");

      assertFails(Errno.EEXIST, target::commit);
    }

    assertThat(out).hasContent("the text of out");
    assertThat(names(home)).containsExactly("out");
  }

  @Test
  void commit_somethingHasGone_isThereAnyway() throws IOException {
    made("out");
    try (Target target = create(out, Replace.ALWAYS)) {
      Files.delete(out);
      target.commit();
    }

    assertThat(names(home)).containsExactly("out");
  }

  @Test
  void commit_replacesWhatMayBeReplaced() throws IOException {
    made("out");

    write(workspace, out, "new", Replace.ALWAYS);

    assertThat(out).hasContent("new");
    assertThat(names(home)).containsExactly("out");
    assertThat(machine.temporaries).isEmptyFile();
  }

  @Test
  void commit_longestName_isReplaced() throws IOException {
    Path longest = made("é".repeat(127) + "x");

    write(workspace, longest, "new", Replace.ALWAYS);

    assertThat(longest).hasContent("new");
    assertThat(names(home)).hasSize(1);
  }

  @Test
  void commit_inPlace_replacesThatFileAndNoOther() throws IOException {
    made("out");
    FileStatus.Key itself = status(out).key();

    write(workspace, out, "new", itself::equals);
    assertThat(out).hasContent("new");

    FileStatus.Key other = status(out).key();
    try (Target target = create(out, other::equals)) {
      Files.move(made("another"), out, StandardCopyOption.REPLACE_EXISTING);
      assertFails(Errno.EEXIST, target::commit);
    }
    assertThat(out).hasContent("the text of another");
    assertThat(names(home)).containsExactly("out");
  }

  @Test
  void commit_overALink_replacesTheLink() throws IOException {
    Path in = made("in");
    link("out", in);

    write(workspace, out, "new", Replace.ALWAYS);

    assertThat(in).hasContent("the text of in");
    assertThat(Files.isSymbolicLink(out)).isFalse();
    assertThat(out).hasContent("new");
  }

  @Test
  void commit_directoryHasAppeared_isEISDIR() throws IOException {
    try (Target target = create(out, Replace.ALWAYS)) {
      Files.createDirectory(out);

      assertFails(Errno.EISDIR, target::commit);
    }

    assertThat(names(home)).containsExactly("out");
  }

  @Test
  void rename_movesIt() throws IOException {
    workspace.rename(made("in").toString(), out.toString(), Replace.NEVER);

    assertThat(out).hasContent("the text of in");
    assertThat(names(home)).containsExactly("out");
  }

  @Test
  void rename_overWhatIsThere_asItMayBeReplaced() throws IOException {
    String in = made("in").toString();
    made("out");

    assertFails(Errno.EEXIST, () -> workspace.rename(in, out.toString(), Replace.NEVER));
    assertThat(out).hasContent("the text of out");

    workspace.rename(in, out.toString(), status(out).key()::equals);
    assertThat(out).hasContent("the text of in");
  }

  @Test
  void rename_toAnotherFileSystem_isEXDEV() throws IOException {
    String in = made("in").toString();
    Path elsewhere = Files.createTempDirectory(Path.of("/dev/shm"), "synchmess");
    try {
      assertFails(Errno.EXDEV, () -> workspace.rename(in, elsewhere + "/out", Replace.NEVER));
    } finally {
      Files.delete(elsewhere);
    }
  }

  @Test
  void rename_directory_movesItWithOrWithoutSlash() throws IOException {
    Path directory = Files.createDirectory(home.resolve("in"));

    workspace.rename(directory + "/", out + "/", Replace.NEVER);

    assertThat(out).isDirectory();
  }

  @Test
  void delete_removesTheFileOrTheLink() throws IOException {
    Path in = made("in");

    workspace.delete(link("link", in).toString());
    assertThat(names(home)).containsExactly("in");

    workspace.delete(in.toString());
    assertThat(names(home)).isEmpty();
    assertFails(Errno.ENOENT, () -> workspace.delete(in.toString()));
  }

  @Test
  void delete_directory_isEISDIR() {
    assertFails(Errno.EISDIR, () -> workspace.delete(home.toString()));
  }

  @Test
  void status_isWhatTheSystemSays() throws IOException {
    Path in = made("in");
    Files.setLastModifiedTime(in, FileTime.from(Instant.parse("2001-02-03T04:05:06.789012Z")));

    FileStatus status = status(in);

    assertThat(status.key().device()).isEqualTo(Files.getAttribute(in, "unix:dev"));
    assertThat(status.key().inode()).isEqualTo(Files.getAttribute(in, "unix:ino"));
    assertThat(status.mode()).isEqualTo(Files.getAttribute(in, "unix:mode"));
    assertThat(status.uid()).isEqualTo(Files.getAttribute(in, "unix:uid"));
    assertThat(status.gid()).isEqualTo(Files.getAttribute(in, "unix:gid"));
    assertThat(status.size()).isEqualTo(14);
    assertThat(status.modified()).isEqualTo("2001-02-03T04:05:06.789012Z");
    assertThat(status.accessed())
        .isEqualTo(((FileTime) Files.getAttribute(in, "lastAccessTime")).toInstant());
    assertThat(status.changed())
        .isEqualTo(((FileTime) Files.getAttribute(in, "unix:ctime")).toInstant());
  }

  @Test
  void status_ofALink_isItsOwnOrWhatItMeans() throws IOException {
    Path link = link("link", made("in"));

    assertThat(Status.isLink(status(link))).isTrue();
    assertThat(Status.isRegular(workspace.status(link.toString(), true))).isTrue();
    assertThat(Files.readAttributes(link, "unix:ino", LinkOption.NOFOLLOW_LINKS))
        .containsEntry("ino", status(link).key().inode());
  }

  @Test
  void status_ofAPipeOrADirectory_isTold() throws Exception {
    assertThat(status(fifo()).mode() & 0170000).isEqualTo(0010000);
    assertThat(Status.isDirectory(status(home))).isTrue();
  }

  @Test
  void calls_leaveNoDescriptorOpen() throws IOException {
    made("out");
    link("link", out);
    everyCall();
    int before = names(Path.of("/proc/self/fd")).size();

    for (int i = 0; i < 50; i++) {
      everyCall();
    }

    assertThat(names(Path.of("/proc/self/fd")).size()).isLessThan(before + 25);
  }

  private void everyCall() throws IOException {
    read(workspace, out, false);
    write(workspace, out, new String(new byte[10], UTF_8), Replace.ALWAYS);
    create(out, Replace.ALWAYS).close();
    status(out);
    assertFails(Errno.EEXIST, () -> create(out, Replace.NEVER));
    assertFails(Errno.ELOOP, () -> open(home.resolve("link")));
    assertFails(Errno.EINVAL, () -> status(Path.of("/proc/self")));
    assertFails(
        Errno.EEXIST, () -> workspace.rename(out.toString(), home + "/link", Replace.NEVER));
    assertFails(Errno.ENOENT, () -> workspace.delete(home + "/none"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(out)))
        .isEqualTo("rw-r-----");
  }
}
