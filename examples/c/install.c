/* Installs a numbered group and prints the path of its file. Installing it again does no harm. */
#include <err.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>

#include "mount.h"
#include "number.h"
#include "synchmess_interface.h"

int main(int argc, char **argv) {
  if (argc < 2 || argc > 3) {
    fprintf(stderr, "usage: install DESCRIPTOR [MASTER-PATH]\n");
    return 2;
  }
  struct group_t group = {0};
  group.descriptor = number(argv[1], 0, UINT_MAX, "DESCRIPTOR");

  char default_master[PATH_MAX + sizeof "/synchmess"];
  const char *path = argv[2];
  if (argc == 2) {
    snprintf(default_master, sizeof default_master, "%s/synchmess", default_mount());
    path = default_master;
  }
  int master = open(path, O_RDONLY);
  if (master < 0) err(1, "%s", path);
  if (ioctl(master, IOCTL_INSTALL_GROUP, &group) < 0)
    err(1, "%s: install %u", path, group.descriptor);
  puts(group.device_path);
  return 0;
}
