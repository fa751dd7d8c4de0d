package synchmess.tree.sys;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import synchmess.group.FullPolicy;
import synchmess.group.Groups;
import synchmess.group.Limits;
import synchmess.group.ReadMode;
import synchmess.group.SendMode;
import synchmess.job.JobLimits;
import synchmess.job.Jobs;
import synchmess.tree.Directory;
import synchmess.tree.File;
import synchmess.tree.Handle;
import synchmess.tree.MountTraits;
import synchmess.tree.UserShares;
import synchmess.tree.value.Access;
import synchmess.tree.value.Row;
import synchmess.tree.value.SettingHandle;
import synchmess.tree.value.ValueHandle;

/** The table of all files below {@code sys/}: a new one is a new line. */
public final class SysFiles {
  /** The most threads that run jobs. */
  private static final int MAX_WORKERS = 1024;

  private static final int ALL_READ_OWNER_WRITES = 0644;

  /** Lets a changed value take effect. */
  private final Runnable changed;

  private final SortedMap<String, Row<MountTraits>> table = new TreeMap<>();

  private SysFiles(Runnable changed) {
    this.changed = changed;
  }

  /**
   * {@code sys/}.
   *
   * @param opens each user's open files
   * @param blocked each user's parked calls
   * @param jobs null without jobs
   */
  public static Directory directory(
      MountTraits mount, UserShares opens, UserShares blocked, Groups groups, Jobs jobs) {
    SysFiles files = new SysFiles(groups::limitsChanged);
    files.addShares(opens, blocked);
    files.addGroups(groups, jobs);
    return new SysDirectory(
        mount, files.table, jobs == null ? Map.of() : Map.of("jobs", directory(mount, jobs)));
  }

  private static Directory directory(MountTraits mount, Jobs jobs) {
    SysFiles files = new SysFiles(jobs::limitsChanged);
    files.addJobs(jobs.limits());
    return new SysDirectory(mount, files.table, Map.of());
  }

  private void addJobs(JobLimits limits) {
    count("max_queued", limits::maxQueued, limits::setMaxQueued);
    count("max_throttled", limits::maxThrottled, limits::setMaxThrottled);
    count("workers", MAX_WORKERS, limits::workers, limits::setWorkers);
    count("keep_finished", limits::keepFinished, limits::setKeepFinished);
    follower(
        "max_queued_per_user",
        limits::maxQueuedPerUser,
        number(Integer.MAX_VALUE, limits::setMaxQueuedPerUser),
        limits::unsetMaxQueuedPerUser);
    follower(
        "max_running_per_user",
        limits::maxRunningPerUser,
        number(Integer.MAX_VALUE, limits::setMaxRunningPerUser),
        limits::unsetMaxRunningPerUser);
    count("max_callbacks_per_user", limits::maxCallbacksPerUser, limits::setMaxCallbacksPerUser);
  }

  private void addShares(UserShares opens, UserShares blocked) {
    count("max_opens_per_user", opens::most, opens::setMost);
    count("max_blocked_per_user", blocked::most, blocked::setMost);
  }

  private void addGroups(Groups groups, Jobs jobs) {
    Limits limits = groups.limits();
    long ceiling = limits.maxMessageSizeCeiling();

    size("max_message_size", ceiling, limits::maxMessageSize, narrow(limits::setMaxMessageSize));
    value("max_message_size_ceiling", limits::maxMessageSizeCeiling);
    size("max_storage_size", Long.MAX_VALUE, limits::maxStorageSize, limits::setMaxStorageSize);
    setting(
        "max_messages",
        limits::maxMessages,
        text -> limits.setMaxMessages(SettingHandle.number(text, 0, Long.MAX_VALUE)));
    size("max_total_size", Long.MAX_VALUE, limits::maxTotalSize, limits::setMaxTotalSize);
    follower(
        "max_total_size_per_user",
        limits::maxTotalSizePerUser,
        text -> limits.setMaxTotalSizePerUser(SettingHandle.number(text, 1, Long.MAX_VALUE)),
        limits::unsetMaxTotalSizePerUser);
    count("max_groups", limits::maxGroups, limits::setMaxGroups);
    count("max_groups_per_user", limits::maxGroupsPerUser, limits::setMaxGroupsPerUser);
    count("max_throttled_writers", limits::maxThrottledWriters, limits::setMaxThrottledWriters);

    word("read_mode", ReadMode.class, limits::readMode, limits::setReadMode);
    word("full_policy", FullPolicy.class, limits::fullPolicy, limits::setFullPolicy);
    word("send_mode", SendMode.class, limits::sendMode, limits::setSendMode);

    text("engine", mount -> mount.engine().name() + "\n" + mount.engine().how().get() + "\n");
    text("version", mount -> mount.version() + "\n");
    text("stats", mount -> MountText.stats(groups));
    text("metrics", mount -> MountText.metrics(groups, jobs));
  }

  private void value(String name, Supplier<?> value) {
    put(name, Access.READ, (file, mount) -> ValueHandle.line(file, value));
  }

  private void text(String name, Function<MountTraits, String> text) {
    put(name, Access.READ, (file, mount) -> ValueHandle.lines(file, () -> text.apply(mount)));
  }

  private void size(String name, long max, Supplier<?> value, LongConsumer setter) {
    setting(name, value, text -> setter.accept(SettingHandle.number(text, 1, max)));
  }

  private interface CountSetter {
    void accept(int count);
  }

  private static LongConsumer narrow(CountSetter setter) {
    return value -> setter.accept((int) value);
  }

  private void count(String name, Supplier<?> value, CountSetter setter) {
    count(name, Integer.MAX_VALUE, value, setter);
  }

  private void count(String name, int max, Supplier<?> value, CountSetter setter) {
    setting(name, value, number(max, setter));
  }

  private static Consumer<String> number(int max, CountSetter setter) {
    return text -> setter.accept((int) SettingHandle.number(text, 0, max));
  }

  /** A value that follows another until it is set; an empty line lets it follow again. */
  private void follower(
      String name, Supplier<?> value, Consumer<String> setter, Runnable unsetter) {
    setting(
        name,
        value,
        text -> {
          if (text.isEmpty()) {
            unsetter.run();
          } else {
            setter.accept(text);
          }
        });
  }

  private <E extends Enum<E>> void word(
      String name, Class<E> type, Supplier<E> value, Consumer<E> setter) {
    setting(
        name,
        () -> SettingHandle.word(value.get()),
        text -> setter.accept(SettingHandle.word(type, text)));
  }

  /** A value that can change; a change lets the limits take effect on waiters. */
  private void setting(String name, Supplier<?> value, Consumer<String> setter) {
    Consumer<String> change =
        text -> {
          setter.accept(text);
          changed.run();
        };
    put(name, Access.READ_WRITE, (file, mount) -> new SettingHandle(file, value, change));
  }

  private void put(String name, Access access, BiFunction<File, MountTraits, Handle> opener) {
    table.put(name, Row.of(access, ALL_READ_OWNER_WRITES & access.permissions(), opener));
  }
}
