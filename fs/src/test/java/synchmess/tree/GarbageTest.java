package synchmess.tree;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import synchmess.errno.Errno;
import synchmess.group.FullPolicy;
import synchmess.group.ReadMode;

/** What a write and a read allocate beyond the content, while nobody has to wait. */
class GarbageTest {
  private static final int SIZE = 64;
  private static final int ARRAY_HEADER = 16;
  private static final int WARM_UP = 20_000;
  private static final int MESSAGES = 10_000;
  private static final int ATTEMPTS = 5;
  private static final int MOST = 200;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final TestTree tree = new TestTree();
  private final Handle handle = tree.open("/orders");
  private final CountingReply reply = new CountingReply();

  /** Counts answers and bytes, and keeps nothing. */
  private static final class CountingReply implements Reply {
    private long received;

    @Override
    public boolean data(byte[] bytes, int from, int length) {
      received += length;
      return true;
    }

    @Override
    public void value(int value) {}

    @Override
    public void failed(Errno why) {
      throw new AssertionError(why);
    }
  }

  private void sendAndReceive(int count) {
    for (int i = 0; i < count; i++) {
      ((WritableHandle) handle)
          .write(new byte[SIZE], new OpenFlags(TestTree.BLOCKING.bits()), reply);
      ((ReadableHandle) handle).read(0, SIZE, new OpenFlags(TestTree.BLOCKING.bits()), reply);
    }
  }

  private double bytesPerMessage() {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    sendAndReceive(MESSAGES);
    long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
    return (double) allocated / MESSAGES - SIZE - ARRAY_HEADER;
  }

  @ParameterizedTest
  @EnumSource
  void sendAndReceive_nobodyWaits_allocateAtMost200BytesBeyondTheContent(FullPolicy policy) {
    tree.group.settings().setFullPolicy(policy);
    tree.group.settings().setReadMode(policy == FullPolicy.BLOCK ? ReadMode.BLOCK : ReadMode.EOF);
    sendAndReceive(WARM_UP);

    double bytes = bytesPerMessage();
    for (int i = 1; i < ATTEMPTS; i++) {
      bytes = Math.min(bytes, bytesPerMessage());
    }

    System.out.printf("a send and a receive allocate %.1f bytes, policy %s%n", bytes, policy);
    assertThat(bytes).isBetween(0.0, (double) MOST);
    assertThat(reply.received).isEqualTo((WARM_UP + ATTEMPTS * (long) MESSAGES) * SIZE);
  }
}
