package synchmess.fuse.kernel.operation;

import synchmess.fuse.kernel.abi.FuseStructs.WriteOut;
import synchmess.fuse.kernel.abi.Memory;

/** A write on its way. */
final class WriteReply extends CallReply {
  WriteReply(Answer answer, ParkedRequests parkedRequests) {
    super(answer, parkedRequests);
  }

  @Override
  int result(Memory body, int value) {
    body.putInt(WriteOut.SIZE, value);
    return WriteOut.SIZEOF;
  }
}
