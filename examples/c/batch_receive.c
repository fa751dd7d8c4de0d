/*
 * Receives many messages by one read(2) of the group's ctl/GROUP/batch, and prints each with a
 * newline. When none is ready, the group's read_mode decides: `eof` reads as end of file, here exit
 * code 3; `block` waits for a message.
 */
#include <endian.h>
#include <err.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Room for the largest message of any mount and its length. */
static char batch[1 << 20];

int main(int argc, char **argv) {
  if (argc != 2) {
    fprintf(stderr, "usage: batch_receive BATCH-FILE\n");
    return 2;
  }
  int file = open(argv[1], O_RDONLY);
  if (file < 0) err(1, "%s", argv[1]);
  ssize_t length = read(file, batch, sizeof batch);
  if (length < 0) err(1, "%s", argv[1]);
  if (length == 0) return 3;

  uint32_t header;
  for (char *frame = batch; frame < batch + length; frame += sizeof header + header) {
    memcpy(&header, frame, sizeof header);
    header = le32toh(header);
    fwrite(frame + sizeof header, 1, header, stdout);
    putchar('\n');
  }
  if (fflush(stdout) != 0) err(1, "standard output");
  return 0;
}
