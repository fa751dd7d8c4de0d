package synchmess.job.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import synchmess.errno.Errno;

/** Operations that move whole files: copy, concat, rename, delete, stat. */
class FilesTest {
  @TempDir Path directory;
  private TestJobs jobs;

  @BeforeEach
  void makeJobs() {
    jobs = new TestJobs(directory);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 600_000})
  void copy_anySize_isTheSame(int size) throws IOException {
    jobs.put("a", TestJobs.bytes(size));

    TestWork work = jobs.run("op=copy in=@a out=@b");

    assertThat(jobs.get("b")).isEqualTo(jobs.get("a"));
    assertThat(work.expected).isEqualTo(size);
    assertThat(work.done()).isEqualTo(size);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-------", "rwxr-x--x", "r--r--r--"})
  void copy_permissions_areTakenOver(String permissions) throws IOException {
    jobs.put("a", "x");
    jobs.chmod("a", permissions);

    jobs.run("op=copy in=@a out=@b");

    assertThat(jobs.permissions("b")).isEqualTo(permissions);
  }

  @Test
  void copy_toWhatIsThere_isEexist() throws IOException {
    jobs.put("a", "new");
    jobs.put("b", "old");

    jobs.assertFails(Errno.EEXIST, "op=copy in=@a out=@b", "a", "b");
    jobs.assertFails(Errno.EEXIST, "op=copy in=@a out=@b overwrite=no", "a", "b");

    assertThat(jobs.text("b")).isEqualTo("old");
  }

  @Test
  void copy_withOverwrite_replaces() throws IOException {
    jobs.put("a", "new");
    jobs.put("b", "old");

    jobs.run("op=copy in=@a out=@b overwrite=yes");

    assertThat(jobs.text("b")).isEqualTo("new");
  }

  @Test
  void copy_toItself_needsNoOverwrite() throws IOException {
    jobs.put("a", "same");

    jobs.run("op=copy in=@a out=@a");

    assertThat(jobs.text("a")).isEqualTo("same");
    jobs.assertFiles("a");
  }

  @Test
  void copy_nothingThere_isEnoent() throws IOException {
    jobs.put("b", "old");

    jobs.assertFails(Errno.ENOENT, "op=copy in=@a out=@b overwrite=yes", "b");

    assertThat(jobs.text("b")).isEqualTo("old");
  }

  @Test
  void copy_cancelled_leavesNothing() throws IOException {
    jobs.put("a", TestJobs.bytes(600_000));

    jobs.assertCancelled("op=copy in=@a out=@b", 0, "a");
    jobs.assertCancelled("op=copy in=@a out=@b", 300_000, "a");
    jobs.assertCancelled("op=copy in=@a out=@b", 600_000, "a");
  }

  @Test
  void concat_several_areInTheirOrder() throws IOException {
    jobs.put("a", "A");
    jobs.put("b", "");
    jobs.put("c", "CC");
    jobs.chmod("a", "rw-r-----");

    TestWork work = jobs.run("op=concat in=@c in=@a in=@b in=@c out=@d");

    assertThat(jobs.text("d")).isEqualTo("CCACC");
    assertThat(work.expected).isEqualTo(5);
    assertThat(work.done()).isEqualTo(5);
    assertThat(jobs.permissions("d")).isEqualTo(jobs.permissions("c"));
  }

  @Test
  void concat_toOneOfTheInputs_isInPlace() throws IOException {
    jobs.put("a", "A");
    jobs.put("b", "B");

    jobs.run("op=concat in=@a in=@b out=@b");

    assertThat(jobs.text("b")).isEqualTo("AB");
    jobs.assertFiles("a", "b");
  }

  @Test
  void concat_oneIsMissing_leavesNothing() throws IOException {
    jobs.put("a", "A");

    jobs.assertFails(Errno.ENOENT, "op=concat in=@a in=@b out=@c", "a");
  }

  @Test
  void concat_cancelledBetweenTwo_leavesNothing() throws IOException {
    jobs.put("a", "A");
    jobs.put("b", "B");

    jobs.assertCancelled("op=concat in=@a in=@b out=@c", 1, "a", "b");
  }

  @Test
  void rename_aFile_hasItsNewNameAlone() throws IOException {
    jobs.put("a", "A");

    TestWork work = jobs.run("op=rename in=@a out=@b");

    assertThat(jobs.text("b")).isEqualTo("A");
    jobs.assertFiles("b");
    assertThat(work.done()).isEqualTo(work.expected).isEqualTo(1);
  }

  @Test
  void rename_toWhatIsThere_needsOverwrite() throws IOException {
    jobs.put("a", "new");
    jobs.put("b", "old");

    jobs.assertFails(Errno.EEXIST, "op=rename in=@a out=@b", "a", "b");
    jobs.run("op=rename in=@a out=@b overwrite=yes");

    assertThat(jobs.text("b")).isEqualTo("new");
    jobs.assertFiles("b");
  }

  @Test
  void rename_toItself_changesNothing() throws IOException {
    jobs.put("a", "A");

    jobs.run("op=rename in=@a out=@a");

    assertThat(jobs.text("a")).isEqualTo("A");
  }

  @Test
  void delete_all_areGone() throws IOException {
    jobs.put("a", "A");
    jobs.put("b", "B");
    jobs.put("c", "C");

    TestWork work = jobs.run("op=delete in=@a in=@c");

    jobs.assertFiles("b");
    assertThat(work.done()).isEqualTo(work.expected).isEqualTo(2);
  }

  @Test
  void delete_oneIsMissing_endsThere() throws IOException {
    jobs.put("a", "A");
    jobs.put("c", "C");

    jobs.assertFails(Errno.ENOENT, "op=delete in=@a in=@b in=@c", "c");
  }

  @Test
  void delete_aLink_leavesWhatItNames() throws IOException {
    jobs.put("a", "A");
    Files.createSymbolicLink(jobs.path("l"), jobs.path("a"));

    jobs.run("op=delete in=@l");

    jobs.assertFiles("a");
  }

  @Test
  void stat_aFile_tellsAllOfIt() throws IOException {
    jobs.put("a", "12345");
    jobs.chmod("a", "rw-r-----");
    Object modified = Files.getLastModifiedTime(jobs.path("a")).toInstant();
    Object uid = Files.getAttribute(jobs.path("a"), "unix:uid");
    Object gid = Files.getAttribute(jobs.path("a"), "unix:gid");

    TestWork work = jobs.run("op=stat in=@a");

    assertThat(work.results)
        .containsEntry("size", "5")
        .containsEntry("mode", "0640")
        .containsEntry("type", "file")
        .containsEntry("uid", uid.toString())
        .containsEntry("gid", gid.toString())
        .containsEntry("modified", modified.toString());
    assertThat(work.results.keySet())
        .containsExactly("size", "mode", "type", "uid", "gid", "accessed", "modified", "changed");
  }

  @Test
  void stat_several_haveTheirPlaces() throws IOException {
    jobs.put("a", "12345");
    Files.createSymbolicLink(jobs.path("l"), jobs.path("a"));

    TestWork work = jobs.run("op=stat in=@a in=@ in=@l");

    assertThat(work.results)
        .containsEntry("in.1", jobs.path("a").toString())
        .containsEntry("size.1", "5")
        .containsEntry("type.2", "directory")
        .containsEntry("type.3", "link")
        .containsEntry("in.3", jobs.path("l").toString())
        .doesNotContainKey("size");
    assertThat(work.done()).isEqualTo(work.expected).isEqualTo(3);
  }

  @Test
  void stat_aLinkFollowed_isWhatItNames() throws IOException {
    jobs.put("a", "12345");
    Files.createSymbolicLink(jobs.path("l"), jobs.path("a"));

    assertThat(jobs.run("op=stat in=@l follow=yes").results)
        .containsEntry("type", "file")
        .containsEntry("size", "5");
  }

  @Test
  void stat_nothingThere_isEnoent() throws IOException {
    jobs.assertFails(Errno.ENOENT, "op=stat in=@a");
  }
}
