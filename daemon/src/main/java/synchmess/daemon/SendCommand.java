package synchmess.daemon;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code synchmess send}: sends messages, and prints their ids. */
@Command(
    name = "send",
    description = "Send messages to a group, and print their ids.",
    mixinStandardHelpOptions = true)
final class SendCommand implements Callable<Integer> {
  private static final String STANDARD_INPUT = "-";

  @Mixin private MountedAt mount;

  @Option(
      names = "--after",
      paramLabel = "DURATION",
      converter = Period.Converter.class,
      description = "Make them ready so much later, whatever send_delay is: 500ms, 5s, 2m, 1h, 3d.")
  private Period delay;

  @Parameters(index = "0", paramLabel = "GROUP", description = "The group; it must be there.")
  private String group;

  @Parameters(
      index = "1..*",
      paramLabel = "MESSAGE",
      description = "A message each. Default, and -: one, all of standard input.")
  private List<String> messages = List.of(STANDARD_INPUT);

  @Override
  public Integer call() throws IOException {
    GroupClient client = mount.group(group);
    for (String message : messages) {
      System.out.println(client.send(content(message), delay));
    }
    return ExitCode.OK;
  }

  private static byte[] content(String message) throws IOException {
    return message.equals(STANDARD_INPUT) ? System.in.readAllBytes() : message.getBytes(UTF_8);
  }
}
