package synchmess.group.bench;

import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.util.Statistics;
import synchmess.errno.Errno;
import synchmess.group.DirectGroup;
import synchmess.group.FullPolicy;
import synchmess.group.Groups;
import synchmess.group.Limits;
import synchmess.group.Message;
import synchmess.group.MessageReceiver;
import synchmess.group.MessageSender;
import synchmess.group.Patience;
import synchmess.group.Sleeper;
import synchmess.waiting.Clock;

/**
 * What a send and its receive cost, in ns for both together, however much is stored, however many
 * groups there are, and however many callers are parked.
 *
 * <p>{@code main} takes JMH's own options, and prints a table of its own after JMH's.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 15, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xmx1g", "-XX:+UseSerialGC"})
public class GroupBenchmark {
  private static final int SIZE = 64;
  private static final int AN_HOUR = 3_600_000;

  /** A mount; all of its groups are gone when a trial ends. */
  public abstract static class Mount {
    final Limits limits = new Limits(SIZE);
    final SteppingClock clock = new SteppingClock();
    final Groups groups = new Groups(limits, clock, 0);

    Mount() {
      limits.setMaxStorageSize(Long.MAX_VALUE);
      limits.setMaxTotalSize(Long.MAX_VALUE);
      limits.setMaxThrottledWriters(Integer.MAX_VALUE);
    }

    @TearDown
    public void close() {
      groups.close();
    }

    static void send(DirectGroup group, int count) {
      for (int i = 0; i < count; i++) {
        group.send(new byte[SIZE]);
      }
    }
  }

  /** A group that holds messages. */
  @State(Scope.Benchmark)
  public static class Stored extends Mount {
    @Param({"10", "1000000"})
    int stored;

    @Param({"ready", "delayed"})
    String kind;

    private DirectGroup group;

    @Setup
    public void fill() {
      group = new DirectGroup(groups.install("orders", 0));
      group.settings().setSendDelay(kind.equals("ready") ? 0 : AN_HOUR);
      send(group, stored);
      group.settings().setSendDelay(0);
    }
  }

  @Benchmark
  public Message storedMessages(Stored state) {
    state.group.send(new byte[SIZE]);
    return state.group.receive();
  }

  /** A group whose delayed messages come due one by one. */
  @State(Scope.Benchmark)
  public static class ComingDue extends Mount {
    @Param({"10", "1000000"})
    int stored;

    private DirectGroup group;

    @Setup
    public void fill() {
      group = new DirectGroup(groups.install("orders", 0));
      group.settings().setSendDelay(stored);
      for (int i = 0; i < stored; i++) {
        clock.step();
        send(group, 1);
      }
    }
  }

  /** A message is sent as the last to come due, and the first is received. */
  @Benchmark
  public Message delayedMessages(ComingDue state) {
    state.clock.step();
    state.group.send(new byte[SIZE]);
    return state.group.receive();
  }

  /** Many groups, each used in its turn. */
  @State(Scope.Benchmark)
  public static class Many extends Mount {
    @Param({"1", "1000"})
    int installed;

    private DirectGroup[] group;
    private int next;

    @Setup
    public void install() {
      group = new DirectGroup[installed];
      for (int i = 0; i < installed; i++) {
        group[i] = new DirectGroup(groups.install("orders" + i, 0));
        send(group[i], 10);
      }
    }

    DirectGroup next() {
      next = next + 1 < installed ? next + 1 : 0;
      return group[next];
    }
  }

  @Benchmark
  public Message groups(Many state) {
    DirectGroup group = state.next();
    group.send(new byte[SIZE]);
    return group.receive();
  }

  /** The base of those that park callers. */
  @State(Scope.Benchmark)
  public static class Parking extends Mount {
    @Param({"0", "10000"})
    int parked;

    DirectGroup group;

    @Setup
    public void park() {
      group = new DirectGroup(groups.install("orders", 0));
      for (int i = 0; i < parked; i++) {
        parkOne();
      }
    }

    void parkOne() {}
  }

  /** Callers asleep on the barrier of the group. */
  @State(Scope.Benchmark)
  public static class Sleepers extends Parking {
    @Override
    void parkOne() {
      group.sleep(new Asleep());
    }
  }

  @Benchmark
  public Message parkedSleepers(Sleepers state) {
    state.group.send(new byte[SIZE]);
    return state.group.receive();
  }

  /** Receivers that wait for a message. */
  @State(Scope.Benchmark)
  public static class Receivers extends Parking {
    @Override
    void parkOne() {
      group.receive(new Waiting());
    }
  }

  /** One more receiver comes, and the first in line is served. */
  @Benchmark
  public void parkedReceivers(Receivers state) {
    state.parkOne();
    state.group.send(new byte[SIZE]);
  }

  /** One more receiver comes and is interrupted, with others before it in line. */
  @Benchmark
  public boolean interruptedReceiver(Receivers state) {
    Waiting waiting = new Waiting();
    state.group.receive(waiting);
    return waiting.cancel(Errno.EINTR);
  }

  /** Senders throttled by a full group. */
  @State(Scope.Benchmark)
  public static class Senders extends Parking {
    @Override
    public void park() {
      limits.setMaxStorageSize(SIZE);
      limits.setFullPolicy(FullPolicy.BLOCK);
      super.park();
    }

    @Override
    void parkOne() {
      group.send(new Throttled());
    }
  }

  /** One more sender comes, and a message is received, which lets the first in line in. */
  @Benchmark
  public Message parkedSenders(Senders state) {
    state.parkOne();
    return state.group.receive();
  }

  /** The machine's clock, which can be moved on by a millisecond; it runs no alarms. */
  private static final class SteppingClock implements Clock {
    private long steps;

    void step() {
      steps++;
    }

    @Override
    public long nanos() {
      return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(steps);
    }

    @Override
    public long wallMillis() {
      return System.currentTimeMillis();
    }

    @Override
    public Alarm after(long delayNanos, Runnable action) {
      return () -> {};
    }
  }

  private static final class Waiting extends MessageReceiver {
    Waiting() {
      super(FOREVER, false);
    }

    @Override
    protected void received(Message message) {}

    @Override
    public void failed(Errno why) {}
  }

  private static final class Throttled extends MessageSender {
    Throttled() {
      super(Patience.BY_POLICY, new byte[SIZE]);
    }

    @Override
    protected void sent() {}

    @Override
    public void failed(Errno why) {}
  }

  private static final class Asleep extends Sleeper {
    @Override
    protected void awoken() {}

    @Override
    public void failed(Errno why) {}
  }

  public static void main(String[] args) throws RunnerException, CommandLineOptionException {
    new Runner(new CommandLineOptions(args)).run().forEach(GroupBenchmark::print);
  }

  /** The fastest and the median iteration say more than the mean where others use the machine. */
  private static void print(RunResult result) {
    String name = result.getPrimaryResult().getLabel();
    BenchmarkParams params = result.getParams();
    String values =
        params.getParamsKeys().stream()
            .map(key -> key + "=" + params.getParam(key))
            .collect(Collectors.joining(" "));
    Statistics nanos = result.getPrimaryResult().getStatistics();
    System.out.printf(
        "%-20s %-28s fastest %6.0f ns, median %6.0f ns%n",
        name, values, nanos.getMin(), nanos.getPercentile(50));
  }
}
