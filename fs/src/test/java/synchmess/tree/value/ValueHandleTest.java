package synchmess.tree.value;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import synchmess.tree.Handle;
import synchmess.tree.TestTree;

/** What open files show is kept between their reads, but not more than there is room for. */
class ValueHandleTest {
  private static final int LARGE = 1 << 20;

  private int made;

  private ValueHandle open(int size) {
    return new ValueHandle(null, () -> value(size));
  }

  /** Another one each time. */
  private byte[] value(int size) {
    made++;
    return ("" + made % 10).repeat(size).getBytes(UTF_8);
  }

  private static String read(Handle handle, long offset, int size) {
    return TestTree.read(handle, offset, size);
  }

  @Test
  void read_fromTheBeginning_isMadeAnew() {
    ValueHandle handle = open(3);

    assertThat(read(handle, 0, 9)).isEqualTo("111");
    assertThat(read(handle, 0, 9)).isEqualTo("222");
  }

  @Test
  void read_furtherOn_continuesWhatWasShown() {
    ValueHandle handle = open(5);

    assertThat(read(handle, 0, 2)).isEqualTo("11");
    assertThat(read(handle, 2, 2)).isEqualTo("11");
    assertThat(read(handle, 4, 2)).isEqualTo("1");
    assertThat(read(handle, 5, 2)).isEmpty();
    assertThat(read(handle, 1, 1)).isEqualTo("1");
    assertThat(made).isEqualTo(1);
  }

  @Test
  void manyOpen_theLastReadAreKept() {
    ShownValues values = new ShownValues(10 * LARGE);
    List<Handle> handles = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      Handle handle = open(1);
      handles.add(handle);
      values.keep(handle, new byte[LARGE]);
    }

    assertThat(handles.stream().filter(handle -> values.get(handle) != null)).hasSize(9);
    assertThat(values.get(handles.get(99))).hasSize(LARGE);
    values.forget(handles.get(99));
    assertThat(values.get(handles.get(99))).isNull();
  }

  @Test
  void oneLargerThanAll_isKept() {
    ShownValues values = new ShownValues(10);
    Handle handle = open(1);
    values.keep(handle, new byte[LARGE]);

    assertThat(values.get(handle)).hasSize(LARGE);
  }

  @Test
  void pushedOut_isMadeAnewAndReadOn() {
    ValueHandle handle = open(5);
    assertThat(read(handle, 0, 2)).isEqualTo("11");

    ShownValues.ALL.forget(handle);

    assertThat(read(handle, 2, 9)).isEqualTo("222");
  }

  @Test
  void closed_isForgotten() {
    ValueHandle handle = open(5);
    read(handle, 0, 2);

    handle.close();

    assertThat(ShownValues.ALL.get(handle)).isNull();
  }
}
