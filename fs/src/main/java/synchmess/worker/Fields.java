package synchmess.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import synchmess.job.work.FileStatus;
import synchmess.owner.Owner;

/** Writes and reads the content of a frame: numbers, and texts with their lengths. */
final class Fields {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(bytes);

  byte[] bytes() {
    return bytes.toByteArray();
  }

  Fields number(long number) {
    return add(() -> out.writeLong(number));
  }

  Fields text(String text) {
    return bytes(text.getBytes(UTF_8));
  }

  /** With their length. */
  Fields bytes(byte[] some) {
    return add(
        () -> {
          out.writeInt(some.length);
          out.write(some);
        });
  }

  static byte[] bytes(DataInputStream in) throws IOException {
    byte[] some = new byte[Frame.length(in.readInt())];
    in.readFully(some);
    return some;
  }

  static String text(DataInputStream in) throws IOException {
    return new String(bytes(in), UTF_8);
  }

  Fields owner(Owner owner) {
    number(owner.uid()).number(owner.gid()).number(owner.groups().size());
    owner.groups().forEach(this::number);
    return this;
  }

  static Owner owner(DataInputStream in) throws IOException {
    int uid = (int) in.readLong();
    int gid = (int) in.readLong();
    List<Integer> groups = new ArrayList<>();
    for (long left = in.readLong(); left > 0; left--) {
      groups.add((int) in.readLong());
    }
    return new Owner(uid, gid, groups);
  }

  /**
   * @param key may be null
   */
  Fields key(FileStatus.Key key) {
    number(key == null ? 0 : 1);
    return key == null ? this : number(key.device()).number(key.inode());
  }

  static FileStatus.Key key(DataInputStream in) throws IOException {
    return in.readLong() == 0 ? null : new FileStatus.Key(in.readLong(), in.readLong());
  }

  private interface Write {
    void run() throws IOException;
  }

  /** Writes to memory, which never fails. */
  private Fields add(Write write) {
    try {
      write.run();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
