package synchmess.group;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import synchmess.waiting.Readiness;

/** What one group should do; see {@link NaiveMount}. */
final class NaiveGroup {
  static final long NEVER = Long.MAX_VALUE;
  static final int ONE = -1;
  static final int HEADER = 4;

  /** Its sequence is that of sending, its place that of becoming ready. */
  record Letter(String text, long due, long sequence, long place) {}

  /** Its room is that of a batch; {@link #ONE} for a single message. */
  record Waiting(String name, long deadline, int room) {}

  /** One who insists owes while its room was taken beyond a limit. */
  record Throttled(String name, List<String> texts, boolean insists, boolean owes) {}

  private final NaiveMount mount;
  int owner;
  final List<Letter> ready = new ArrayList<>();
  final List<Letter> delayed = new ArrayList<>();
  final List<Waiting> receivers = new ArrayList<>();
  private final List<Throttled> senders = new ArrayList<>();
  private final List<String> sleepers = new ArrayList<>();
  private final List<Letter> taken = new ArrayList<>();
  private String draft = "";

  /** What open files keep of what was received. */
  private final List<String> kept = new ArrayList<>();

  /** Limits of its own; null where it follows the mount's. */
  Integer maxMessageSize;

  Long maxStorageSize;
  Long maxMessages;
  int awakeAt;
  int sendDelayMillis;
  boolean block;
  boolean removed;
  private long lastPlace;
  private long sent;
  private long received;
  private long revoked;
  private long flushed;
  private long purged;
  private long cancelled;
  private long rejected;

  NaiveGroup(NaiveMount mount, int owner) {
    this.mount = mount;
    this.owner = owner;
  }

  // ------------------------------------------------------------------------------ operations

  String send(List<String> texts) {
    String refusal = admit(longest(texts));
    if (refusal == null && !roomFor(length(texts), texts.size())) {
      refusal = reject(block && canEverFit(texts) ? "EAGAIN" : "ENOSPC");
    } else if (refusal == null && !mountHasRoomFor(cost(texts))) {
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
    boolean fits = roomFor(length(texts), texts.size());
    boolean mayWait = block && canEverFit(texts) && senders.size() < mount.maxThrottledWriters;
    if (!(fits || mayWait) || !mountHasRoomFor(cost(texts))) {
      return reject("ENOSPC");
    }
    if (!fits) {
      senders.add(new Throttled(name, texts, false, false));
      return "";
    }
    texts.forEach(this::store);
    mount.tell(name, "sent");
    settle();
    return "";
  }

  /** Throttles one who waits for room whatever the policy. */
  String insist(String name, List<String> texts) {
    String refusal = admit(longest(texts));
    if (refusal != null) {
      return refusal;
    }
    boolean owes = !mountHasRoomFor(cost(texts));
    if (owes || !roomFor(length(texts), texts.size())) {
      senders.add(new Throttled(name, texts, true, owes));
    } else {
      texts.forEach(this::store);
      mount.tell(name, "sent");
    }
    settle();
    return "";
  }

  /** Sends one with a delay of its own; its id. */
  String sendAfter(int delayMillis, String text) {
    String refusal = admit(text.length());
    if (refusal != null) {
      return refusal;
    }
    if (!roomFor(text.length(), 1)) {
      return reject(block && canEverFit(List.of(text)) ? "EAGAIN" : "ENOSPC");
    }
    if (!mountHasRoomFor(cost(List.of(text)))) {
      return reject("ENOSPC");
    }
    store(text, delayMillis);
    String id = "" + sent;
    settle();
    return id;
  }

  /** Discards one that is ready or delayed. */
  String cancel(long id) {
    if (removed) {
      return "ENODEV";
    }
    settle();
    boolean was =
        ready.removeIf(each -> each.sequence == id)
            || delayed.removeIf(each -> each.sequence == id);
    cancelled += was ? 1 : 0;
    settle();
    return was ? "1" : "ENOENT";
  }

  /** The greatest id so far. */
  long lastId() {
    return sent;
  }

  /** Counts as another user's from now on. */
  String setOwner(int uid) {
    if (removed) {
      return "ENODEV";
    }
    settle();
    owner = uid;
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
      settle();
      List<Letter> back = taken.stream().filter(each -> texts.contains(each.text)).toList();
      taken.removeAll(back);
      received -= back.size();
      ready.addAll(back);
      ready.sort(Comparator.comparingLong(Letter::place));
      settle();
    }
    return "";
  }

  /** Keeps a message with that text, which was received. */
  String keep(String text) {
    kept.add(text);
    return "";
  }

  String letGo(String text) {
    kept.remove(text);
    settle();
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
    openBarrier();
    return "";
  }

  String awake() {
    if (removed) {
      return "ENODEV";
    }
    int count = sleepers.size();
    awakeAll();
    return "" + count;
  }

  private void openBarrier() {
    if (awakeAt > 0 && sleepers.size() >= awakeAt) {
      awakeAll();
    }
  }

  private void awakeAll() {
    sleepers.forEach(name -> mount.tell(name, "awoken"));
    sleepers.clear();
  }

  /** Ends the wait of one who waits for anything. */
  String cancel(String name) {
    settle();
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
    settle();
    if (receivers.remove(receiver)) {
      mount.tell(receiver.name, "ETIMEDOUT");
      settle();
    }
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
    long more = Cost.ofDraft(draft.length() + part.length()) - Cost.ofDraft(draft.length());
    if (!roomFor(part.length(), draft.isEmpty() ? 1 : 0) || !mountHasRoomFor(more)) {
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
      settle();
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
    settle();
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
    return size > maxMessageSize() ? reject("EMSGSIZE") : null;
  }

  private String reject(String why) {
    rejected++;
    return why;
  }

  private int maxMessageSize() {
    return maxMessageSize == null ? mount.maxMessageSize : maxMessageSize;
  }

  private boolean roomFor(int size, int count) {
    return senders.isEmpty() && mayHold(bytes() + size, messages() + count);
  }

  private boolean canEverFit(List<String> texts) {
    return mayHold(length(texts), texts.size());
  }

  private boolean mayHold(long bytes, long messages) {
    long most = maxMessages == null ? mount.maxMessages : maxMessages;
    return bytes <= (maxStorageSize == null ? mount.maxStorageSize : maxStorageSize)
        && (most == 0 || messages <= most);
  }

  /** Those that count: a draft is one as soon as anything is in it. */
  private long messages() {
    return removed ? 0 : ready.size() + delayed.size() + (draft.isEmpty() ? 0 : 1);
  }

  private static long cost(List<String> texts) {
    return texts.stream().mapToLong(each -> Cost.of(each.length())).sum();
  }

  private boolean mountHasRoomFor(long cost) {
    return mount.hasRoomFor(cost, owner);
  }

  private void store(String text) {
    store(text, sendDelayMillis);
  }

  private void store(String text, int delayMillis) {
    sent++;
    Letter letter = new Letter(text, mount.now + delayMillis * 1_000_000L, sent, 0);
    if (delayMillis == 0) {
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
    openBarrier();
    List<Throttled> hopeless = new ArrayList<>(senders);
    hopeless.removeIf(each -> each.insists || canEverFit(each.texts));
    senders.removeAll(hopeless);
    hopeless.forEach(each -> mount.tell(each.name, reject("ENOSPC")));
    settle();
  }

  /** Lets happen what can happen now: here first, then where the room that is made was awaited. */
  void settle() {
    promote();
    serve();
    mount.serveAll();
  }

  /** Gives messages and room to those who wait; whether there was any to give. */
  boolean serve() {
    boolean served = false;
    boolean more = true;
    while (more) {
      more = false;
      while (!ready.isEmpty() && !receivers.isEmpty()) {
        Waiting first = receivers.remove(0);
        mount.tell(first.name, first.room == ONE ? take() : takeBatch(first.room));
        more = true;
      }
      more |= admitFirstSender();
      served |= more;
    }
    return served;
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
    if (senders.isEmpty()) {
      return false;
    }
    Throttled first = senders.get(0);
    boolean fits = mayHold(bytes() + length(first.texts), messages() + first.texts.size());
    if (!fits) {
      return false;
    }
    if (first.owes && !mount.hasRoomForOwed(cost(first.texts), owner)) {
      return false;
    }
    senders.remove(0);
    first.texts.forEach(this::store);
    mount.tell(first.name, "sent");
    return true;
  }

  // --------------------------------------------------------------------------------- numbers

  long bytes() {
    return removed ? 0 : draft.length() + bytes(ready) + bytes(delayed);
  }

  /** What it takes of the heap. */
  long cost() {
    List<String> texts = new ArrayList<>();
    ready.forEach(each -> texts.add(each.text));
    delayed.forEach(each -> texts.add(each.text));
    senders.forEach(each -> texts.addAll(each.texts));
    texts.addAll(kept);
    return cost(texts) + Cost.ofDraft(draft.length());
  }

  /** What of it is owed. */
  long owed() {
    return senders.stream().filter(each -> each.owes).mapToLong(each -> cost(each.texts)).sum();
  }

  private static long bytes(List<Letter> letters) {
    return letters.stream().mapToLong(each -> each.text.length()).sum();
  }

  Readiness readiness() {
    settle();
    boolean fits = roomFor(maxMessageSize(), 1) && mountHasRoomFor(Cost.of(maxMessageSize()));
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
        cancelled,
        rejected,
        oldestAge);
  }
}
