package synchmess.harness.stress;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Optional;

/**
 * A message of the stress clients, one line: {@code SENDER GROUP NUMBER PAYLOAD CHECKSUM}. See
 * message.h among their sources.
 *
 * @param sender which producer
 * @param group to which it was sent
 * @param number 1, 2, 3 … for each sender and group
 */
record Message(int sender, String group, long number) {
  private static final int FIELDS = 5;
  private static final int FNV_OFFSET = 0x811c9dc5;
  private static final int FNV_PRIME = 16777619;

  /** The line with this payload, without a newline. */
  String line(String payload) {
    String head = sender + " " + group + " " + number + " " + payload;
    return head + " " + checksum(head);
  }

  /** Of a line without its newline; empty when it is not just what somebody sent. */
  static Optional<Message> parse(String line) {
    String[] fields = line.split(" ", -1);
    if (fields.length != FIELDS) {
      return Optional.empty();
    }
    String head = line.substring(0, line.lastIndexOf(' '));
    if (!fields[FIELDS - 1].equals(checksum(head))) {
      return Optional.empty();
    }
    return Optional.of(
        new Message(Integer.parseInt(fields[0]), fields[1], Long.parseLong(fields[2])));
  }

  /** FNV-1a, 32 bits. */
  private static String checksum(String text) {
    int hash = FNV_OFFSET;
    for (byte each : text.getBytes(ISO_8859_1)) {
      hash = (hash ^ (each & 0xff)) * FNV_PRIME;
    }
    return String.format("%08x", hash);
  }
}
