package synchmess.fuse.kernel.device;

import synchmess.fuse.kernel.abi.Memory;

/** Gives requests and takes answers: /dev/fuse, or a test's. */
public interface Device {

  /**
   * Waits for a request. Several threads call it, each with its own buffer.
   *
   * @return its length in bytes, or minus errno; −ENODEV when there will be no more
   */
  int receive(Memory buffer);

  /**
   * Sends an answer or a notification.
   *
   * @return 0, or minus errno; −ENOENT when nobody waits for it any more
   */
  int send(Memory message, int length);
}
