package synchmess.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Supplier;
import synchmess.errno.Errno;
import synchmess.errno.ErrnoException;
import synchmess.waiting.CountingWatcher;
import synchmess.waiting.Outcome;
import synchmess.waiting.Parked;
import synchmess.waiting.Readiness;

/**
 * A group and its {@link NaiveGroup model}. Whatever is done is done to both and must have the same
 * answer; {@link #compare} compares the rest.
 */
final class Twin {
  private final String name;
  private final Groups groups;
  private final NaiveMount naive;
  private DirectGroup real;
  private NaiveGroup model;
  private Draft draft;

  /** How those who were waiting when last compared, or came since, stand now. */
  private final Map<String, Supplier<String>> callers = new HashMap<>();

  /** Whoever came lately, waiting or not. */
  private final Map<String, Parked> interruptible = new HashMap<>();

  /** What was received, and not put back. */
  private final List<Message> taken = new ArrayList<>();

  private final List<Watch> watches = new ArrayList<>();

  private record Watch(CountingWatcher watcher, Readiness then) {}

  /** What open files keep, of this group and of former ones. */
  private final List<Kept> kept = new ArrayList<>();

  private record Kept(DirectGroup real, NaiveGroup model, Message message) {}

  Twin(String name, Groups groups, NaiveMount naive, int owner) {
    this.name = name;
    this.groups = groups;
    this.naive = naive;
    install(owner);
  }

  private void install(int owner) {
    real = new DirectGroup(groups.install(name, TestGroup.OWNER, TestGroup.ownership(owner)));
    model = naive.install(owner);
    draft = real.draft();
    interruptible.clear();
    taken.clear();
  }

  void removeOrInstall(int owner) {
    if (model.removed) {
      discardDraft();
      install(owner);
    } else {
      groups.remove(real.group);
      model.remove();
    }
  }

  void limitsChanged() {
    real.refresh();
    model.limitsChanged();
  }

  /** Lets go of all that it takes. */
  void end() {
    while (!kept.isEmpty()) {
      letGo(new Random(0));
    }
    discardDraft();
    if (!model.removed) {
      removeOrInstall(model.owner);
    }
  }

  /** Brings both up to date. */
  void settle() {
    real.stats();
    model.settle();
  }

  void setOwner(int uid) {
    same(done(() -> real.setOwner(uid)), () -> model.setOwner(uid));
  }

  void set(int sendDelayMillis, boolean block) {
    real.settings().setSendDelay(sendDelayMillis);
    real.settings().setFullPolicy(block ? FullPolicy.BLOCK : FullPolicy.FAIL);
    model.sendDelayMillis = sendDelayMillis;
    model.block = block;
  }

  /** Gives it limits of its own; null: the mount's. */
  void limit(Integer maxMessageSize, Long maxStorageSize, Long maxMessages) {
    real.settings().maxMessageSize().setOwn(optional(maxMessageSize));
    real.settings().maxStorageSize().setOwn(optional(maxStorageSize));
    real.settings().maxMessages().setOwn(optional(maxMessages));
    model.maxMessageSize = maxMessageSize;
    model.maxStorageSize = maxStorageSize;
    model.maxMessages = maxMessages;
    limitsChanged();
  }

  private static OptionalLong optional(Number limit) {
    return limit == null ? OptionalLong.empty() : OptionalLong.of(limit.longValue());
  }

  void awakeAt(int count) {
    real.settings().setAwakeAt(count);
    model.awakeAt = count;
    limitsChanged();
  }

  // -------------------------------------------------------------------------------- messages

  void send(String... texts) {
    same(done(() -> real.send(TestGroup.bytes(texts))), () -> model.send(List.of(texts)));
  }

  void sendAfter(int delayMillis, String text) {
    same(
        () -> "" + real.sendAfter(delayMillis, TestGroup.bytes(text)),
        () -> model.sendAfter(delayMillis, text));
  }

  /** Discards one of the last messages, if it is still there. */
  void cancelMessage(Random choice) {
    long id = Math.max(0, model.lastId() - choice.nextInt(20));
    same(() -> "" + real.cancel(id), () -> model.cancel(id));
  }

  void receiveBatch(int room) {
    same(
        () -> {
          List<Message> messages = real.receive(room, NaiveGroup.HEADER);
          taken.addAll(messages);
          return RecordingBatchReceiver.text(messages);
        },
        () -> model.receiveBatch(room));
  }

  void receive() {
    same(
        () -> {
          Message message = real.receive();
          if (message == null) {
            return "nothing";
          }
          taken.add(message);
          return TestGroup.text(message.content());
        },
        model::receive);
  }

  /** Puts some of those back that were received, in any order. */
  void putBack(Random choice) {
    Collections.shuffle(taken, choice);
    List<Message> some = taken.subList(0, choice.nextInt(taken.size() + 1));
    List<String> texts = some.stream().map(each -> TestGroup.text(each.content())).toList();
    same(done(() -> real.putBack(some)), () -> model.putBack(texts));
    some.clear();
  }

  /** Keeps the message that was received last. */
  void keep() {
    if (!taken.isEmpty()) {
      Message message = taken.remove(taken.size() - 1);
      byte[] content = message.content();
      kept.add(new Kept(real, model, message));
      same(done(() -> real.keep(content)), () -> model.keep(TestGroup.text(content)));
    }
  }

  void letGo(Random choice) {
    if (!kept.isEmpty()) {
      Kept any = kept.remove(choice.nextInt(kept.size()));
      same(
          done(() -> any.real.letGo(any.message.content())),
          () -> any.model.letGo(TestGroup.text(any.message.content())));
    }
  }

  void flush() {
    same(() -> "" + real.flush(), model::flush);
  }

  void revoke() {
    same(() -> "" + real.revoke(), model::revoke);
  }

  void purge() {
    same(() -> "" + real.purge(), model::purge);
  }

  void append(String part) {
    same(done(() -> draft.append(TestGroup.bytes(part))), () -> model.append(part));
  }

  void sendDraft() {
    same(done(draft::send), model::sendDraft);
  }

  void discardDraft() {
    same(done(draft::discard), model::discardDraft);
  }

  // --------------------------------------------------------------------------------- waiting

  void throttle(String who, String... texts) {
    RecordingSender sender = new RecordingSender(texts);
    enter(who, sender, sender::outcome);
    same(done(() -> real.send(sender)), () -> model.throttle(who, List.of(texts)));
  }

  void insist(String who, String... texts) {
    RecordingSender sender = new RecordingSender(Patience.ENDLESS, texts);
    enter(who, sender, sender::outcome);
    same(done(() -> real.send(sender)), () -> model.insist(who, List.of(texts)));
  }

  void awaitBatch(String who, int room) {
    RecordingBatchReceiver receiver = new RecordingBatchReceiver(room, NaiveGroup.HEADER);
    enter(who, receiver, receiver::outcome);
    same(done(() -> real.receive(receiver)), () -> model.await(who, 0, room));
  }

  void await(String who, int timeoutMillis) {
    RecordingReceiver receiver = new RecordingReceiver(timeoutMillis);
    enter(who, receiver, receiver::outcome);
    same(done(() -> real.receive(receiver)), () -> model.await(who, timeoutMillis));
  }

  void sleep(String who) {
    RecordingSleeper sleeper = new RecordingSleeper();
    enter(who, sleeper, sleeper::outcome);
    same(done(() -> real.sleep(sleeper)), () -> model.sleep(who));
  }

  void awake() {
    same(() -> "" + real.awake(), model::awake);
  }

  private void enter(String who, Parked caller, Supplier<String> outcome) {
    callers.put(who, outcome);
    interruptible.put(who, caller);
  }

  /** Who can be interrupted: waiting callers, and some that have ended since. */
  List<String> interruptible() {
    return interruptible.keySet().stream().sorted().toList();
  }

  void cancel(String who) {
    Parked caller = interruptible.remove(who);
    same(() -> "" + caller.cancel(Errno.EINTR), () -> model.cancel(who));
  }

  void watch() {
    CountingWatcher watcher = new CountingWatcher();
    Readiness now = real.poll(watcher);
    assertThat(now).isEqualTo(model.readiness());
    if (!now.removed()) {
      watches.add(new Watch(watcher, now));
    }
  }

  // ------------------------------------------------------------------------------- comparing

  private static Supplier<String> done(Runnable operation) {
    return () -> {
      operation.run();
      return "";
    };
  }

  private static void same(Supplier<String> operation, Supplier<String> expected) {
    assertThat(answer(operation)).isEqualTo(expected.get());
  }

  private static String answer(Supplier<String> operation) {
    try {
      return operation.get();
    } catch (ErrnoException refused) {
      return refused.errno().name();
    }
  }

  String name() {
    return name;
  }

  /** What its ledger has heard is what it holds. */
  void compare(Replay replay) {
    assertThat(replay.size()).isEqualTo(real.stats().depth() + real.stats().delayed());
  }

  void compare() {
    assertThat(real.stats()).isEqualTo(model.stats());
    assertThat(answer(() -> TestGroup.text(real.peek()))).isEqualTo(model.peek());
    assertThat(real.poll(null)).isEqualTo(model.readiness());
    watches.removeIf(this::compare);
  }

  /** Nobody is told twice, and nobody waits for what is there already. Whether it was told. */
  private boolean compare(Watch watch) {
    int told = watch.watcher.told();
    assertThat(told).isLessThanOrEqualTo(1);
    Readiness now = model.readiness();
    boolean news =
        (now.readable() && !watch.then.readable())
            || (now.writable() && !watch.then.writable())
            || now.removed();
    assertThat(told == 1 || !news).as("told of a change").isTrue();
    return told == 1;
  }

  /** Takes away those who have ended: {@code name: outcome}. */
  List<String> ended() {
    List<String> ended = new ArrayList<>();
    callers.forEach((who, outcome) -> ended.add(who + ": " + outcome.get()));
    ended.removeIf(each -> each.endsWith(": " + Outcome.WAITING));
    ended.forEach(each -> callers.remove(each.substring(0, each.indexOf(':'))));
    return ended;
  }
}
