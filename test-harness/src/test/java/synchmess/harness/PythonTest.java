package synchmess.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Python's {@code open}, in addition, where there is a Python. */
@Tag("any-transport")
class PythonTest {
  @RegisterExtension static final Mounted MOUNTED = Mounted.shared();

  /** {@code shutil.copy}, which begins with sendfile(2). */
  private static final String COPY =
      """
      import os, shutil, tempfile
      def copy(file):
        with tempfile.NamedTemporaryFile() as there:
          shutil.copy(file, there.name)
          return open(there.name, 'rb').read()
      """;

  /** What is done, in Python, after "one\n" and "two\n" were sent to {@code f}; what it prints. */
  private record Script(String code, String printed) {}

  private static final List<Script> SCRIPTS =
      List.of(
          new Script("print(open(f).read())", "one\ntwo\n\n"),
          new Script("print(open(f, 'rb', buffering=0).read(99))", "b'one\\n'\n"),
          new Script("r = open(f); print(r.readline() + r.readline())", "one\ntwo\n\n"),
          new Script("print([line for line in open(f)])", "['one\\n', 'two\\n']\n"),
          new Script("print(os.read(os.open(f, os.O_RDONLY), 99))", "b'one\\n'\n"),
          new Script("print(open(ctl + 'depth').read())", "2\n\n"),
          new Script("print(int(open(ctl + 'bytes').read()))", "8\n"),
          new Script("print(open(ctl + 'next').read(), end='')", "one\n"),
          new Script("print(open(ctl + 'peek').read(), end='')", "one\n"),
          new Script("r = open(ctl + 'follow'); print(next(r) + next(r))", "one\ntwo\n\n"),
          new Script("print('sent: 2' in open(ctl + 'stats').read())", "True\n"),
          new Script(
              "t = open(ctl + 'purge', 'r+'); t.write('1'); t.seek(0); print(t.read())", "2\n\n"),
          new Script(
              "t = open(ctl + 'purge', 'r+b', buffering=0); t.write(b'1'); print(t.read())",
              "b'2\\n'\n"),
          new Script(
              "print(open(f, 'w').write('three'), open(f, 'a').write('four')); print(open(f).read())",
              "5 4\none\ntwo\nthreefour\n"),
          new Script(
              "open(ctl + 'send_delay', 'w').write('7'); print(open(ctl + 'send_delay').read())",
              "7\n\n"),
          new Script("print(copy(f))", "b'one\\ntwo\\n'\n"),
          new Script("print(copy(ctl + 'depth'), copy(ctl + 'next'))", "b'2\\n' b'one\\n'\n"),
          new Script("print(copy(m + 'sys/metrics')[:6])", "b'# HELP'\n"),
          new Script(
              "print(''.join(open(m + 'sys/engine').readlines()[:2]))",
              TestedEngine.current().text() + "\n"),
          new Script(
              "print(sorted(os.listdir(m + 'ctl')) == sorted(os.listdir(m + 'ctl/')))", "True\n"));

  private static boolean isInstalled() {
    return Program.run(Repository.file("."), List.of("sh", "-c", "python3 --version")).exit() == 0;
  }

  @TestFactory
  Stream<DynamicTest> open_ofEveryKindOfFile() {
    return isInstalled()
        ? SCRIPTS.stream().map(script -> dynamicTest(script.code(), () -> assertPrints(script)))
        : Stream.empty();
  }

  private static void assertPrints(Script script) {
    Group group = MOUNTED.newGroup();
    group.send("one\n");
    group.send("two\n");
    String names = COPY + "m = './'; f = '%s'; ctl = 'ctl/%1$s/'; ".formatted(group.name());

    List<String> command = List.of("python3", "-c", names + script.code());
    assertThat(Program.run(MOUNTED.mount().directory(), command).output())
        .isEqualTo(script.printed());
  }
}
