package synchmess.group;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What one group should do; see {@link NaiveMount}. */
final class NaiveGroup {
  static final long NEVER = Long.MAX_VALUE;
  static final int ONE = -1;
  static final int HEADER = 4;

  /** Its sequence is that of sending, its place that of becoming ready. */
  record Letter(String text, long due, long sequence, long place) {}

  /** Its room is that of a batch; {@link #ONE} for a single message. */
  record Waiting(String name, long deadline, int room) {}

  record Throttled(String name, List<String> texts) {}

  private final NaiveMount mount;
  final List<Letter> ready = new ArrayList<>();
  final List<Letter> delayed = new ArrayList<>();
  final List<Waiting> receivers = new ArrayList<>();
  private final List<Throttled> senders = new ArrayList<>();
  private final List<String> sleepers = new ArrayList<>();
  private final List<Letter> taken = new ArrayList<>();
  private String draft = "";
  int sendDelayMillis;
  boolean block;
  boolean removed;
  private long lastPlace;
  private long sent;
  private long received;
  private long revoked;
  private long flushed;
  private long purged;
  private long rejected;

  NaiveGroup(NaiveMount mount) {
    this.mount = mount;
  }

  // ------------------------------------------------------------------------------ operations

  String send(List<String> texts) {
    String refusal = admit(longest(texts));
    if (refusal == null && !roomFor(length(texts))) {
      refusal = reject(block && canEverFit(length(texts)) ? "EAGAIN" : "ENOSPC");
    } else if (refusal == null && !mountHasRoomFor(length(texts))) {
      refusal = reject("ENOSPC");
    } else if (refusal == null) {
      texts.forEach(this::store);
      settle();
    }
    return refusal == null ? "" : refusal;
  }

  String throttle(String name, List<String> texts) {
    String refusal = admit(longest(texts));
    if (refusal != null) {
      return refusal;
    }
    if (!roomFor(length(texts))) {
      if (!block || !canEverFit(length(texts)) || senders.size() >= mount.maxThrottledWriters) {
        return reject("ENOSPC");
      }
      senders.add(new Throttled(name, texts));
      return "";
    }
    if (!mountHasRoomFor(length(texts))) {
      return reject("ENOSPC");
    }
    texts.forEach(this::store);
    mount.tell(name, "sent");
    settle();
    return "";
  }

  String receive() {
    if (removed) {
      return "ENODEV";
    }
    settle();
    String text = ready.isEmpty() ? "nothing" : take();
    settle();
    return text;
  }

  /** Puts the messages with these texts back, which were taken by a receive. */
  String putBack(List<String> texts) {
    if (!removed) {
      List<Letter> back = taken.stream().filter(each -> texts.contains(each.text)).toList();
      taken.removeAll(back);
      received -= back.size();
      ready.addAll(back);
      ready.sort(Comparator.comparingLong(Letter::place));
      settle();
    }
    return "";
  }

  String receiveBatch(int room) {
    if (removed) {
      return "ENODEV";
    }
    settle();
    String texts = ready.isEmpty() ? "" : takeBatch(room);
    settle();
    return texts;
  }

  String await(String name, int timeoutMillis) {
    return await(name, timeoutMillis, ONE);
  }

  String await(String name, int timeoutMillis, int room) {
    if (removed) {
      return "ENODEV";
    }
    long deadline = timeoutMillis == 0 ? NEVER : mount.now + timeoutMillis * 1_000_000L;
    receivers.add(new Waiting(name, deadline, room));
    settle();
    return "";
  }

  String sleep(String name) {
    if (removed) {
      return "ENODEV";
    }
    sleepers.add(name);
    return "";
  }

  String awake() {
    if (removed) {
      return "ENODEV";
    }
    int count = sleepers.size();
    sleepers.forEach(name -> mount.tell(name, "awoken"));
    sleepers.clear();
    return "" + count;
  }

  /** Ends the wait of one who waits for anything. */
  String cancel(String name) {
    boolean waited =
        receivers.removeIf(each -> each.name.equals(name))
            || senders.removeIf(each -> each.name.equals(name))
            || sleepers.remove(name);
    if (waited) {
      mount.tell(name, "EINTR");
      settle();
    }
    return "" + waited;
  }

  void timeOut(Waiting receiver) {
    receivers.remove(receiver);
    mount.tell(receiver.name, "ETIMEDOUT");
    settle();
  }

  String flush() {
    if (removed) {
      return "ENODEV";
    }
    settle();
    int count = delayed.size();
    delayed.sort(Comparator.comparingLong(Letter::sequence));
    delayed.forEach(each -> makeReady(each, mount.now));
    delayed.clear();
    flushed += count;
    settle();
    return "" + count;
  }

  String revoke() {
    if (removed) {
      return "ENODEV";
    }
    settle();
    int count = delayed.size();
    delayed.clear();
    revoked += count;
    settle();
    return "" + count;
  }

  String purge() {
    if (removed) {
      return "ENODEV";
    }
    settle();
    int count = ready.size();
    ready.clear();
    purged += count;
    settle();
    return "" + count;
  }

  String peek() {
    if (removed) {
      return "ENODEV";
    }
    return ready.isEmpty() ? "" : ready.get(0).text;
  }

  String append(String part) {
    String refusal = admit(draft.length() + part.length());
    if (refusal != null) {
      return refusal;
    }
    if (!roomFor(part.length()) || !mountHasRoomFor(part.length())) {
      return reject("ENOSPC");
    }
    draft += part;
    return "";
  }

  String sendDraft() {
    if (draft.isEmpty()) {
      return "";
    }
    if (removed) {
      draft = "";
      return "ENODEV";
    }
    settle();
    store(draft);
    draft = "";
    settle();
    return "";
  }

  String discardDraft() {
    draft = "";
    settle();
    return "";
  }

  void remove() {
    settle();
    removed = true;
    ready.clear();
    delayed.clear();
    receivers.forEach(each -> mount.tell(each.name, "ENODEV"));
    receivers.clear();
    senders.forEach(each -> mount.tell(each.name, "ENODEV"));
    senders.clear();
    sleepers.forEach(name -> mount.tell(name, "ENODEV"));
    sleepers.clear();
  }

  // ----------------------------------------------------------------------------------- rules

  private static int longest(List<String> texts) {
    return texts.stream().mapToInt(String::length).max().orElse(0);
  }

  private static int length(List<String> texts) {
    return texts.stream().mapToInt(String::length).sum();
  }

  /** Refuses what can never be stored: why, or null. */
  private String admit(int size) {
    if (removed) {
      return "ENODEV";
    }
    settle();
    return size > mount.maxMessageSize ? reject("EMSGSIZE") : null;
  }

  private String reject(String why) {
    rejected++;
    return why;
  }

  private boolean roomFor(int size) {
    return senders.isEmpty() && bytes() + size <= mount.maxStorageSize;
  }

  private boolean canEverFit(int size) {
    return size <= mount.maxStorageSize;
  }

  private boolean mountHasRoomFor(int size) {
    return mount.bytes() + size <= mount.maxTotalSize;
  }

  private void store(String text) {
    sent++;
    Letter letter = new Letter(text, mount.now + sendDelayMillis * 1_000_000L, sent, 0);
    if (sendDelayMillis == 0) {
      makeReady(letter, letter.due);
    } else {
      delayed.add(letter);
    }
  }

  private String takeBatch(int room) {
    List<String> texts = new ArrayList<>();
    int left = room;
    while (!ready.isEmpty() && ready.get(0).text.length() + HEADER <= left) {
      left -= ready.get(0).text.length() + HEADER;
      texts.add(take());
    }
    return texts.isEmpty() ? "EMSGSIZE" : String.join(",", texts);
  }

  private void makeReady(Letter letter, long due) {
    lastPlace++;
    ready.add(new Letter(letter.text, due, letter.sequence, lastPlace));
  }

  private String take() {
    received++;
    Letter oldest = ready.remove(0);
    taken.add(oldest);
    return oldest.text;
  }

  /** Lets the limits take effect on who waits for room. */
  void limitsChanged() {
    List<Throttled> hopeless = new ArrayList<>(senders);
    hopeless.removeIf(each -> canEverFit(length(each.texts)));
    senders.removeAll(hopeless);
    hopeless.forEach(each -> mount.tell(each.name, reject("ENOSPC")));
    settle();
  }

  /** Lets happen what can happen now. */
  void settle() {
    promote();
    boolean more = true;
    while (more) {
      while (!ready.isEmpty() && !receivers.isEmpty()) {
        Waiting first = receivers.remove(0);
        mount.tell(first.name, first.room == ONE ? take() : takeBatch(first.room));
      }
      more = admitFirstSender();
    }
  }

  private void promote() {
    List<Letter> due = new ArrayList<>(delayed);
    due.removeIf(each -> each.due > mount.now);
    due.sort(Comparator.comparingLong(Letter::due).thenComparingLong(Letter::sequence));
    delayed.removeAll(due);
    due.forEach(each -> makeReady(each, each.due));
  }

  /** Lets the first throttled sender go if its message fits; whether it did. */
  private boolean admitFirstSender() {
    if (senders.isEmpty() || bytes() + length(senders.get(0).texts) > mount.maxStorageSize) {
      return false;
    }
    Throttled first = senders.remove(0);
    if (mountHasRoomFor(length(first.texts))) {
      first.texts.forEach(this::store);
      mount.tell(first.name, "sent");
    } else {
      mount.tell(first.name, reject("ENOSPC"));
    }
    return true;
  }

  // --------------------------------------------------------------------------------- numbers

  long bytes() {
    return removed ? 0 : draft.length() + bytes(ready) + bytes(delayed);
  }

  private static long bytes(List<Letter> letters) {
    return letters.stream().mapToLong(each -> each.text.length()).sum();
  }

  Readiness readiness() {
    settle();
    boolean fits = roomFor(mount.maxMessageSize) && mountHasRoomFor(mount.maxMessageSize);
    boolean writable = !removed && fits;
    return new Readiness(!ready.isEmpty(), writable, removed);
  }

  Stats stats() {
    settle();
    long oldestAge = ready.isEmpty() ? 0 : (mount.now - ready.get(0).due) / 1_000_000;
    return new Stats(
        ready.size(),
        delayed.size(),
        bytes(),
        sleepers.size(),
        receivers.size(),
        senders.size(),
        sent,
        received,
        revoked,
        flushed,
        purged,
        rejected,
        oldestAge);
  }
}
