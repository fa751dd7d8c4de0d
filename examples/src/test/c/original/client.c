/*
 * A client as programs for the kernel module are written: it knows the header and the path of the
 * master device, waits for the group's file to appear, and reads and writes one descriptor.
 * Prints what each call returned.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "synchmess_interface.h"

static int show(const char *call, long result) {
  printf("%s: %ld%s%s\n", call, result, result < 0 ? " " : "", result < 0 ? strerror(errno) : "");
  return (int)result;
}

int main(int argc, char **argv) {
  char path[256];
  char message[1024] = "a message";
  char delivery[1024] = "";
  struct group_t group;
  unsigned delay_ms;

  snprintf(path, sizeof path, "%s/synchmess", argc > 1 ? argv[1] : "/dev/synch");
  int master = open(path, O_RDONLY);
  group.descriptor = 1;
  show("install", ioctl(master, IOCTL_INSTALL_GROUP, &group));
  printf("%s\n", group.device_path);

  while (access(group.device_path, R_OK | W_OK)) continue;
  int fd = open(group.device_path, O_RDWR);

  show("write", write(fd, message, strlen(message)));
  show("read", read(fd, delivery, sizeof delivery));
  printf("%s\n", delivery);

  delay_ms = 3600000;
  show("set delay", ioctl(fd, IOCTL_SET_SEND_DELAY, &delay_ms));
  show("write", write(fd, message, strlen(message)));
  show("read", read(fd, delivery, sizeof delivery));
  show("revoke", ioctl(fd, IOCTL_REVOKE_DELAYED_MESSAGES));

  show("write", write(fd, message, strlen(message)));
  show("fsync", fsync(fd));
  memset(delivery, 0, sizeof delivery);
  show("read", read(fd, delivery, sizeof delivery));
  printf("%s\n", delivery);

  delay_ms = 0;
  show("set delay", ioctl(fd, IOCTL_SET_SEND_DELAY, &delay_ms));
  show("awake", ioctl(fd, IOCTL_AWAKE));
  show("install on a group", ioctl(fd, IOCTL_INSTALL_GROUP, &group));
  show("awake on the master", ioctl(master, IOCTL_AWAKE));
  close(fd);
  close(master);
  return 0;
}
