package synchmess.harness.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import synchmess.harness.Mount;
import synchmess.harness.Mounted;
import synchmess.harness.Outcome;
import synchmess.harness.Program;
import synchmess.harness.Repository;

/** A program that was written for the kernel module needs the header, and nothing else. */
@Tag("any-transport")
class OriginalClientTest {
  @RegisterExtension static final Mounted MOUNTED = Mounted.with();

  private final Mount mount = MOUNTED.mount();

  @Test
  void client_compiledWithTheHeaderAlone_allCallsReturnWhatTheyDidThere() {
    assertThat(new Example(List.of(compiled().toString())).run(mount.directory()))
        .isEqualTo(
            new Outcome(
                0,
                """
                install: 0
                %s
                write: 9
                read: 9
                a message
                set delay: 0
                write: 9
                read: 0
                revoke: 1
                write: 9
                fsync: 0
                read: 9
                a message
                set delay: 0
                awake: 0
                install on a group: -1 Inappropriate ioctl for device
                awake on the master: -1 Inappropriate ioctl for device
                """
                    .formatted(mount.path("synchmess1")),
                ""));
  }

  private static Path compiled() {
    Path program = Repository.target("examples/original_client");
    Program.run(
            Repository.file("examples/src/test/c/original"),
            List.of(
                "cc",
                "-Wall",
                "-Wextra",
                "-Werror",
                "-I" + Example.IN_C,
                "client.c",
                "-o",
                program.toString()))
        .output();
    return program;
  }
}
