package synchmess.harness.stress;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import synchmess.harness.Condition;
import synchmess.harness.Group;
import synchmess.harness.Mount;
import synchmess.harness.Program;

/**
 * Producers and consumers on a mount, each in a process of its own, and what became of their
 * messages.
 *
 * <p>Used by one thread.
 */
final class Traffic implements AutoCloseable {
  private final Mount mount;
  private final Path logs;
  private final List<Group> groups = new ArrayList<>();
  private final List<Production> productions = new ArrayList<>();
  private final Map<String, Program> consumers = new HashMap<>();
  private final Set<String> killed = new HashSet<>();

  /** A producer: how many messages it sends to each of its groups. */
  private record Production(Program program, int sender, long count, List<Group> groups) {}

  Traffic(Mount mount) {
    this.mount = mount;
    try {
      this.logs = Files.createTempDirectory("synchmess-traffic-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Installs a group. */
  Group install(String name, String readMode) {
    mount.write(name, "");
    Group group = new Group(mount, name);
    group.set("read_mode", readMode);
    groups.add(group);
    return group;
  }

  // ------------------------------------------------------------------------------------ actors

  /** Starts a consumer; its name. */
  String consume(Way way, List<Group> from) {
    return consume(way, 0, from);
  }

  /** As {@link #consume(Way, List)}, in a rain of signals if that is not 0. */
  String consume(Way way, long rainMicros, List<Group> from) {
    from.forEach(group -> assertThat(group.get("read_mode")).isEqualTo(way.readMode()));
    String name = way + "-" + consumers.size();
    List<String> command = way.command(logs.resolve(name), rainMicros, from);
    consumers.put(name, Program.start(logs, command));
    return name;
  }

  /**
   * Starts a producer.
   *
   * @param count of messages to each group
   * @param options of the producer, such as {@code -r 500}
   */
  void produce(long count, List<Group> to, Object... options) {
    int sender = productions.size();
    List<Object> arguments = new ArrayList<>(List.of(options));
    arguments.add(sender);
    arguments.add(count);
    to.forEach(group -> arguments.add(group.file()));
    Program program = Stress.start("producer", arguments.toArray());
    productions.add(new Production(program, sender, count, to));
  }

  boolean isProducing() {
    return productions.stream().anyMatch(production -> production.program().isAlive());
  }

  /** Waits until all has been sent; what the producers report. */
  List<Report> awaitProducers() {
    return productions.stream()
        .map(production -> Report.of(production.program().finish().output()))
        .toList();
  }

  /** How many bytes a consumer has received so far. */
  long receivedBytes(String consumer) {
    return logsOf(consumer).stream().mapToLong(log -> log.toFile().length()).sum();
  }

  /** Kills a consumer by SIGKILL. */
  void kill(String consumer) {
    killed.add(consumer);
    Program program = consumers.get(consumer);
    program.signal("KILL");
    program.finish();
  }

  /** Producers and consumers. */
  List<Program> programs() {
    return Stream.concat(productions.stream().map(Production::program), consumers.values().stream())
        .toList();
  }

  // --------------------------------------------------------------------------------- the result

  /**
   * Waits until all has been received, and uninstalls the groups, so that the consumers end. What
   * they report.
   */
  List<Report> drain() {
    try {
      Condition.await("everything is received and logged", this::isDrained);
    } catch (ConditionTimeoutException lost) {
      System.err.println(lost.getMessage());
    }
    groups.forEach(Group::remove);
    return consumers.entrySet().stream()
        .filter(consumer -> !killed.contains(consumer.getKey()))
        .map(consumer -> Report.of(consumer.getValue().finish().output()))
        .toList();
  }

  private boolean isDrained() {
    boolean empty = groups.stream().allMatch(g -> g.count("depth") + g.count("delayed") == 0);
    return empty && logged() >= received() - killed.size();
  }

  private long received() {
    return groups.stream().mapToLong(group -> Report.of(group.get("stats")).get("received")).sum();
  }

  private long logged() {
    return logs().stream().flatMapToInt(log -> text(log).chars()).filter(c -> c == '\n').count();
  }

  /** What was sent and received in all. */
  Ledger ledger() {
    Ledger ledger = new Ledger();
    for (Production each : productions) {
      each.groups().forEach(group -> ledger.sent(each.sender(), group.name(), each.count()));
    }
    consumers.keySet().forEach(consumer -> enterLogs(consumer, ledger));
    return ledger;
  }

  private void enterLogs(String consumer, Ledger ledger) {
    for (Path log : logsOf(consumer)) {
      String file = log.getFileName().toString();
      String group = file.substring(file.indexOf('.') + 1);
      if (killed.contains(consumer)) {
        ledger.receivedUntilKilled(group, text(log));
      } else {
        ledger.received(group, text(log));
      }
    }
  }

  private List<Path> logsOf(String consumer) {
    return logs().stream()
        .filter(log -> log.getFileName().toString().startsWith(consumer + "."))
        .toList();
  }

  private List<Path> logs() {
    try (Stream<Path> files = Files.list(logs)) {
      return files.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path log) {
    try {
      return Files.readString(log, ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    programs().forEach(Program::close);
    logs().forEach(log -> log.toFile().delete());
    logs.toFile().delete();
  }
}
