package synchmess.fuse.kernel.operation;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import synchmess.errno.Errno;
import synchmess.errno.ErrnoException;
import synchmess.fuse.kernel.abi.FuseStructs.InHeader;
import synchmess.fuse.kernel.abi.Memory;
import synchmess.fuse.kernel.abi.Opcode;
import synchmess.owner.Owner;

/**
 * A request of the kernel, in place in memory: its header, its opcode's structure (the argument),
 * and what follows (the payload): names or data.
 *
 * <p>From /dev/fuse the three lie one behind the other; in an entry of a ring each has its own
 * place. Used again for one request after another, by one thread at a time.
 */
public final class Request {
  private static final Logger LOG = LoggerFactory.getLogger(Request.class);

  /** PATH_MAX, the NUL at the end included. */
  private static final int MAX_NAME = 4096;

  private final Memory headers;
  private final int argumentAt;
  private final Memory payload;
  private Opcode opcode = Opcode.UNKNOWN;
  private int payloadAt;
  private int payloadLength;

  private Request(Memory headers, int argumentAt, Memory payload) {
    this.headers = headers;
    this.argumentAt = argumentAt;
    this.payload = payload;
  }

  /** For requests read into one buffer. */
  public static Request inOnePiece(Memory buffer) {
    return new Request(buffer, InHeader.SIZEOF, buffer);
  }

  /** For requests whose payload has its own place. */
  public static Request inTwoPieces(Memory headers, int argumentAt, Memory payload) {
    return new Request(headers, argumentAt, payload);
  }

  /**
   * Begins with the request just read.
   *
   * @param length of the whole request, in bytes
   * @return false when it is shorter than its opcode needs, or not as long as it says
   */
  public boolean read(int length) {
    if (length < InHeader.SIZEOF) {
      opcode = Opcode.UNKNOWN;
      return false;
    }
    opcode = Opcode.of(headers.getInt(InHeader.OPCODE));
    payloadAt = InHeader.SIZEOF + opcode.argumentSize();
    payloadLength = length - payloadAt;
    return payloadLength >= 0 && headers.getInt(InHeader.LEN) == length;
  }

  /** Begins with the request that arrived in two pieces. */
  public void arrived(int payloadLength) {
    opcode = Opcode.of(headers.getInt(InHeader.OPCODE));
    payloadAt = 0;
    this.payloadLength = payloadLength;
  }

  public Opcode opcode() {
    return opcode;
  }

  /** The opcode as a number, even if unknown. */
  int opcodeNumber() {
    return headers.getInt(InHeader.OPCODE);
  }

  /** The kernel's number for it. */
  public long unique() {
    return headers.getLong(InHeader.UNIQUE);
  }

  /** The node that it is about. */
  public long nodeid() {
    return headers.getLong(InHeader.NODEID);
  }

  /** The calling thread; 0 when the kernel cannot name it to us. */
  int pid() {
    return headers.getInt(InHeader.PID);
  }

  /** The calling user. */
  int uid() {
    return headers.getInt(InHeader.UID);
  }

  Owner caller() {
    return new Owner(uid(), headers.getInt(InHeader.GID));
  }

  int getInt(int offset) {
    return headers.getInt(argumentAt + offset);
  }

  long getLong(int offset) {
    return headers.getLong(argumentAt + offset);
  }

  /**
   * A field with the number of bytes that the caller asks for.
   *
   * @param room how many there can be
   * @throws ErrnoException EINVAL when there cannot be so many
   */
  int getSize(int offset, long room) {
    int size = getInt(offset);
    check(size >= 0 && size <= room);
    return size;
  }

  /**
   * A field with a position in a file.
   *
   * @throws ErrnoException EINVAL when that is before the file
   */
  long getPosition(int offset) {
    long position = getLong(offset);
    check(position >= 0);
    return position;
  }

  /**
   * A part of the payload.
   *
   * @throws ErrnoException EINVAL when the payload ends before
   */
  byte[] payload(int from, int length) {
    checkPayload(from, length);
    return payload.getBytes(payloadAt + from, length);
  }

  /** A number of 32 bits in the payload, likewise. */
  int payloadInt(int offset) {
    checkPayload(offset, Integer.BYTES);
    return payload.getInt(payloadAt + offset);
  }

  /** A number of 64 bits in the payload, likewise. */
  long payloadLong(int offset) {
    checkPayload(offset, Long.BYTES);
    return payload.getLong(payloadAt + offset);
  }

  /**
   * The first name of the payload.
   *
   * @throws ErrnoException EINVAL when it does not end
   */
  String name() {
    String name = payload.getString(payloadAt, Math.min(payloadLength, MAX_NAME));
    check(name != null);
    return name;
  }

  private void checkPayload(int from, int length) {
    check(length >= 0 && from <= payloadLength - length);
  }

  /** Refuses what no kernel sends. */
  private void check(boolean wellFormed) {
    if (!wellFormed) {
      LOG.warn("a malformed request, opcode {}, with {} bytes of payload", opcode, payloadLength);
      throw new ErrnoException(Errno.EINVAL);
    }
  }
}
