package synchmess.job.operation;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the operations' code on no bytes, to load all classes and providers. */
final class WarmUp {
  private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);

  private WarmUp() {}

  static void run() {
    try {
      for (String name : Digest.NAMES) {
        Digest.of(name).hex();
      }
      encrypt();
      for (Codec codec : Codec.values()) {
        compress(codec);
      }
    } catch (IOException | MalformedHeaderException e) {
      LOG.warn("not every operation will work: {}", e.toString());
    }
  }

  private static void compress(Codec codec) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    codec.compressing(file, 1).close();
    try (InputStream in = codec.decompressing(new ByteArrayInputStream(file.toByteArray()))) {
      Pump.move(in, OutputStream.nullOutputStream());
    }
  }

  private static void encrypt() throws IOException, MalformedHeaderException {
    KeySource keys = new Passphrase("warm up", 1);
    CipherHeader header = keys.newHeader();
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (Key key = keys.key(header, null)) {
      key.encrypting(file, header).close();
      InputStream in = new ByteArrayInputStream(file.toByteArray());
      Pump.move(key.decrypting(in, CipherHeader.read(in)), OutputStream.nullOutputStream());
    }
  }
}
