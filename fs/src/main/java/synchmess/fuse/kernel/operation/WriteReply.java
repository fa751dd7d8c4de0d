package synchmess.fuse.kernel.operation;

import synchmess.fuse.kernel.abi.FuseStructs.WriteOut;
import synchmess.fuse.kernel.abi.Memory;

/** A write on its way. */
final class WriteReply extends CallReply {
  WriteReply(Request request, Answer answer, ParkedRequests parkedRequests) {
    super(request, answer, parkedRequests);
  }

  @Override
  int result(Memory body, int value) {
    body.putInt(WriteOut.SIZE, value);
    return WriteOut.SIZEOF;
  }
}
