package synchmess.worker;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import synchmess.linux.PipeEnd;

/**
 * The daemon's ends of the two pipes to a worker process. No call waits for ever, whatever the
 * process does. Used by one thread at a time.
 */
final class Link implements AutoCloseable {
  /** How long to wait before asking whether to wait on. */
  private static final int LOOK_MILLIS = 100;

  private final PipeEnd theirInput;
  private final PipeEnd toThem;
  private final PipeEnd fromThem;
  private final PipeEnd theirOutput;

  /** Received bytes that are not taken yet, from position to limit. */
  private ByteBuffer received = ByteBuffer.allocate(1 << 12).flip();

  /** Asked before each frame, and repeatedly while nothing comes or goes. */
  interface Patience {
    /**
     * @throws IOException to end the wait
     */
    void look() throws IOException;
  }

  Link() throws IOException {
    List<PipeEnd> there = PipeEnd.pair();
    theirInput = there.get(0);
    toThem = there.get(1);
    try {
      List<PipeEnd> back = PipeEnd.pair();
      fromThem = back.get(0);
      theirOutput = back.get(1);
    } catch (IOException e) {
      theirInput.close();
      toThem.close();
      throw e;
    }
  }

  /** The path of the pipe that the worker reads. Valid in this process. */
  String theirInput() {
    return theirInput.path();
  }

  /** The path of the pipe that the worker writes. Valid in this process. */
  String theirOutput() {
    return theirOutput.path();
  }

  /** Closes our copies of the worker's ends. Call it once the worker has them. */
  void handedOver() {
    theirInput.close();
    theirOutput.close();
  }

  /**
   * @throws IOException when the process has ended, or as patience does
   */
  void send(Frame frame, Patience patience) throws IOException {
    byte[] bytes = frame.bytes();
    for (int sent = 0; sent < bytes.length; ) {
      int written = toThem.write(bytes, sent, bytes.length - sent, LOOK_MILLIS);
      if (written == 0) {
        patience.look();
      }
      sent += written;
    }
  }

  /**
   * @throws IOException when a frame makes no sense, or as patience does; EOFException when the
   *     process has ended
   */
  Frame receive(Patience patience) throws IOException {
    patience.look();
    await(Frame.HEADER, patience);
    Frame.Kind kind = Frame.kind(received.get());
    byte[] content = new byte[Frame.length(received.getInt())];
    await(content.length, patience);
    received.get(content);
    return Frame.of(kind, content);
  }

  private void await(int wanted, Patience patience) throws IOException {
    makeRoom(wanted);
    while (received.remaining() < wanted) {
      int end = received.limit();
      int read = fromThem.read(received.array(), end, received.capacity() - end, LOOK_MILLIS);
      if (read == PipeEnd.END) {
        throw new EOFException("the worker ended");
      }
      if (read == 0) {
        patience.look();
      }
      received.limit(end + read);
    }
  }

  private void makeRoom(int wanted) {
    if (received.capacity() - received.position() < wanted) {
      int capacity = Math.max(received.capacity(), wanted);
      received = ByteBuffer.allocate(capacity).put(received).flip();
    }
  }

  @Override
  public void close() {
    handedOver();
    toThem.close();
    fromThem.close();
  }
}
