package synchmess.harness;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;

/**
 * Says that nothing was tested where the machine lacks the engine of this run, and leaves {@link
 * IoUringSwitch} as it was found. It is registered for every class.
 */
public final class EngineGuard implements ExecutionCondition {
  private static final String LACKS_IO_URING =
      "NOT TESTED over io_uring: this kernel does not offer it to FUSE; Linux 6.14 or later does";

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (!TestedEngine.current().isThere()) {
      return ConditionEvaluationResult.disabled(LACKS_IO_URING);
    }
    if (IoUringSwitch.isThere()) {
      context
          .getStore(StoreScope.LAUNCHER_SESSION, Namespace.create(EngineGuard.class))
          .getOrComputeIfAbsent(FoundSwitch.class);
    }
    return ConditionEvaluationResult.enabled("this machine has the engine");
  }
}
