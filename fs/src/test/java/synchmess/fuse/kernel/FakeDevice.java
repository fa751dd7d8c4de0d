package synchmess.fuse.kernel;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import synchmess.fuse.kernel.abi.FuseStructs.OutHeader;
import synchmess.fuse.kernel.abi.Memory;
import synchmess.fuse.kernel.abi.Opcode;
import synchmess.fuse.kernel.device.Device;

/**
 * A device with a test in the place of the kernel. As the kernel does, it takes one answer to each
 * request that awaits one; whatever else it is sent is a fault.
 */
final class FakeDevice implements Device {
  private static final int ENOENT = -2;
  private static final int EINTR = -4;
  private static final int EINVAL = -22;
  private static final int ENODEV = -19;

  private static final Set<Opcode> NOT_ANSWERED =
      EnumSet.of(Opcode.FORGET, Opcode.BATCH_FORGET, Opcode.INTERRUPT, Opcode.NOTIFY_REPLY);

  private static final byte[] END = {};

  private final BlockingQueue<byte[]> requests = new LinkedBlockingQueue<>();
  private final Map<Long, Asked> awaiting = new ConcurrentHashMap<>();
  private final Queue<Sent> notifications = new ConcurrentLinkedQueue<>();
  private final Queue<String> faults = new ConcurrentLinkedQueue<>();

  /** As the kernel's, never used again and even. */
  private final AtomicLong lastUnique = new AtomicLong();

  private volatile Refusal refusal = (unique, length) -> false;

  /** What one of the next calls throws; null when none does. */
  private volatile Error fault;

  /** How many calls do not throw before it. */
  private final AtomicInteger callsBeforeFault = new AtomicInteger();

  // ------------------------------------------------------------------------------ the kernel

  Asked ask(TestRequest request) {
    return ask(request, nextUnique());
  }

  Asked ask(TestRequest request, long unique) {
    boolean awaited = !NOT_ANSWERED.contains(request.opcode());
    return ask(request.toBytes(unique), unique, awaited);
  }

  /**
   * Hands any bytes to the session.
   *
   * @param awaited whether an answer is awaited to the request of that number
   */
  Asked ask(byte[] bytes, long unique, boolean awaited) {
    Asked asked = new Asked(unique);
    if (awaited) {
      awaiting.put(unique, asked);
    }
    requests.add(bytes);
    return asked;
  }

  long nextUnique() {
    return lastUnique.addAndGet(2);
  }

  /** Which answers find nobody any more. */
  void refuse(Refusal which) {
    refusal = which;
  }

  /** Has one call of the device throw, after so many that do not. */
  void failAfter(int calls, Error thrown) {
    callsBeforeFault.set(calls);
    fault = thrown;
  }

  /** Whether that call is still to come. */
  boolean willFail() {
    return fault != null;
  }

  private void failIfDue() {
    Error due = fault;
    if (due != null && callsBeforeFault.getAndDecrement() == 0) {
      fault = null;
      throw due;
    }
  }

  /** There will be no more requests. */
  void end() {
    requests.add(END);
  }

  /** The notifications sent so far, which are then gone. */
  List<Sent> takeNotifications() {
    List<Sent> taken = List.copyOf(notifications);
    notifications.removeAll(taken);
    return taken;
  }

  /** How many notifications there are to take. */
  int notifications() {
    return notifications.size();
  }

  /** What a kernel would not have taken. */
  List<String> faults() {
    return List.copyOf(faults);
  }

  /** How many requests await their answer. */
  int awaiting() {
    return awaiting.size();
  }

  // ------------------------------------------------------------------------------ the device

  @Override
  public int receive(Memory buffer) {
    failIfDue();
    try {
      byte[] bytes = requests.take();
      if (bytes == END) {
        end();
        return ENODEV;
      }
      buffer.putBytes(0, bytes, 0, bytes.length);
      return bytes.length;
    } catch (InterruptedException e) {
      return EINTR;
    }
  }

  @Override
  public int send(Memory message, int length) {
    failIfDue();
    long unique = message.getLong(OutHeader.UNIQUE);
    int error = message.getInt(OutHeader.ERROR);
    byte[] body = message.getBytes(OutHeader.SIZEOF, length - OutHeader.SIZEOF);
    if (message.getInt(OutHeader.LEN) != length) {
      return fault(EINVAL, "a length of its own", unique, error);
    }
    if (unique == 0) {
      notifications.add(new Sent(error, body, false));
      return 0;
    }
    if (error > 0 || (error < 0 && body.length > 0)) {
      return fault(EINVAL, "an error with a body, or none", unique, error);
    }
    return answer(unique, error, body);
  }

  private int answer(long unique, int error, byte[] body) {
    Asked asked = awaiting.remove(unique);
    if (asked == null) {
      return fault(ENOENT, "nobody waits for it", unique, error);
    }
    boolean refused = refusal.refuses(unique, body.length);
    asked.complete(new Sent(error, body, refused));
    return refused ? ENOENT : 0;
  }

  private int fault(int result, String what, long unique, int error) {
    faults.add(String.format("an answer to %d with error %d: %s", unique, error, what));
    return result;
  }
}
