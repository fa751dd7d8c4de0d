/* Discards the messages of a group that are not due yet and prints how many. */
#include <err.h>
#include <fcntl.h>
#include <stdio.h>

#include "synchmess_interface.h"

int main(int argc, char **argv) {
  if (argc != 2) {
    fprintf(stderr, "usage: revoke GROUP-FILE\n");
    return 2;
  }
  int group = open(argv[1], O_WRONLY);
  if (group < 0) err(1, "%s", argv[1]);
  int revoked = ioctl(group, IOCTL_REVOKE_DELAYED_MESSAGES);
  if (revoked < 0) err(1, "%s", argv[1]);
  printf("%d\n", revoked);
  return 0;
}
