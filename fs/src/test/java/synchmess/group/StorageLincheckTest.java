package synchmess.group;

import org.jetbrains.kotlinx.lincheck.LinChecker;
import org.jetbrains.kotlinx.lincheck.annotations.Operation;
import org.jetbrains.kotlinx.lincheck.annotations.Param;
import org.jetbrains.kotlinx.lincheck.paramgen.BooleanGen;
import org.jetbrains.kotlinx.lincheck.paramgen.IntGen;
import org.jetbrains.kotlinx.lincheck.strategy.managed.modelchecking.ModelCheckingOptions;
import org.junit.jupiter.api.Test;

/**
 * Room that is there is never refused, whatever is refused to others meanwhile; it is taken from
 * both the total and the user's account or from neither.
 *
 * <p>{@code -Dsynchmess.lincheck=N} tries N times as many scenarios (1).
 */
public class StorageLincheckTest {
  private static final int OWNER = 1000;
  private static final int ALICE = 2000;
  private static final int TIMES = Integer.getInteger("synchmess.lincheck", 1);

  private final Storage storage;
  private final Account owner;
  private final Account alice;

  public StorageLincheckTest() {
    Limits limits = new Limits(TestGroup.MAX_MESSAGE_SIZE_CEILING);
    limits.setMaxTotalSize(10);
    limits.setMaxTotalSizePerUser(6);
    storage = new Storage(limits, OWNER);
    owner = storage.open(OWNER);
    alice = storage.open(ALICE);
  }

  private Account account(boolean limited) {
    return limited ? alice : owner;
  }

  @Operation
  public boolean reserve(
      @Param(gen = BooleanGen.class) boolean limited,
      @Param(gen = IntGen.class, conf = "1:11") int bytes) {
    return storage.reserve(account(limited), bytes);
  }

  @Operation
  public void release(@Param(gen = BooleanGen.class) boolean limited) {
    storage.release(account(limited), 1);
  }

  @Operation
  public void move() {
    storage.move(owner, alice, 1, 0);
  }

  @Operation
  public long used() {
    return storage.used();
  }

  @Operation
  public long usedByAlice() {
    return storage.usedBy(ALICE);
  }

  @Operation
  public long usedByOwner() {
    return storage.usedBy(OWNER);
  }

  @Test
  void storage_modelChecked_isLinearizable() {
    ModelCheckingOptions options =
        new ModelCheckingOptions()
            .threads(2)
            .actorsPerThread(3)
            .iterations(10 * TIMES)
            .invocationsPerIteration(100);
    LinChecker.check(StorageLincheckTest.class, options);
  }
}
