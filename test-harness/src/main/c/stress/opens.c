/* Opens and closes a file that often, and asks for its attributes by its name each time. */
#include <err.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "stress.h"

int opens(int argc, char **argv) {
  if (argc != 3) {
    fputs("usage: opens COUNT FILE\n", stderr);
    return 2;
  }
  for (long count = atol(argv[1]); count > 0; count--) {
    struct stat attributes;
    if (stat(argv[2], &attributes) < 0) err(1, "%s", argv[2]);
    int fd = open(argv[2], count % 2 ? O_RDONLY : O_RDWR);
    if (fd < 0 || close(fd) < 0) err(1, "%s", argv[2]);
  }
  return 0;
}
