package synchmess.fuse.kernel.operation;

import synchmess.fuse.kernel.abi.FuseStructs.BatchForgetIn;
import synchmess.fuse.kernel.abi.FuseStructs.ForgetOne;

/** The many nodes that one BATCH_FORGET names. */
final class Forgets {
  private Forgets() {}

  /** What to do with each of them. */
  interface Forget {
    void accept(long nodeid, long lookups);
  }

  static void each(Request request, Forget forget) {
    int count = request.getInt(BatchForgetIn.COUNT);
    for (int i = 0; i < count; i++) {
      int at = i * ForgetOne.SIZEOF;
      forget.accept(
          request.payloadLong(at + ForgetOne.NODEID), request.payloadLong(at + ForgetOne.NLOOKUP));
    }
  }
}
