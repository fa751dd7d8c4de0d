/* A synchmess mount: group files, their control files and their ioctls. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "backend.h"
#include "fail.h"
#include "synchmess_interface.h"

static const char *mount_point;

static const char *group_path(char path[PATH_MAX], int group) {
  snprintf(path, PATH_MAX, "%s/bench%d", mount_point, group);
  return path;
}

static int open_control(int group, const char *name, int flags) {
  char path[PATH_MAX];
  snprintf(path, sizeof path, "%s/ctl/bench%d/%s", mount_point, group, name);
  int fd = open(path, flags | O_CLOEXEC);
  if (fd < 0) fail("open a control file");
  return fd;
}

static void set(int group, const char *name, const char *value) {
  int fd = open_control(group, name, O_WRONLY);
  if (write(fd, value, strlen(value)) < 0) fail("write a control file");
  close(fd);
}

static int get(int group, const char *name) {
  char text[32] = "";
  int fd = open_control(group, name, O_RDONLY);
  if (read(fd, text, sizeof text - 1) < 0) fail("read a control file");
  close(fd);
  return atoi(text);
}

/* Where no server answers, O_CREAT would leave ordinary files behind. */
static void require_mount(void) {
  char path[PATH_MAX];
  snprintf(path, sizeof path, "%s/synchmess", mount_point);
  if (access(path, F_OK) != 0) fail("find the mount's master device");
}

/* A group that an earlier client left behind is removed first: the new one is empty. */
static void mount_install(const struct options *o, int groups, enum reading reading) {
  char path[PATH_MAX];
  mount_point = o->dir;
  require_mount();
  for (int i = 0; i < groups; i++) {
    unlink(group_path(path, i));
    int fd = open(path, O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
    if (fd < 0) fail("install a group");
    close(fd);
    set(i, "read_mode", reading == BLOCK ? "block\n" : "eof\n");
  }
}

static void mount_uninstall(int groups) {
  char path[PATH_MAX];
  for (int i = 0; i < groups; i++) unlink(group_path(path, i));
}

static int mount_open(int group, enum direction direction) {
  char path[PATH_MAX];
  int fd = open(group_path(path, group), (direction == SEND ? O_WRONLY : O_RDONLY) | O_CLOEXEC);
  if (fd < 0) fail("open a group");
  return fd;
}

/* full_policy is `fail`, the default: a full group answers ENOSPC at once. */
static bool mount_send(int fd, const void *message, size_t size) {
  ssize_t n = write(fd, message, size);
  if (n < 0 && errno != ENOSPC && errno != EAGAIN) fail("write");
  return n >= 0;
}

static ssize_t mount_receive(int fd, void *buffer, size_t size) {
  ssize_t n = read(fd, buffer, size);
  if (n < 0 && errno != EAGAIN) fail("read");
  return n > 0 ? n : NOTHING;
}

static int mount_readers(int group) { return get(group, "readers"); }

static int mount_sleepers(int group) { return get(group, "sleepers"); }

static void mount_sleep(int fd) {
  if (ioctl(fd, IOCTL_SLEEP) == 0) return;
  if (errno == EAGAIN) exit(REFUSED);
  fail("IOCTL_SLEEP");
}

static int mount_awake(int fd) {
  int woken = ioctl(fd, IOCTL_AWAKE);
  if (woken < 0) fail("IOCTL_AWAKE");
  return woken;
}

const struct backend mount_backend = {
    .name = "mount",
    .install = mount_install,
    .uninstall = mount_uninstall,
    .open = mount_open,
    .send = mount_send,
    .receive = mount_receive,
    .readers = mount_readers,
    .sleepers = mount_sleepers,
    .sleep = mount_sleep,
    .awake = mount_awake,
};
