package synchmess.harness.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import synchmess.harness.Outcome;
import synchmess.harness.Program;
import synchmess.harness.Repository;

/** What the launcher runs and builds, and what it does not, since other users could change it. */
@Tag("no-engine")
class LauncherTest {
  private static final int MISSING = 4;

  /** On Debian these users have groups of their own; 1234 is nobody. */
  private static final String AS_GAMES = "setpriv --reuid=5 --regid=60 --clear-groups env -i ";

  private static final String COPY =
      """
      cd "$1"
      daemon/bin/synchmess --version > /dev/null 2>&1
      cp -r --parents --preserve=timestamps pom.xml fs/pom.xml fs/src/main examples/pom.xml .mvn \
          daemon/pom.xml daemon/src/main daemon/bin daemon/target/*.jar daemon/target/*.jsa \
          daemon/target/lib daemon/target/[j]ni "$2" || true
      chmod -R go-w,a+rX "$2"
      mkdir "$2/path"
      printf '#!/bin/sh\necho compiled >&2\nexit 1\n' > "$2/path/mvn"
      chmod +x "$2/path/mvn"
      """;

  @TempDir Path copy;

  private static Outcome sh(String script, String... arguments) {
    List<String> command = new java.util.ArrayList<>(List.of("sh", "-ec", script, "sh"));
    command.addAll(List.of(arguments));
    return Program.run(Path.of("/"), command);
  }

  @BeforeEach
  void copy() {
    sh(COPY, Repository.file(".").toString(), copy.toString()).output();
  }

  @AfterEach
  void giveBack() {
    sh("chown -R $(id -u) \"$1\"", copy.toString()).output();
  }

  /** In the copy, where a Maven that fails is the first in the path. */
  private Outcome inCopy(String script) {
    return sh("cd \"$1\"; PATH=$1/path:$PATH; " + script, copy.toString());
  }

  private Outcome version(String preparation) {
    return inCopy(preparation + " daemon/bin/synchmess --version");
  }

  private static void assertRefused(Outcome outcome, String file) {
    assertThat(outcome.exit()).isEqualTo(MISSING);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err().lines())
        .singleElement()
        .asString()
        .startsWith("synchmess: ")
        .contains(file)
        .contains(" is not run, since other users can change it; try: ")
        .contains("chmod -R go-w ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "daemon/target/synchmess.jar",
        "daemon/target/synchmess-*.jsa",
        "daemon/target/lib",
        "daemon/bin/requirements.sh",
        "daemon/bin/synchmess",
        "daemon",
      })
  void whatOthersCanWriteTo_isNotRun(String file) {
    assertRefused(version("chmod o+w " + file + ";"), file.replaceAll("-?\\*.*", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"daemon/target/synchmess.jar", "daemon/target/lib", "daemon/bin"})
  void whatAGroupCanWriteTo_isNotRun(String file) {
    assertRefused(version("chgrp 1234 %1$s; chmod g+w %1$s;".formatted(file)), file);
  }

  /** The list in the file system's own form: rights of the owner, of user 1234, and so on. */
  @Test
  void whatAUserCanWriteToByAnAccessControlList_isNotRun() {
    assumeTrue(sh("python3 --version").exit() == 0);
    String set =
        """
        python3 -c 'import os, struct
        entries = ((1, 6, -1), (2, 6, 1234), (4, 4, -1), (16, 6, -1), (32, 4, -1))
        acl = struct.pack("<I", 2) + b"".join(struct.pack("<HHi", *entry) for entry in entries)
        os.setxattr("daemon/target/synchmess.jar", "system.posix_acl_access", acl)'
        """;

    assertRefused(version(set), "synchmess.jar");
  }

  @Test
  void libraryOfAnotherUser_isNotRun() {
    assertRefused(version("chown 1234 daemon/target/lib/slf4j-simple-2.0.20.jar;"), "2.0.20.jar");
  }

  @Test
  void nativeLibraryThatOthersCanWriteTo_isNotRun() {
    String preparation = "chmod o+w daemon/target/jni/x86_64-Linux/*.so;";

    assertRefused(version(preparation), "libjffi-1.2.so");
  }

  @Test
  void scriptThatOthersCanWriteTo_isNotEvenRead() {
    Outcome refused =
        version(
            "echo 'echo I am read' >> daemon/bin/requirements.sh;"
                + " chmod o+w daemon/bin/requirements.sh;");

    assertRefused(refused, "requirements.sh");
  }

  @Test
  void plainUser_runsNothingThatOthersCanChangeEither() {
    String asGames = AS_GAMES + "PATH=$PATH JAVA_HOME=" + System.getProperty("java.home");

    assertThat(version("chmod a+x .; " + asGames).out()).startsWith("synchmess ");
    assertRefused(
        version("chmod o+w daemon/target/synchmess.jar; " + asGames),
        "daemon/target/synchmess.jar");
  }

  @Test
  void cloneOfAUser_isRunByRootWithSudo() {
    assertThat(version("chown -R 1234 .;").out()).startsWith("synchmess ");
  }

  @Test
  void cloneThatOnlyItsOwnersGroupCanWriteTo_isRun() {
    String asGames = AS_GAMES + "PATH=$PATH JAVA_HOME=" + System.getProperty("java.home");

    assertThat(version("chmod -R g+w .;").out()).startsWith("synchmess ");
    assertThat(version("chown -R 5:60 .; chmod -R g+w .;").out()).startsWith("synchmess ");
    assertThat(version(asGames).out()).startsWith("synchmess ");
  }

  @Test
  void cloneThatAGroupOfOthersCanWriteTo_isNotRun() {
    String groupOfDaemon = "chown -R 5:1 .; chmod -R g+w .;";

    assertRefused(version(groupOfDaemon), copy.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "chmod o+w fs/src/main/java/synchmess/owner/Owner.java",
        "chgrp 1234 fs/src/main/java/synchmess; chmod g+w fs/src/main/java/synchmess",
        "chown 1234 daemon/src/main/java",
        "chmod o+w pom.xml",
        "chmod o+w examples/pom.xml",
        "chmod o+w examples",
        "chmod -R o+w .mvn",
      })
  void sourceThatOthersCanChange_isNotCompiled(String preparation) {
    Outcome refused = version(preparation + "; touch fs/pom.xml;");

    assertThat(refused.exit()).isEqualTo(MISSING);
    assertThat(refused.err()).contains("since other users can change it").doesNotContain("build");
  }

  @Test
  void sourceThatNobodyElseCanChange_isCompiled() {
    assertThat(version("touch fs/pom.xml;").err()).contains("building");
  }

  @Test
  void optionsForEachJavaMachine_areNotTakenByRoot() throws IOException {
    Outcome outcome = version("JAVA_TOOL_OPTIONS=-Dx=y _JAVA_OPTIONS=-Dx=y");

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.err()).isEmpty();
  }

  /** The archive of classes for this Java is missing too. */
  @Test
  void installationThatCannotBeWritten_works() {
    String readOnly = "rm daemon/target/*.jsa; exec unshare --mount sh -ec";
    String script = "mount --bind -o ro . .; cd .; cd $PWD; daemon/bin/synchmess --version";

    Outcome outcome = inCopy(readOnly + " '" + script + "'");

    assertThat(outcome.out()).startsWith("synchmess ");
    assertThat(outcome.err()).isEmpty();
  }
}
