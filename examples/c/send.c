/* Sends one message: one write(2) is one message. */
#include <err.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int main(int argc, char **argv) {
  if (argc != 3 || *argv[2] == '\0') {
    fprintf(stderr, "usage: send GROUP-FILE MESSAGE\n");
    return 2;
  }
  int group = open(argv[1], O_WRONLY);
  if (group < 0) err(1, "%s", argv[1]);
  /* EMSGSIZE: longer than sys/max_message_size. ENOSPC: the group is full. */
  if (write(group, argv[2], strlen(argv[2])) < 0) err(1, "%s", argv[1]);
  return 0;
}
