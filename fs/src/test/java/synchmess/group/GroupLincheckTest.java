package synchmess.group;

import java.util.List;
import java.util.stream.Collectors;
import org.jetbrains.kotlinx.lincheck.LinChecker;
import org.jetbrains.kotlinx.lincheck.annotations.Operation;
import org.jetbrains.kotlinx.lincheck.annotations.Param;
import org.jetbrains.kotlinx.lincheck.paramgen.IntGen;
import org.jetbrains.kotlinx.lincheck.paramgen.ThreadIdGen;
import org.jetbrains.kotlinx.lincheck.strategy.managed.modelchecking.ModelCheckingOptions;
import org.jetbrains.kotlinx.lincheck.strategy.stress.StressOptions;
import org.junit.jupiter.api.Test;
import synchmess.errno.Errno;
import synchmess.waiting.Clock;
import synchmess.waiting.Outcome;

/**
 * Every interleaving of the operations below must look as if they had happened one after another.
 *
 * <p>Whoever parks does so in one operation and asks for the outcome in a later one, which
 * interrupts it if it still waits. Time stands still, so delayed messages stay so.
 *
 * <p>{@code -Dsynchmess.lincheck=N} tries N times as many scenarios (1).
 */
public class GroupLincheckTest {
  private static final int MAX_THREADS = 8;
  private static final int DELAY_MILLIS = 1000;
  private static final int TIMES = Integer.getInteger("synchmess.lincheck", 1);

  private final DirectGroup group =
      new DirectGroup(
          new Groups(new Limits(TestGroup.MAX_MESSAGE_SIZE_CEILING), new StillClock(), 0)
              .install("orders", 0));

  /** What each thread has taken and may put back. */
  private final Message[] taken = new Message[MAX_THREADS];

  /** Each thread's receiver, if it has one. */
  private final RecordingReceiver[] receivers = new RecordingReceiver[MAX_THREADS];

  /** Each thread's sleeper, if it has one. */
  private final RecordingSleeper[] sleepers = new RecordingSleeper[MAX_THREADS];

  @Operation
  public void delay(boolean on) {
    group.settings().setSendDelay(on ? DELAY_MILLIS : 0);
  }

  @Operation
  public void send(@Param(gen = IntGen.class, conf = "1:9") int number) {
    group.send(TestGroup.bytes("" + number));
  }

  @Operation
  public String receive() {
    Message message = group.receive();
    return message == null ? null : TestGroup.text(message.content());
  }

  @Operation
  public void sendTwo(@Param(gen = IntGen.class, conf = "1:9") int number) {
    group.send(TestGroup.bytes("" + number), TestGroup.bytes("" + number));
  }

  @Operation
  public String receiveAll() {
    return group.receive(Integer.MAX_VALUE, 0).stream()
        .map(message -> TestGroup.text(message.content()))
        .collect(Collectors.joining(","));
  }

  @Operation
  public String take(@Param(gen = ThreadIdGen.class) int thread) {
    if (taken[thread] == null) {
      taken[thread] = group.receive();
    }
    return taken[thread] == null ? null : TestGroup.text(taken[thread].content());
  }

  @Operation
  public void putBack(@Param(gen = ThreadIdGen.class) int thread) {
    if (taken[thread] != null) {
      group.putBack(List.of(taken[thread]));
      taken[thread] = null;
    }
  }

  @Operation
  public int flush() {
    return group.flush();
  }

  @Operation
  public int revoke() {
    return group.revoke();
  }

  @Operation
  public int awake() {
    return group.awake();
  }

  @Operation
  public void await(@Param(gen = ThreadIdGen.class) int thread) {
    if (receivers[thread] == null) {
      receivers[thread] = new RecordingReceiver();
      group.receive(receivers[thread]);
    }
  }

  @Operation
  public String endAwait(@Param(gen = ThreadIdGen.class) int thread) {
    RecordingReceiver receiver = receivers[thread];
    if (receiver == null) {
      return null;
    }
    receivers[thread] = null;
    receiver.cancel(Errno.EINTR);
    while (receiver.outcome().equals(Outcome.WAITING)) {
      Thread.onSpinWait();
    }
    return receiver.outcome();
  }

  @Operation
  public void sleep(@Param(gen = ThreadIdGen.class) int thread) {
    if (sleepers[thread] == null) {
      sleepers[thread] = new RecordingSleeper();
      group.sleep(sleepers[thread]);
    }
  }

  @Operation
  public String endSleep(@Param(gen = ThreadIdGen.class) int thread) {
    RecordingSleeper sleeper = sleepers[thread];
    if (sleeper == null) {
      return null;
    }
    sleepers[thread] = null;
    sleeper.cancel(Errno.EINTR);
    while (sleeper.outcome().equals(Outcome.WAITING)) {
      Thread.onSpinWait();
    }
    return sleeper.outcome();
  }

  @Test
  void group_underStress_isLinearizable() {
    StressOptions options =
        new StressOptions()
            .threads(3)
            .actorsPerThread(3)
            .iterations(20 * TIMES)
            .invocationsPerIteration(1_000);
    LinChecker.check(GroupLincheckTest.class, options);
  }

  @Test
  void group_modelChecked_isLinearizable() {
    ModelCheckingOptions options =
        new ModelCheckingOptions()
            .threads(3)
            .actorsPerThread(3)
            .iterations(15 * TIMES)
            .invocationsPerIteration(100);
    LinChecker.check(GroupLincheckTest.class, options);
  }

  private static final class StillClock implements Clock {
    @Override
    public long nanos() {
      return 0;
    }

    @Override
    public long wallMillis() {
      return 0;
    }

    @Override
    public Alarm after(long delayNanos, Runnable action) {
      return () -> {};
    }
  }
}
