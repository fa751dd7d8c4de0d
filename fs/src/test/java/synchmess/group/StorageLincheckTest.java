package synchmess.group;

import org.jetbrains.kotlinx.lincheck.LinChecker;
import org.jetbrains.kotlinx.lincheck.annotations.Operation;
import org.jetbrains.kotlinx.lincheck.annotations.Param;
import org.jetbrains.kotlinx.lincheck.paramgen.IntGen;
import org.jetbrains.kotlinx.lincheck.strategy.managed.modelchecking.ModelCheckingOptions;
import org.junit.jupiter.api.Test;

/** Room that is there is never refused, whatever is refused to others meanwhile. */
public class StorageLincheckTest {
  private final Storage storage;

  public StorageLincheckTest() {
    Limits limits = new Limits(TestGroup.MAX_MESSAGE_SIZE_CEILING);
    limits.setMaxTotalSize(10);
    storage = new Storage(limits);
  }

  @Operation
  public boolean reserve(@Param(gen = IntGen.class, conf = "1:11") int bytes) {
    return storage.reserve(bytes);
  }

  @Operation
  public void release() {
    storage.release(1);
  }

  @Operation
  public long used() {
    return storage.used();
  }

  @Test
  void storage_modelChecked_isLinearizable() {
    ModelCheckingOptions options =
        new ModelCheckingOptions()
            .threads(2)
            .actorsPerThread(3)
            .iterations(10)
            .invocationsPerIteration(100);
    LinChecker.check(StorageLincheckTest.class, options);
  }
}
