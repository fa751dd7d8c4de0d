/* Wakes all who are asleep on the barrier of a group and prints how many. */
#include <err.h>
#include <fcntl.h>
#include <stdio.h>

#include "synchmess_interface.h"

int main(int argc, char **argv) {
  if (argc != 2) {
    fprintf(stderr, "usage: awake_barrier GROUP-FILE\n");
    return 2;
  }
  int group = open(argv[1], O_WRONLY);
  if (group < 0) err(1, "%s", argv[1]);
  int woken = ioctl(group, IOCTL_AWAKE);
  if (woken < 0) err(1, "%s", argv[1]);
  printf("%d\n", woken);
  return 0;
}
