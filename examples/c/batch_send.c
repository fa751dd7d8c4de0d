/*
 * Sends each line of standard input as a message, many of them in one write(2) to the group's
 * ctl/GROUP/batch: for each message its length, 32 bits little-endian, and its bytes.
 */
#include <endian.h>
#include <err.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The kernel hands on at least that much in one piece, on each engine and at any alignment. */
static char batch[64 * 1024];

/* Stores all of the batch or, when it fails, nothing of it. */
static void send_batch(int file, const char *path, size_t length) {
  if (length > 0 && write(file, batch, length) < 0) err(1, "%s", path);
}

int main(int argc, char **argv) {
  if (argc != 2) {
    fprintf(stderr, "usage: batch_send BATCH-FILE\n");
    return 2;
  }
  int file = open(argv[1], O_WRONLY);
  if (file < 0) err(1, "%s", argv[1]);

  char *line = NULL;
  size_t room = 0, used = 0;
  ssize_t length;
  while ((length = getline(&line, &room, stdin)) >= 0) {
    if (length > 0 && line[length - 1] == '\n') length--;
    uint32_t header = htole32((uint32_t)length);
    if (length == 0) continue; /* there are no empty messages */
    if (sizeof header + (size_t)length > sizeof batch) errx(1, "a line is too long");
    if (used + sizeof header + (size_t)length > sizeof batch) {
      send_batch(file, argv[1], used);
      used = 0;
    }
    memcpy(batch + used, &header, sizeof header);
    memcpy(batch + used + sizeof header, line, (size_t)length);
    used += sizeof header + (size_t)length;
  }
  if (ferror(stdin)) err(1, "standard input");
  send_batch(file, argv[1], used);
  free(line);
  return 0;
}
