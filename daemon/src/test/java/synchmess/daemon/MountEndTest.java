package synchmess.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import synchmess.daemon.MountEnd.Step;

@Timeout(20)
class MountEndTest {
  private static final Step[] IN_ORDER = Step.values();

  private final MountEnd end = new MountEnd();
  private final List<Step> ran = Collections.synchronizedList(new ArrayList<>());

  /** Adds all steps, the last first. */
  private void addAll() {
    for (int i = IN_ORDER.length - 1; i >= 0; i--) {
      add(IN_ORDER[i]);
    }
  }

  private void add(Step step) {
    end.add(step, () -> ran.add(step));
  }

  /** Adds all steps; one of them throws after it has run. */
  private void addAllBut(Step failing, Throwable thrown) {
    for (Step step : IN_ORDER) {
      end.add(
          step,
          () -> {
            ran.add(step);
            if (step == failing) {
              sneakyThrow(thrown);
            }
          });
    }
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void sneakyThrow(Throwable thrown) throws T {
    throw (T) thrown;
  }

  // ------------------------------------------------------------------------------------- order

  @Test
  void steps_areInTheOrderThatTheDocumentationGives() {
    assertThat(IN_ORDER)
        .containsExactly(
            Step.JOB_QUEUE,
            Step.GROUPS,
            Step.MOUNT,
            Step.ENGINE,
            Step.RUNNING_JOBS,
            Step.MACHINE,
            Step.CLOCK,
            Step.DIRECTORIES,
            Step.STATE);
  }

  @Test
  void close_runsStepsInOrder_whateverTheOrderTheyWereAddedIn() {
    addAll();

    end.close();

    assertThat(ran).containsExactly(IN_ORDER);
    assertThat(end.isOver()).isTrue();
  }

  @Test
  void close_halfBegun_runsWhatIsThere() {
    add(Step.STATE);
    add(Step.CLOCK);

    end.close();

    assertThat(ran).containsExactly(Step.CLOCK, Step.STATE);
  }

  @Test
  void close_twice_runsEachOnce() {
    addAll();

    end.close();
    end.close();

    assertThat(ran).containsExactly(IN_ORDER);
  }

  @Test
  void unmount_runsTheStepsUpToTheMount_andCloseTheRest() {
    addAll();

    end.unmount();

    assertThat(ran).containsExactly(Step.JOB_QUEUE, Step.GROUPS, Step.MOUNT);
    assertThat(end.isOver()).isFalse();
    end.close();
    assertThat(ran).containsExactly(IN_ORDER);
  }

  @Test
  void add_secondEndOfOnePart_isRefused() {
    add(Step.CLOCK);

    assertThatThrownBy(() -> add(Step.CLOCK)).isInstanceOf(IllegalStateException.class);
  }

  // ---------------------------------------------------------------------------------- failures

  @ParameterizedTest
  @EnumSource
  void stepThatThrows_theOthersRun_andTheMountHasFailed(Step failing) {
    addAllBut(failing, new IllegalStateException("planted"));

    assertThatThrownBy(end::close).isInstanceOf(Failure.class).hasMessage("planted");

    assertThat(ran).containsExactly(IN_ORDER);
    assertThat(end.isOver()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(
      value = Step.class,
      names = {"JOB_QUEUE", "GROUPS", "MOUNT"})
  void stepThatThrowsAtTheUnmount_theOthersRun_andTheMountHasFailed(Step failing) {
    addAllBut(failing, new AssertionError("planted"));

    end.unmount();

    assertThat(ran).containsExactly(Step.JOB_QUEUE, Step.GROUPS, Step.MOUNT);
    assertThatThrownBy(end::close).isInstanceOf(Failure.class).hasMessage("planted");
    assertThat(ran).containsExactly(IN_ORDER);
  }

  @Test
  void interruptedStep_theNextDoesNotHearOfIt_theThreadDoes() {
    List<Boolean> heard = new ArrayList<>();
    end.add(
        Step.RUNNING_JOBS,
        () -> {
          throw new InterruptedException();
        });
    end.add(Step.MACHINE, () -> heard.add(Thread.currentThread().isInterrupted()));

    assertThatThrownBy(end::close).isInstanceOf(Failure.class);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(heard).containsExactly(false);
  }

  @Test
  void failedMount_lastStepKnowsTheFirstReason_andCloseThrowsIt() {
    List<String> known = new ArrayList<>();
    end.add(Step.ENGINE, () -> sneakyThrow(new IllegalStateException("planted")));
    end.add(Step.STATE, () -> known.add(end.failure().orElseThrow().getMessage()));
    end.failed(new Failure(ExitCode.FAILED, "aborted"));

    assertThatThrownBy(end::close).hasMessage("aborted");

    assertThat(known).containsExactly("aborted");
  }

  @Test
  void close_nothingFailed_throwsNothing() {
    addAll();

    assertThatCode(end::close).doesNotThrowAnyException();
    assertThat(end.failure()).isEmpty();
  }

  // ----------------------------------------------------------------------------------- threads

  @Test
  void closeDuringAnUnmount_waitsForIt() {
    CountDownLatch go = new CountDownLatch(1);
    Step held = Step.MOUNT;
    MountEnd slow = new MountEnd();
    slow.add(
        held,
        () -> {
          go.await();
          ran.add(held);
        });
    slow.add(Step.ENGINE, () -> ran.add(Step.ENGINE));
    Thread signal = new Thread(slow::unmount);
    signal.start();
    await().until(() -> signal.getState() == Thread.State.WAITING);
    CompletableFuture<Void> closed = CompletableFuture.runAsync(slow::close);
    assertThat(ran).isEmpty();

    go.countDown();
    closed.join();

    assertThat(ran).containsExactly(held, Step.ENGINE);
  }

  @Test
  void unmountDuringAClose_returnsAtOnce() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    end.add(
        Step.RUNNING_JOBS,
        () -> {
          entered.countDown();
          go.await();
        });
    CompletableFuture<Void> closed = CompletableFuture.runAsync(end::close);
    entered.await();

    CompletableFuture.runAsync(end::unmount).get(10, TimeUnit.SECONDS);

    assertThat(end.awaitOver(0)).isFalse();
    go.countDown();
    assertThat(end.awaitOver(10)).isTrue();
    closed.join();
  }
}
