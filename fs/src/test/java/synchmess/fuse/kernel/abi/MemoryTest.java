package synchmess.fuse.kernel.abi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.function.ObjLongConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Native memory: what is put is there, and nothing outside is touched where that is checked. */
class MemoryTest {
  private static final int SIZE = 16;

  private final Memory memory = Memory.allocate(SIZE);

  private static final Map<Integer, Map<String, ObjLongConsumer<Memory>>> ACCESSES =
      Map.of(
          1,
          Map.of("getByte", Memory::getByte, "putByte", (its, at) -> its.putByte(at, 1)),
          2,
          Map.of("getShort", Memory::getShort, "putShort", (its, at) -> its.putShort(at, 1)),
          4,
          Map.of(
              "getInt",
              Memory::getInt,
              "putInt",
              (its, at) -> its.putInt(at, 1),
              "getIntAcquire",
              Memory::getIntAcquire,
              "putIntRelease",
              (its, at) -> its.putIntRelease(at, 1)),
          8,
          Map.of("getLong", Memory::getLong, "putLong", (its, at) -> its.putLong(at, 1)),
          5,
          Map.of(
              "getBytes",
              (its, at) -> its.getBytes(at, 5),
              "putBytes",
              (its, at) -> its.putBytes(at, new byte[5], 0, 5),
              "putZeros",
              (its, at) -> its.putZeros(at, 5),
              "slice",
              (its, at) -> its.slice(at, 5)));

  static Stream<Arguments> accesses() {
    return ACCESSES.entrySet().stream()
        .flatMap(
            bySize ->
                bySize.getValue().entrySet().stream()
                    .map(each -> Arguments.of(each.getKey(), bySize.getKey(), each.getValue())));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("accesses")
  void access_outside_isNoticed(String name, int length, ObjLongConsumer<Memory> access) {
    access.accept(memory, 0);
    access.accept(memory, SIZE - length);

    for (long outside : new long[] {-1, SIZE - length + 1, SIZE, Long.MAX_VALUE, Long.MIN_VALUE}) {
      assertThatThrownBy(() -> access.accept(memory, outside))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("not inside of " + SIZE);
    }
  }

  @Test
  void access_ofANegativeLength_isNoticed() {
    assertThatThrownBy(() -> memory.getBytes(0, -1)).isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> memory.putZeros(8, -1)).isInstanceOf(AssertionError.class);
  }

  @Test
  void slice_endsWhereItEnds() {
    Memory slice = memory.slice(4, 8);
    slice.putInt(4, 42);

    assertThat(memory.getInt(8)).isEqualTo(42);
    assertThat(slice.address()).isEqualTo(memory.address() + 4);
    assertThatThrownBy(() -> slice.getInt(5)).isInstanceOf(AssertionError.class);
  }

  @Test
  void numbers_areAsTheyWerePut() {
    memory.putByte(0, 0xff);
    memory.putShort(2, 0xfedc);
    memory.putInt(4, 0x89abcdef);
    memory.putLong(8, 0x0123456789abcdefL);

    assertThat(memory.getByte(0)).isEqualTo((byte) -1);
    assertThat(memory.getShort(2) & 0xffff).isEqualTo(0xfedc);
    assertThat(memory.getInt(4)).isEqualTo(0x89abcdef);
    assertThat(memory.getIntAcquire(4)).isEqualTo(0x89abcdef);
    assertThat(memory.getLong(8)).isEqualTo(0x0123456789abcdefL);
  }

  @Test
  void zeros_areWhereTheyWerePut() {
    memory.putBytes(0, new byte[] {9, 1, 2, 3, 4}, 1, 4);
    memory.putZeros(1, 2);

    assertThat(memory.getBytes(0, 4)).containsExactly(1, 0, 0, 4);
  }

  @Test
  void text_endsBeforeItsNul() {
    memory.putBytes(3, new byte[] {'a', (byte) 0xc3, (byte) 0xa4, 0, 'b'}, 0, 5);

    assertThat(memory.getString(3, 13)).isEqualTo("a\u00e4");
    assertThat(memory.getString(3, 4)).isEqualTo("a\u00e4");
    assertThat(memory.getString(6, 1)).isEmpty();
  }

  @Test
  void text_thatDoesNotEnd_isNone() {
    memory.putBytes(0, new byte[] {'a', 'b'}, 0, 2);

    assertThat(memory.getString(0, 2)).isNull();
    assertThat(memory.getString(0, 0)).isNull();
  }
}
