package synchmess.tree.group;

import java.util.Collections;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import synchmess.errno.Errno;
import synchmess.errno.ErrnoException;
import synchmess.group.Change;
import synchmess.group.FullPolicy;
import synchmess.group.Group;
import synchmess.group.GroupLimit;
import synchmess.group.ReadMode;
import synchmess.group.SendMode;
import synchmess.group.Sender;
import synchmess.group.Settings;
import synchmess.group.ShortRead;
import synchmess.group.Stats;
import synchmess.tree.File;
import synchmess.tree.Handle;
import synchmess.tree.value.Access;
import synchmess.tree.value.Row;
import synchmess.tree.value.SettingHandle;
import synchmess.tree.value.TriggerHandle;
import synchmess.tree.value.ValueHandle;
import synchmess.tree.value.WordHandle;
import synchmess.waiting.Parked;

/** The table of all control files of a group: a new one is a new line. */
final class ControlFiles {
  static final SortedMap<String, Row<Group>> TABLE = table();

  private ControlFiles() {}

  private static SortedMap<String, Row<Group>> table() {
    SortedMap<String, Row<Group>> table = new TreeMap<>();

    table.put("send_delay", number(Settings::sendDelay, Settings::setSendDelay));
    table.put("read_mode", word(ReadMode.class, Settings::readMode, Settings::setReadMode));
    table.put("full_policy", word(FullPolicy.class, Settings::fullPolicy, Settings::setFullPolicy));
    table.put("send_mode", word(SendMode.class, Settings::sendMode, Settings::setSendMode));
    table.put("short_read", word(ShortRead.class, Settings::shortRead, Settings::setShortRead));
    table.put("receive_timeout_ms", number(Settings::receiveTimeout, Settings::setReceiveTimeout));
    table.put("flush_on_close", flag(Settings::flushOnClose, Settings::setFlushOnClose));

    table.put(
        "max_message_size", limit(1, Settings::maxMessageSize, Settings::maxMessageSizeCeiling));
    table.put("max_storage_size", limit(1, Settings::maxStorageSize, its -> Long.MAX_VALUE));
    table.put("max_messages", limit(0, Settings::maxMessages, its -> Long.MAX_VALUE));
    table.put("awake_at", number(Settings::awakeAt, Settings::setAwakeAt));

    table.put("revoke", trigger(Change.Kind.REVOKE));
    table.put("flush", trigger(Change.Kind.FLUSH));
    table.put("awake", trigger(Change.Kind.AWAKE));
    table.put("purge", trigger(Change.Kind.PURGE));

    table.put("sleep", read(SleepHandle::new));
    table.put("next", read(NextHandle::new));
    table.put("follow", read(FollowHandle::new));
    table.put("put", row(Access.WRITE, PutHandle::new));
    table.put(
        "batch", stream((file, group, flags, caller, tid) -> new BatchHandle(file, group, flags)));
    table.put(
        "send",
        stream(
            (file, group, flags, caller, tid) -> new SendHandle(file, group, Sender.AS_THE_GROUP)));
    table.put("cancel", row(Access.WRITE, ControlFiles::cancel));
    table.put("peek", read(PeekHandle::new));

    table.put("depth", count(Stats::depth));
    table.put("delayed", count(Stats::delayed));
    table.put("bytes", count(Stats::bytes));
    table.put("sleepers", count(Stats::sleepers));
    table.put("readers", count(Stats::readers));
    table.put("writers", count(Stats::writers));
    table.put("stats", read(ControlFiles::stats));

    return Collections.unmodifiableSortedMap(table);
  }

  /**
   * The group itself.
   *
   * @throws ErrnoException ENODEV when it is gone
   */
  private static Group live(Group group) {
    if (group.removed()) {
      throw new ErrnoException(Errno.ENODEV);
    }
    return group;
  }

  private static Handle stats(File file, Group group) {
    return ValueHandle.lines(file, () -> StatsText.of(live(group).stats()));
  }

  private static Row<Group> row(Access access, BiFunction<File, Group, Handle> opener) {
    return Row.of(access, access.permissions(), opener);
  }

  private static Row<Group> stream(Row.Opener<Group> opener) {
    return new Row<>(Access.READ_WRITE, Access.READ_WRITE.permissions(), true, opener);
  }

  private static Row<Group> read(BiFunction<File, Group, Handle> opener) {
    return row(Access.READ, opener);
  }

  private static Handle cancel(File file, Group group) {
    return new WordHandle(
        file,
        (word, done, reply) -> {
          long id = SettingHandle.number(word, 1, Long.MAX_VALUE);
          return change(group, new ReplyChange(Change.cancel(id), count -> done.run(), reply));
        });
  }

  private static Row<Group> count(ToLongFunction<Stats> number) {
    return read(
        (file, group) -> ValueHandle.line(file, () -> number.applyAsLong(live(group).stats())));
  }

  private static Row<Group> trigger(Change.Kind kind) {
    return row(
        Access.READ_WRITE,
        (file, group) ->
            new TriggerHandle(
                file, (done, reply) -> change(group, new ReplyChange(kind, done, reply))));
  }

  private static Parked change(Group group, Change change) {
    group.change(change);
    return change;
  }

  private static Row<Group> setting(
      Function<Settings, ?> getter, BiConsumer<Settings, String> setter) {
    return row(
        Access.READ_WRITE,
        (file, group) ->
            new SettingHandle(
                file,
                () -> getter.apply(live(group).settings()),
                (text, done, reply) ->
                    change(
                        group,
                        new ReplyChange(
                            its -> setter.accept(its, text), count -> done.run(), reply))));
  }

  /** The group's own limit; an empty line restores the mount's. */
  private static Row<Group> limit(
      int min, Function<Settings, GroupLimit> limit, ToLongFunction<Settings> max) {
    return setting(
        settings -> text(limit.apply(settings).own()),
        (settings, text) ->
            limit.apply(settings).setOwn(own(text, min, max.applyAsLong(settings))));
  }

  private static String text(OptionalLong number) {
    return number.isPresent() ? "" + number.getAsLong() : "";
  }

  private static OptionalLong own(String text, long min, long max) {
    return text.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(SettingHandle.number(text, min, max));
  }

  private static Row<Group> number(
      Function<Settings, Integer> getter, BiConsumer<Settings, Integer> setter) {
    return setting(
        getter,
        (settings, text) ->
            setter.accept(settings, (int) SettingHandle.number(text, 0, Integer.MAX_VALUE)));
  }

  private static Row<Group> flag(
      Function<Settings, Boolean> getter, BiConsumer<Settings, Boolean> setter) {
    return setting(
        settings -> getter.apply(settings) ? 1 : 0,
        (settings, text) -> setter.accept(settings, SettingHandle.number(text, 0, 1) == 1));
  }

  private static <E extends Enum<E>> Row<Group> word(
      Class<E> type, Function<Settings, E> getter, BiConsumer<Settings, E> setter) {
    return setting(
        settings -> SettingHandle.word(getter.apply(settings)),
        (settings, text) -> setter.accept(settings, SettingHandle.word(type, text)));
  }
}
