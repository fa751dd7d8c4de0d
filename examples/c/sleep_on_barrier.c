/* Sleeps on the barrier of a group until the next awake. */
#include <err.h>
#include <fcntl.h>
#include <stdio.h>

#include "synchmess_interface.h"

int main(int argc, char **argv) {
  if (argc != 2) {
    fprintf(stderr, "usage: sleep_on_barrier GROUP-FILE\n");
    return 2;
  }
  int group = open(argv[1], O_RDONLY);
  if (group < 0) err(1, "%s", argv[1]);
  /* EINTR: a signal came first. ENODEV: the group was removed. */
  if (ioctl(group, IOCTL_SLEEP) < 0) err(1, "%s", argv[1]);
  return 0;
}
