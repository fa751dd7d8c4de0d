package synchmess.fuse.kernel;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import synchmess.fuse.RequestSize;
import synchmess.fuse.kernel.device.Device;
import synchmess.fuse.kernel.device.DeviceLoop;
import synchmess.fuse.kernel.device.Outlet;
import synchmess.fuse.kernel.operation.Dispatcher;
import synchmess.fuse.kernel.operation.Handshake;
import synchmess.fuse.kernel.operation.Notifications;
import synchmess.tree.Tree;
import synchmess.waiting.Threads;

/**
 * Serves a tree on a device, by threads that never wait for anything but requests. Anybody may have
 * opened the device. Its INIT must still come: this knows no earlier agreements, lookups or opens.
 */
public final class KernelSession {
  private final Threads threads = new Threads();
  private final Outlet outlet;
  private final Handshake handshake;
  private final Dispatcher dispatcher;
  private final DeviceLoop loop;

  /**
   * @param maxParked how many calls may be parked at a time; the next one gets EAGAIN
   * @param ringsAreReady whether it can serve over io_uring, should the kernel offer it
   * @param onEnd called when the device gives no more requests; more than once
   */
  public KernelSession(
      Tree tree,
      Device device,
      RequestSize requestSize,
      int maxParked,
      BooleanSupplier ringsAreReady,
      Runnable onEnd) {
    outlet = new Outlet(device, requestSize);
    handshake = new Handshake(requestSize, ringsAreReady);
    dispatcher = new Dispatcher(tree, handshake, outlet, maxParked);
    loop = new DeviceLoop(device, outlet, dispatcher, requestSize, onEnd);
  }

  /**
   * @param loops how many threads receive from the device
   * @throws IOException when the machine has no more threads
   */
  public void start(int loops) throws IOException {
    for (int i = 1; i <= loops; i++) {
      threads.start("device-" + i, loop);
    }
  }

  /** Completes when the kernel has taken the answer to its INIT, or its INIT is refused. */
  public CompletableFuture<Handshake.Agreement> agreed() {
    return handshake.agreed();
  }

  public Dispatcher dispatcher() {
    return dispatcher;
  }

  Notifications notifications() {
    return outlet;
  }

  /** Waits until its threads have ended; false after the time limit. */
  public boolean join(long millis) {
    return threads.join(millis);
  }
}
