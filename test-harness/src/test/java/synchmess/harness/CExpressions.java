package synchmess.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the C compiler makes of expressions. */
final class CExpressions {
  private CExpressions() {}

  /**
   * Their values.
   *
   * @param name of the program that prints them, unlike any other
   * @param headers what it begins with
   */
  static Map<String, Integer> values(String name, String headers, Collection<String> expressions)
      throws IOException {
    Path source = Repository.target("expressions/" + name + "/values.c");
    String prints =
        expressions.stream()
            .map(each -> "  printf(\"%s=%%d\\n\", (int)(%s));\n".formatted(each, each))
            .collect(Collectors.joining());
    Files.writeString(
        source,
        headers + "#include <stddef.h>\n#include <stdio.h>\nint main(void) {\n" + prints + "}\n");
    Path program = source.resolveSibling("values");
    CProgram.compile(source.getParent(), program);
    String output = Program.run(source.getParent(), List.of(program.toString())).output();
    Map<String, Integer> values = new LinkedHashMap<>();
    for (String line : output.lines().toList()) {
      String[] parts = line.split("=", 2);
      values.put(parts[0], Integer.valueOf(parts[1]));
    }
    return values;
  }
}
