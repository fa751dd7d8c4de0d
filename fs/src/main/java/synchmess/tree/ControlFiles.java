package synchmess.tree;

import java.util.Collections;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
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
import synchmess.group.Settings;
import synchmess.group.ShortRead;
import synchmess.group.Stats;
import synchmess.waiting.Parked;

/** The table of all control files of a group: a new one is a new line. */
final class ControlFiles {
  static final SortedMap<String, Line> TABLE = table();

  private ControlFiles() {}

  /** What a file is for, how it is opened, and whether it is a stream of messages. */
  record Line(Access access, Opener opener, boolean isStream) {
    Line(Access access, Opener opener) {
      this(access, opener, false);
    }
  }

  /** Makes the handle of a control file that is being opened. */
  interface Opener {
    Handle open(File file, Group group, OpenFlags flags);
  }

  private static SortedMap<String, Line> table() {
    SortedMap<String, Line> table = new TreeMap<>();

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

    table.put("sleep", read((file, group, flags) -> new SleepHandle(file, group)));
    table.put("next", read((file, group, flags) -> new NextHandle(file, group)));
    table.put("follow", read((file, group, flags) -> new FollowHandle(file, group)));
    table.put("put", new Line(Access.WRITE, (file, group, flags) -> new PutHandle(file, group)));
    table.put("batch", new Line(Access.READ_WRITE, BatchHandle::new, true));
    table.put("peek", read((file, group, flags) -> new ValueHandle(file, group::peek)));

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

  private static Handle stats(File file, Group group, OpenFlags flags) {
    return ValueHandle.lines(file, () -> StatsText.of(live(group).stats()));
  }

  private static Line read(Opener opener) {
    return new Line(Access.READ, opener);
  }

  private static Line count(ToLongFunction<Stats> number) {
    return read(
        (file, group, flags) ->
            ValueHandle.line(file, () -> number.applyAsLong(live(group).stats())));
  }

  private static Line trigger(Change.Kind kind) {
    return new Line(
        Access.READ_WRITE,
        (file, group, flags) ->
            new TriggerHandle(
                file, (done, reply) -> change(group, new ReplyChange(kind, done, reply))));
  }

  private static Parked change(Group group, Change change) {
    group.change(change);
    return change;
  }

  private static Line setting(Function<Settings, ?> getter, BiConsumer<Settings, String> setter) {
    return new Line(
        Access.READ_WRITE,
        (file, group, flags) ->
            new SettingHandle(
                file,
                () -> getter.apply(live(group).settings()),
                (text, done, reply) ->
                    change(
                        group,
                        new ReplyChange(
                            its -> setter.accept(its, text), count -> done.run(), reply))));
  }

  /** A limit of the group's own; an empty line gives the mount's back. */
  private static Line limit(
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

  private static Line number(
      Function<Settings, Integer> getter, BiConsumer<Settings, Integer> setter) {
    return setting(
        getter,
        (settings, text) ->
            setter.accept(settings, (int) SettingHandle.number(text, 0, Integer.MAX_VALUE)));
  }

  private static Line flag(
      Function<Settings, Boolean> getter, BiConsumer<Settings, Boolean> setter) {
    return setting(
        settings -> getter.apply(settings) ? 1 : 0,
        (settings, text) -> setter.accept(settings, SettingHandle.number(text, 0, 1) == 1));
  }

  private static <E extends Enum<E>> Line word(
      Class<E> type, Function<Settings, E> getter, BiConsumer<Settings, E> setter) {
    return setting(
        settings -> SettingHandle.word(getter.apply(settings)),
        (settings, text) -> setter.accept(settings, SettingHandle.word(type, text)));
  }
}
