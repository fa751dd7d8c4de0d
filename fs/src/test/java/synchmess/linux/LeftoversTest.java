package synchmess.linux;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static synchmess.linux.Failures.assertFails;
import static synchmess.linux.TestMachine.names;
import static synchmess.linux.TestMachine.own;
import static synchmess.linux.TestMachine.stranger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import synchmess.errno.Errno;
import synchmess.job.work.FileStatus;
import synchmess.job.work.Workspace.Replace;
import synchmess.owner.Owner;
import synchmess.syscall.Kernel;

/** Temporary files that have names, the list of them, and what is left of them after a crash. */
class LeftoversTest {
  @TempDir Path base;

  private TestMachine machine;
  private Path home;

  /** A list of temporary files beside that of the machine. */
  private Path path;

  private TemporaryFiles temporaries;

  @BeforeEach
  void begin() throws IOException {
    machine = new TestMachine(base);
    home = machine.home("home", machine.self().uid());
    path = base.resolve("crashed");
    temporaries = temporaryFiles();
  }

  private TemporaryFiles temporaryFiles() throws IOException {
    return new TemporaryFiles(path, machine.self().uid());
  }

  private TemporaryNotes notes() {
    return temporaries.of(machine.self());
  }

  @AfterEach
  void end() throws IOException {
    assertThat(ProcessStatus.read("thread-self")).isEqualTo(machine.self);
    temporaries.close();
    machine.close();
  }

  private Place place(Path directory) throws IOException {
    return Place.open(directory + "/out");
  }

  /** Begins a named file, and forgets about it, as a process does that is killed. */
  private Path leaveBehind(Path directory) throws IOException {
    try (Place place = place(directory)) {
      Temporary.announce(place, notes()).create(0600).close();
    }
    return directory.resolve(names(directory).get(0));
  }

  private void crash() {
    temporaries.close();
  }

  private void cleanNextTime() throws IOException {
    crash();
    temporaries = temporaryFiles();
    for (TemporaryRecord entry : temporaries.entries()) {
      Leftovers.remove(entry.path(), entry.key());
      notes().end(entry.id());
    }
    assertThat(path).isEmptyFile();
  }

  private void append(String line) throws IOException {
    Files.writeString(path, line, UTF_8, StandardOpenOption.APPEND);
  }

  @Test
  void temporary_isNamedAfterItsTargetAndStandsInTheJournal() throws IOException {
    Path left = leaveBehind(home);

    assertThat(left.getFileName().toString()).matches("\\.out\\.synchmess-[0-9a-f]{16}");
    assertThat(temporaries.entries()).hasSize(1);
    assertThat(temporaries.entries().get(0).path()).isEqualTo(left.toString());
    assertThat(temporaries.entries().get(0).owner()).isEqualTo(machine.self());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rw-------");
  }

  @Test
  void temporary_movedOrRemoved_leavesTheJournal() throws IOException {
    try (Place place = place(home)) {
      Temporary moved = Temporary.announce(place, notes());
      moved.create(0600).close();
      assertThat(moved.move(place)).isZero();
      assertThat(path).isEmptyFile();

      Temporary another = Temporary.announce(place, notes());
      another.create(0600).close();
      assertThat(another.move(place)).isEqualTo(Kernel.EEXIST);
      assertThat(path).isNotEmptyFile();
      another.remove();
    }

    assertThat(names(home)).containsExactly("out");
    assertThat(path).isEmptyFile();
  }

  @Test
  void temporary_exchangedByOthers_isNotRemoved() throws IOException {
    try (Place place = place(home)) {
      Temporary temporary = Temporary.announce(place, notes());
      temporary.create(0600).close();
      Path name = home.resolve(names(home).get(0));
      exchange(name);

      temporary.remove();

      assertThat(name).hasContent("another");
    }
  }

  private FdTarget named(Path directory, Replace replace) throws IOException {
    FdTarget target = FdTarget.beginNamed(place(directory), notes(), 0644, replace);
    target.write("new".getBytes(UTF_8));
    return target;
  }

  @Test
  void namedTarget_committed_isInItsPlace() throws IOException {
    try (FdTarget target = named(home, Replace.NEVER)) {
      assertThat(names(home)).hasSize(1).doesNotContain("out");
      target.commit();
    }

    assertThat(home.resolve("out")).hasContent("new");
    assertThat(names(home)).containsExactly("out");
    assertThat(path).isEmptyFile();
  }

  @Test
  void namedTarget_notCommitted_leavesNothing() throws IOException {
    named(home, Replace.NEVER).close();

    assertThat(names(home)).isEmpty();
    assertThat(path).isEmptyFile();
  }

  @Test
  void namedTarget_somethingIsThere_isReplacedOrLeft() throws IOException {
    Path out = Files.writeString(home.resolve("out"), "old");
    try (FdTarget target = named(home, Replace.NEVER)) {
      assertFails(Errno.EEXIST, target::commit);
    }
    assertThat(out).hasContent("old");

    try (FdTarget target = named(home, Replace.ALWAYS)) {
      target.commit();
    }
    assertThat(out).hasContent("new");
    assertThat(names(home)).containsExactly("out");
    assertThat(path).isEmptyFile();
  }

  /** Puts another file under a name. */
  private void exchange(Path name) throws IOException {
    Path another = Files.writeString(base.resolve("another"), "another");
    own(another, TestMachine.uid(name), TestMachine.gid(name));
    Files.move(another, name, StandardCopyOption.REPLACE_EXISTING);
  }

  @Test
  void clean_removesWhatWasLeft() throws IOException {
    leaveBehind(home);

    cleanNextTime();

    assertThat(names(home)).isEmpty();
  }

  @Test
  void clean_machine_doesTheSame() throws IOException {
    machine.close();
    temporaries.close();
    temporaries = new TemporaryFiles(machine.temporaries, machine.self().uid());
    leaveBehind(home);
    crash();

    try (LinuxMachine next = new LinuxMachine(() -> -1, machine.temporaries)) {
      assertThat(names(home)).hasSize(1);
      next.leftBehind().forEach(next::remove);
    }

    assertThat(names(home)).isEmpty();
  }

  @Test
  void clean_anotherFileOfThatName_stays() throws IOException {
    Path left = leaveBehind(home);
    exchange(left);

    cleanNextTime();

    assertThat(left).hasContent("another");
  }

  @Test
  void clean_linkOfThatName_stays() throws IOException {
    Path left = leaveBehind(home);
    Path moved = Files.move(left, base.resolve("moved"));
    Files.createSymbolicLink(left, moved);

    cleanNextTime();

    assertThat(left).isSymbolicLink();
    assertThat(moved).exists();
  }

  /** As when it is killed between the two calls that make a file and look at it. */
  private Path leaveBehindUnknown() throws IOException {
    Path made = Files.createFile(home.resolve(".out.synchmess-0123456789abcdef"));
    Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rw-------"));
    own(made, machine.self().uid(), machine.self().gid());
    long unused = notes().begin(made.toString(), null);
    return made;
  }

  @Test
  void clean_inodeNeverKnown_isRemoved() throws IOException {
    Path made = leaveBehindUnknown();

    cleanNextTime();

    assertThat(made).doesNotExist();
  }

  @Test
  void clean_inodeNeverKnownAndNotAsItWasMade_stays() throws IOException {
    Path made = leaveBehindUnknown();
    Files.writeString(made, "another");
    cleanNextTime();
    assertThat(made).exists();

    Files.delete(made);
    leaveBehindUnknown();
    Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rw-r--r--"));
    cleanNextTime();
    assertThat(made).exists();
  }

  @Test
  void rewrite_writesBesideAndTakesThePlace() throws IOException {
    long ended = notes().begin("/ended", null);
    notes().begin("/kept", null);
    notes().end(ended);
    Path before = Files.createLink(base.resolve("before"), path);
    String all = Files.readString(before);
    crash();

    temporaries = temporaryFiles();

    assertThat(before).hasContent(all);
    assertThat(path).content().contains("kept").doesNotContain("ended");
    assertThat(names(base)).noneMatch(name -> name.endsWith(".new"));
    assertFails(Errno.EBUSY, this::temporaryFiles);
  }

  @Test
  void rewrite_thatWasInterrupted_isBegunAnew() throws IOException {
    long kept = notes().begin("/kept", null);
    crash();
    Files.writeString(base.resolve("crashed.new"), "begin 1 of");

    temporaries = temporaryFiles();

    assertThat(temporaries.entries()).extracting(TemporaryRecord::id).containsExactly(kept);
    assertThat(base.resolve("crashed.new")).doesNotExist();
  }

  @Test
  void leftBehind_ofAnotherUser_isHisUntilItsNoteEnds() throws IOException {
    machine.close();
    temporaries.close();
    temporaries = new TemporaryFiles(machine.temporaries, machine.self().uid());
    FileStatus.Key key = new FileStatus.Key(1, 2);
    long unused = temporaries.of(stranger(54400)).begin("/theirs", key);
    crash();

    List<TemporaryRecord> left;
    try (LinuxMachine next = new LinuxMachine(() -> -1, machine.temporaries)) {
      left = next.leftBehind();
      assertThat(machine.temporaries).isNotEmptyFile();
      next.notes(stranger(54400)).end(left.get(0).id());
    }

    assertThat(left).hasSize(1);
    assertThat(left.get(0).owner()).isEqualTo(stranger(54400));
    assertThat(left.get(0).path()).isEqualTo("/theirs");
    assertThat(left.get(0).key()).isEqualTo(key);
    assertThat(machine.temporaries).doesNotExist();
  }

  @Test
  void notes_ofAnotherUser_areNotChanged() throws IOException {
    TemporaryNotes strangers = temporaries.of(stranger());
    long id = notes().begin("/mine", null);

    strangers.end(id);
    strangers.know(id, new FileStatus.Key(1, 2));

    assertThat(temporaries.entries())
        .containsExactly(new TemporaryRecord(id, machine.self(), "/mine", null));
  }

  @Test
  void clean_malformedLines_areSkipped() throws IOException {
    Path other = Files.createFile(home.resolve("other"));
    FileStatus.Key key = machine.workspace().status(other.toString(), false).key();
    Owner owner = machine.self();
    String good = new TemporaryRecord(7, owner, other.toString(), key).line();
    append(good.replace("begin", "start"));
    append(good.replace("begin 7", "begin seven"));
    append(good.replace("%2F", ""));
    append(good.replace("\n", " more\n"));
    append(good.replace("%2Fother", "%ZZ"));
    append("end\nend x\n\0\n\n");
    append(good.replace("\n", ""));
    crash();
    leaveBehindMore();

    assertThat(other).exists();
  }

  private void leaveBehindMore() throws IOException {
    temporaries = temporaryFiles();
    assertThat(temporaries.entries()).isEmpty();
    leaveBehind(machine.home("more", machine.self().uid()));
    cleanNextTime();
    assertThat(names(base.resolve("more"))).isEmpty();
  }

  @Test
  void entries_oddPathsAndNumbers_comeBack() throws IOException {
    Owner owner = new Owner(-2, -3, List.of(-4, 5));
    FileStatus.Key key = new FileStatus.Key(-5, -6);
    String odd = "/a b\n+%\\é🙂/ end 1";
    long first = temporaries.of(owner).begin(odd, key);
    long second = notes().begin("/x", null);
    notes().know(second, key);
    crash();
    temporaries = temporaryFiles();

    assertThat(temporaries.entries())
        .containsExactly(
            new TemporaryRecord(first, owner, odd, key),
            new TemporaryRecord(second, machine.self(), "/x", key));
  }

  @Test
  void entries_ended_areGone() throws IOException {
    long first = notes().begin("/first", null);
    long second = notes().begin("/second", null);
    notes().end(first);
    crash();
    temporaries = temporaryFiles();

    assertThat(temporaries.entries()).extracting(TemporaryRecord::id).containsExactly(second);
    assertThat(notes().begin("/third", null)).isGreaterThan(second);
  }

  @Test
  void length_staysSmallWhileOneIsLeft() throws IOException {
    long kept = notes().begin("/kept", null);
    for (int i = 0; i < 600; i++) {
      notes().end(notes().begin("/" + "x".repeat(4000), null));
    }

    assertThat(Files.size(path)).isLessThan(1_100_000);
    crash();
    temporaries = temporaryFiles();
    assertThat(temporaries.entries()).extracting(TemporaryRecord::id).containsExactly(kept);
  }

  @Test
  void journal_ofAnotherProcess_isNotTaken() {
    assertFails(Errno.EBUSY, this::temporaryFiles);
  }

  @Test
  void journal_thatIsEmptyWhenClosed_isRemoved() {
    assertThat(path).exists();
    crash();
    assertThat(path).doesNotExist();
  }

  @Test
  void journal_thatOthersMightWrite_isNotTaken() throws IOException {
    long unused = notes().begin("/nowhere", null);
    crash();
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw----"));
    assertFails(Errno.EINVAL, this::temporaryFiles);

    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
    assertThatIOException().isThrownBy(() -> new TemporaryFiles(path, machine.self().uid() + 1));

    Path link = Files.createSymbolicLink(base.resolve("link"), path);
    assertFails(Errno.ELOOP, () -> new TemporaryFiles(link, machine.self().uid()));
  }
}
