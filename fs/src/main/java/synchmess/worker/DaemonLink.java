package synchmess.worker;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A worker process's pipes to the daemon. Several threads may send. */
final class DaemonLink {
  private final DataInputStream in;
  private final OutputStream out;

  DaemonLink(InputStream in, OutputStream out) {
    this.in = new DataInputStream(new BufferedInputStream(in));
    this.out = out;
  }

  synchronized void send(Frame frame) throws IOException {
    frame.writeTo(out);
  }

  /**
   * Waits for the next frame. One thread at a time.
   *
   * @throws IOException EOFException when the daemon has ended
   */
  Frame receive() throws IOException {
    return Frame.read(in);
  }
}
