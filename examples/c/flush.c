/* Makes the delayed messages of a group ready now, as fsync(2) does, and prints how many. */
#include <err.h>
#include <fcntl.h>
#include <stdio.h>

#include "synchmess_interface.h"

int main(int argc, char **argv) {
  if (argc != 2) {
    fprintf(stderr, "usage: flush GROUP-FILE\n");
    return 2;
  }
  int group = open(argv[1], O_WRONLY);
  if (group < 0) err(1, "%s", argv[1]);
  int flushed = ioctl(group, IOCTL_FLUSH);
  if (flushed < 0) err(1, "%s", argv[1]);
  printf("%d\n", flushed);
  return 0;
}
