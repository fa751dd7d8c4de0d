package synchmess.fuse.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import synchmess.fuse.kernel.abi.FuseFlags;
import synchmess.fuse.kernel.abi.FuseStructs.InHeader;
import synchmess.fuse.kernel.abi.Opcode;

/** A request as a kernel would lay it out: header, structure of the opcode, payload. */
final class TestRequest {
  private final int opcode;
  private byte[] argument;
  private byte[] payload = {};
  private long node = FuseFlags.FUSE_ROOT_ID;
  private int uid;

  private TestRequest(int opcode, int argumentSize) {
    this.opcode = opcode;
    this.argument = new byte[argumentSize];
  }

  static TestRequest of(Opcode opcode) {
    return new TestRequest(opcode.number(), opcode.argumentSize());
  }

  /** One of a kind that there may not be. */
  static TestRequest of(int opcode) {
    return new TestRequest(opcode, 0);
  }

  TestRequest node(long id) {
    node = id;
    return this;
  }

  TestRequest from(int caller) {
    uid = caller;
    return this;
  }

  TestRequest argumentSize(int size) {
    argument = Arrays.copyOf(argument, size);
    return this;
  }

  /** Sets a field of the structure. */
  TestRequest put(int field, int value) {
    in(argument).putInt(field, value);
    return this;
  }

  /** Likewise, one of 64 bits. */
  TestRequest putLong(int field, long value) {
    in(argument).putLong(field, value);
    return this;
  }

  /** A further name, ended by a NUL. */
  TestRequest name(String name) {
    return bytes((name + "\0").getBytes(UTF_8));
  }

  TestRequest text(String text) {
    return bytes(text.getBytes(UTF_8));
  }

  /** Further bytes of the payload. */
  TestRequest bytes(byte[] bytes) {
    int before = payload.length;
    payload = Arrays.copyOf(payload, before + bytes.length);
    System.arraycopy(bytes, 0, payload, before, bytes.length);
    return this;
  }

  Opcode opcode() {
    return Opcode.of(opcode);
  }

  byte[] toBytes(long unique) {
    byte[] bytes = new byte[InHeader.SIZEOF + argument.length + payload.length];
    in(bytes)
        .putInt(InHeader.LEN, bytes.length)
        .putInt(InHeader.OPCODE, opcode)
        .putLong(InHeader.UNIQUE, unique)
        .putLong(InHeader.NODEID, node)
        .putInt(InHeader.UID, uid);
    System.arraycopy(argument, 0, bytes, InHeader.SIZEOF, argument.length);
    System.arraycopy(payload, 0, bytes, InHeader.SIZEOF + argument.length, payload.length);
    return bytes;
  }

  static ByteBuffer in(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
  }
}
