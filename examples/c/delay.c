/* Sets the send delay of a group. Messages that are delayed already keep their time. */
#include <err.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>

#include "number.h"
#include "synchmess_interface.h"

int main(int argc, char **argv) {
  if (argc != 3) {
    fprintf(stderr, "usage: delay GROUP-FILE MILLISECONDS\n");
    return 2;
  }
  unsigned delay_ms = number(argv[2], 0, INT_MAX, "MILLISECONDS");
  int group = open(argv[1], O_WRONLY);
  if (group < 0) err(1, "%s", argv[1]);
  if (ioctl(group, IOCTL_SET_SEND_DELAY, &delay_ms) < 0) err(1, "%s", argv[1]);
  return 0;
}
