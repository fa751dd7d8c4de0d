package synchmess.fuse.kernel.device;

import synchmess.fuse.kernel.abi.Memory;

/** What requests are received from and answers are sent to: /dev/fuse, or a test's. */
public interface Device {

  /**
   * Waits for a request. Called by several threads, each with a buffer of its own.
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
