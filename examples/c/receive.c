/*
 * Receives one message and prints it as it is. When none is ready, the group's read_mode decides:
 * `eof` reads as end of file, here exit code 3; `block` waits. With -w it waits in either mode.
 */
#include <err.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Room for the largest message of any mount; what does not fit a read is discarded. */
static char message[1 << 20];

int main(int argc, char **argv) {
  int wait = argc == 3 && strcmp(argv[1], "-w") == 0;
  if (argc != 2 + wait) {
    fprintf(stderr, "usage: receive [-w] GROUP-FILE\n");
    return 2;
  }
  const char *path = argv[argc - 1];
  int group = open(path, O_RDONLY);
  if (group < 0) err(1, "%s", path);

  ssize_t length;
  while ((length = read(group, message, sizeof message)) == 0) {
    if (!wait) return 3;
    struct pollfd ready = {.fd = group, .events = POLLIN};
    if (poll(&ready, 1, -1) < 0) err(1, "%s", path);
  }
  if (length < 0) err(1, "%s", path);
  if (fwrite(message, 1, (size_t)length, stdout) != (size_t)length || fflush(stdout) != 0)
    err(1, "standard output");
  return 0;
}
