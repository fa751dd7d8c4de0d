package synchmess.harness.joboperation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import synchmess.harness.Mount;
import synchmess.harness.Mounted;

/** Which files a job takes and makes, what it replaces, and what it leaves alone. */
@Tag("no-engine")
class PlacesTest {
  @RegisterExtension static final Mounted MOUNTED = Mounted.with();

  private final Mount mount = MOUNTED.mount();
  private Folder folder;

  @BeforeEach
  void makeFiles(@TempDir Path directory) {
    folder = new Folder(directory);
    folder.write("a", "content");
    folder.secret("key", new byte[32]);
  }

  private Job submit(String... words) {
    return Job.submit(mount, words);
  }

  private String words(String op) {
    return "op=" + op + (op.equals("encrypt") ? " " + folder.keyFile("key") : "");
  }

  // ----------------------------------------------------------------------------- what is there

  @ParameterizedTest
  @ValueSource(strings = {"encrypt", "compress", "concat", "copy", "rename"})
  void presentOutput_isEEXISTAndStays(String op) {
    folder.write("b", "still here");

    submit(words(op), folder.in("a"), folder.out("b")).assertFailed("EEXIST");
    submit(words(op), folder.in("a"), folder.out("b"), "overwrite=no").assertFailed("EEXIST");
    assertThat(folder.text("b")).isEqualTo("still here");
    assertThat(folder.names()).containsExactly("a", "b", "key");
  }

  @ParameterizedTest
  @ValueSource(strings = {"encrypt", "compress", "concat", "copy", "rename"})
  void presentOutput_isReplacedWhereThatIsAskedFor(String op) {
    folder.write("b", "not for long");

    submit(words(op), folder.in("a"), folder.out("b"), "overwrite=yes").assertDone();
    assertThat(folder.text("b")).isNotEqualTo("not for long");
    assertThat(folder.names()).contains("b", "key").noneMatch(name -> name.startsWith("."));
  }

  @ParameterizedTest
  @ValueSource(strings = {"encrypt", "compress", "concat", "copy"})
  void linkInThePlaceOfTheOutput_isReplacedAndNotFollowed(String op) {
    folder.write("target", "still here");
    folder.symlink("b", folder.resolve("target"));

    submit(words(op), folder.in("a"), folder.out("b")).assertFailed("EEXIST");
    submit(words(op), folder.in("a"), folder.out("b"), "overwrite=yes").assertDone();
    assertThat(folder.text("target")).isEqualTo("still here");
    assertThat(folder.resolve("b")).isRegularFile();
    assertThat(folder.sh("readlink b || echo no link")).isEqualTo("no link\n");
  }

  @Test
  void copy_ontoItself_leavesItAsItIs() {
    submit("op=copy", folder.in("a"), folder.out("a")).assertDone();

    assertThat(folder.text("a")).isEqualTo("content");
    assertThat(folder.names()).containsExactly("a", "key");
  }

  @Test
  void concat_ontoAnInput_isAll() {
    folder.write("b", " and more");
    submit("op=concat", folder.in("a"), folder.in("b"), folder.out("b")).assertDone();

    assertThat(folder.text("b")).isEqualTo("content and more");
  }

  // ------------------------------------------------------------------------- what is not there

  @ParameterizedTest
  @ValueSource(strings = {"encrypt", "compress", "decompress", "concat", "copy", "rename"})
  void missingInput_isENOENTInTheResult(String op) {
    Job job = submit(words(op), folder.in("none"), folder.out("b"));

    job.assertFailed("ENOENT");
    assertThat(job.result("error")).contains(folder.resolve("none").toString());
    assertThat(folder.names()).containsExactly("a", "key");
  }

  @ParameterizedTest
  @ValueSource(strings = {"checksum", "stat", "delete"})
  void missingInput_ofWhatMakesNothing_isENOENTInTheResult(String op) {
    submit("op=" + op, folder.in("none")).assertFailed("ENOENT");
    submit("op=" + op, folder.in("none/deeper")).assertFailed("ENOENT");
  }

  @Test
  void missingDirectoryOfTheOutput_isENOENTInTheResult() {
    submit("op=copy", folder.in("a"), folder.out("none/b")).assertFailed("ENOENT");
    submit("op=copy", folder.in("a"), folder.out("a/b")).assertFailed("ENOTDIR");
  }

  @Test
  void concat_withAMissingInput_makesNothing() {
    submit("op=concat", folder.in("a"), folder.in("none"), folder.out("b")).assertFailed("ENOENT");

    assertThat(folder.names()).containsExactly("a", "key");
  }

  // -------------------------------------------------------------------- what is no regular file

  @ParameterizedTest
  @ValueSource(strings = {"encrypt", "compress", "concat", "copy"})
  void directory_isEISDIR(String op) {
    folder.sh("mkdir d");

    submit(words(op), folder.in("d"), folder.out("b")).assertFailed("EISDIR");
    submit(words(op), folder.in("a"), folder.out("d")).assertFailed("EISDIR");
    submit(words(op), folder.in("a"), folder.out("d"), "overwrite=yes").assertFailed("EISDIR");
    assertThat(folder.names()).containsExactly("a", "d", "key");
  }

  @Test
  void directory_isNotDeleted() {
    folder.sh("mkdir d");

    submit("op=delete", folder.in("d")).assertFailed("EISDIR");
    assertThat(folder.resolve("d")).isDirectory();
  }

  @ParameterizedTest
  @CsvSource({"p", "/dev/null", "/dev/zero", "/dev/tty", "/proc/self/environ", "/proc/cpuinfo"})
  void whatIsNoFile_isEINVALAndNothingHangs(String input) {
    folder.sh("mkfifo p");
    String in = "in=" + folder.resolve(input);

    submit("op=checksum", in).assertFailed("EINVAL");
    submit("op=copy", in, folder.out("b")).assertFailed("EINVAL");
    assertThat(folder.names()).containsExactly("a", "key", "p");
  }

  @ParameterizedTest
  @ValueSource(strings = {"orders", "jobs/list", "sys/version", "ctl/orders/depth"})
  void fileOfTheMountItself_isEINVALAndNothingHangs(String file) {
    mount.write("orders", "a message");
    String in = "in=" + mount.path(file);

    submit("op=checksum", in).assertFailed("EINVAL");
    submit("op=stat", in).assertFailed("EINVAL");
    submit("op=copy", in, folder.out("b")).assertFailed("EINVAL");
    submit("op=copy overwrite=yes", folder.in("a"), "out=" + mount.path(file))
        .assertFailed("EINVAL");
    submit("op=rename", in, folder.out("b")).assertFailed("EINVAL");
    submit("op=delete", in).assertFailed("EINVAL");
    assertThat(folder.names()).containsExactly("a", "key");
  }

  @Test
  void linkToAFileOfTheMount_isEINVALAlsoWhereItIsFollowed() {
    folder.symlink("link", mount.path("sys/version"));

    submit("op=checksum follow=yes", folder.in("link")).assertFailed("EINVAL");
    folder.sh("rm link");
  }

  @Test
  void fileInProc_isNeverAnOutput() {
    submit("op=copy overwrite=yes", folder.in("a"), "out=/proc/self/comm").assertFailed("EINVAL");
    submit("op=delete in=/proc/self/comm").assertFailed("EINVAL");
  }

  @ParameterizedTest
  @ValueSource(strings = {"checksum", "copy"})
  void symbolicLink_isELOOPUnlessItIsToBeFollowed(String op) {
    folder.symlink("link", folder.resolve("a"));
    String out = op.equals("copy") ? folder.out("b") : "";

    submit("op=" + op, folder.in("link"), out).assertFailed("ELOOP");
    submit("op=" + op, folder.in("link"), out, "follow=yes").assertDone();
  }

  @Test
  void stat_tellsOfWhatIsNoFileToo() {
    folder.sh("mkdir d; mkfifo p; ln -s a link");

    Job job = submit("op=stat", folder.in("d"), folder.in("p"), folder.in("link")).assertDone();
    assertThat(job.result("type.1")).isEqualTo("directory");
    assertThat(job.result("type.2")).isEqualTo("fifo");
    assertThat(job.result("type.3")).isEqualTo("link");
    assertThat(submit("op=stat follow=yes", folder.in("link")).assertDone().result("type"))
        .isEqualTo("file");
  }

  @Test
  void renameAndDelete_takeTheLinkItself() {
    folder.symlink("link", folder.resolve("a"));
    submit("op=rename", folder.in("link"), folder.out("moved")).assertDone();

    assertThat(folder.sh("readlink moved")).isEqualTo(folder.resolve("a") + "\n");
    submit("op=delete", folder.in("moved")).assertDone();
    assertThat(folder.names()).containsExactly("a", "key");
  }

  @Test
  void delete_endsAtTheFirstThatIsMissing() {
    folder.write("b", "");
    folder.write("c", "");

    submit("op=delete", folder.in("b"), folder.in("none"), folder.in("c")).assertFailed("ENOENT");
    assertThat(folder.names()).containsExactly("a", "c", "key");
  }

  // --------------------------------------------------------------------------------- its rights

  @ParameterizedTest
  @CsvSource({
    "encrypt,640",
    "compress,600",
    "concat,444",
    "copy,755",
    "copy,000",
    "copy,4755",
    "rename,664"
  })
  void output_hasThePermissionsOfItsInput(String op, String mode) {
    folder.sh("chmod %s a".formatted(mode));
    submit(words(op), folder.in("a"), folder.out("b")).assertDone();

    String kept = mode.equals("4755") ? "755" : mode.equals("000") ? "0" : mode;
    assertThat(folder.rights("b")).isEqualTo("0:0 " + kept);
  }

  @Test
  void nameWithSpacesAndQuotes_isTaken() {
    folder.write("it's \"a\" name", "here");
    String in = "in=\"" + folder.path() + "/it's \\\"a\\\" name\"";
    submit("op=copy", in, "out=" + folder.path() + "/with\\ space").assertDone();

    assertThat(folder.text("with space")).isEqualTo("here");
  }

  @Test
  void longestName_isReplacedToo() {
    String longest = "n".repeat(255);
    folder.write(longest, "not for long");
    submit("op=copy overwrite=yes", folder.in("a"), folder.out(longest)).assertDone();

    assertThat(folder.text(longest)).isEqualTo("content");
    submit("op=copy", folder.in("a"), folder.out(longest + "n")).assertFailed("ENAMETOOLONG");
  }
}
