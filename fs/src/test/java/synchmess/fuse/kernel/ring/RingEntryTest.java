package synchmess.fuse.kernel.ring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import synchmess.fuse.kernel.abi.FuseStructs.InHeader;
import synchmess.fuse.kernel.abi.FuseStructs.OutHeader;
import synchmess.fuse.kernel.abi.FuseStructs.UringEntInOut;
import synchmess.fuse.kernel.abi.FuseStructs.UringReqHeader;
import synchmess.fuse.kernel.abi.Memory;

/** An entry is answered once, and its pages go back when nobody uses them. */
class RingEntryTest {
  private static final int PAYLOAD = 1 << 16;
  private static final int FAR = PAYLOAD - 1;

  private final RingQueue queue =
      new RingQueue(0, new RingSetup(-1, PAYLOAD, 8, null, null, () -> {}));
  private final Memory headers = Memory.allocate(UringReqHeader.SIZEOF);
  private final Memory payload = Memory.allocatePages(PAYLOAD);
  private final RingEntry entry =
      new RingEntry(queue, 0, headers, payload, Memory.allocate(RingEntry.VECTORS_SIZE));

  /** As the kernel does it. */
  private void arrive(long unique, int length, int round) {
    headers.putLong(UringReqHeader.IN_OUT + InHeader.UNIQUE, unique);
    headers.putInt(UringReqHeader.RING_ENT_IN_OUT + UringEntInOut.PAYLOAD_SZ, length);
    entry.arrived(round);
  }

  private void answer(int length, int round) {
    entry.body().putByte(FAR, 'x');
    entry.send(0, length);
    entry.committed(round);
  }

  private boolean isKept() {
    return payload.getByte(FAR) == 'x';
  }

  @Test
  void send_second_isDropped() {
    arrive(2, 0, 0);

    assertThat(entry.send(-5, 0)).isTrue();
    assertThat(entry.send(0, 100)).isFalse();

    assertThat(headers.getInt(UringReqHeader.IN_OUT + OutHeader.ERROR)).isEqualTo(-5);
  }

  @Test
  void send_withoutARequest_isDropped() {
    arrive(2, 0, 0);
    entry.send(0, 0);
    entry.committed(0);

    assertThat(entry.send(0, 0)).isFalse();
    arrive(4, 0, 0);
    assertThat(entry.send(0, 0)).isTrue();
  }

  @Test
  void trimIdle_usedInThisRound_keepsAll() {
    arrive(2, 0, 7);
    answer(PAYLOAD, 7);

    entry.trimIdle(7);

    assertThat(isKept()).isTrue();
    assertThat(entry.isLarge()).isTrue();
  }

  @Test
  void trimIdle_unusedForARound_givesAllButTheFirstPageBack() {
    arrive(2, 0, 7);
    payload.putByte(0, 'x');
    answer(PAYLOAD, 7);

    entry.trimIdle(8);

    assertThat(isKept()).isFalse();
    assertThat(payload.getByte(0)).isEqualTo((byte) 'x');
    assertThat(entry.isLarge()).isFalse();
  }

  @Test
  void trimIdle_smallAnswers_touchNothing() {
    arrive(2, 0, 0);
    answer(4096, 0);

    entry.trimIdle(8);

    assertThat(isKept()).isTrue();
  }

  @Test
  void trimIdle_aRequestHasArrivedThatNobodyKnows_keepsIt() {
    arrive(2, 0, 0);
    answer(PAYLOAD, 0);
    headers.putLong(UringReqHeader.IN_OUT + InHeader.UNIQUE, 4);
    payload.putByte(FAR, 'x');

    entry.trimIdle(8);

    assertThat(isKept()).isTrue();
    assertThat(entry.isLarge()).isTrue();
  }

  @Test
  void trimIdle_largeRequestThatWaits_givesAllBack() {
    payload.putByte(FAR, 'x');
    arrive(2, PAYLOAD, 0);

    entry.trimIdle(8);

    assertThat(isKept()).isFalse();
  }

  @Test
  void trimIdle_answerIsBegun_keepsIt() {
    arrive(2, PAYLOAD, 0);
    entry.body().putByte(FAR, 'x');

    entry.trimIdle(8);

    assertThat(isKept()).isTrue();
    entry.send(0, 16);
    entry.committed(8);
    assertThat(entry.isLarge()).isTrue();
  }

  @Test
  void answered_takesThemInTheirOrder() {
    Answered answered = new Answered();
    List<RingEntry> entries = new RingEntries(queue, 4096).add(3);
    assertThat(answered.takeAll()).isNull();

    entries.forEach(answered::add);

    assertThat(answered.isEmpty()).isFalse();
    RingEntry first = answered.takeAll();
    assertThat(List.of(first, first.next, first.next.next)).isEqualTo(entries);
    assertThat(answered.isEmpty()).isTrue();
  }
}
