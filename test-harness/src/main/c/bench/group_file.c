#include "group_file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "fail.h"
#include "synchmess_interface.h"

const char *mount_point;

static const char *group_path(char path[PATH_MAX], int group) {
  snprintf(path, PATH_MAX, "%s/bench%d", mount_point, group);
  return path;
}

void make_group_file(int group) {
  char path[PATH_MAX];
  unlink(group_path(path, group));
  int fd = open(path, O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
  if (fd < 0) fail("install a group");
  close(fd);
}

void remove_group_files(int groups) {
  char path[PATH_MAX];
  for (int i = 0; i < groups; i++) unlink(group_path(path, i));
}

int open_group_file(int group, enum direction direction) {
  char path[PATH_MAX];
  int fd = open(group_path(path, group), (direction == SEND ? O_WRONLY : O_RDONLY) | O_CLOEXEC);
  if (fd < 0) fail("open a group");
  return fd;
}

/* Where full_policy is `fail`, the default, a full group answers ENOSPC at once. */
bool write_message(int fd, const void *message, size_t size) {
  ssize_t n = write(fd, message, size);
  if (n < 0 && errno != ENOSPC && errno != EAGAIN) fail("write");
  return n >= 0;
}

ssize_t read_message(int fd, void *buffer, size_t size) {
  ssize_t n = read(fd, buffer, size);
  if (n < 0 && errno != EAGAIN) fail("read");
  return n > 0 ? n : NOTHING;
}

void sleep_on_file(int fd) {
  if (ioctl(fd, IOCTL_SLEEP) == 0) return;
  if (errno == EAGAIN) refuse("IOCTL_SLEEP");
  fail("IOCTL_SLEEP");
}

int awake_on_file(int fd) {
  int woken = ioctl(fd, IOCTL_AWAKE);
  if (woken < 0) fail("IOCTL_AWAKE");
  return woken;
}
