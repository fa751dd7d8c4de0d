/* A synchmess mount: group files and their control files. */
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "fail.h"
#include "group_file.h"
#include "job_file.h"

static int try_control(int group, const char *name, int flags) {
  char path[PATH_MAX];
  snprintf(path, sizeof path, "%s/ctl/bench%d/%s", mount_point, group, name);
  return open(path, flags | O_CLOEXEC);
}

static int open_control(int group, const char *name, int flags) {
  int fd = try_control(group, name, flags);
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

static void mount_install(const struct options *o, int groups, enum reading reading) {
  mount_point = o->dir;
  require_mount();
  for (int i = 0; i < groups; i++) {
    make_group_file(i);
    set(i, "read_mode", reading == BLOCK ? "block\n" : "eof\n");
  }
}

static void mount_raise_storage(const struct options *o, size_t bytes) {
  char path[PATH_MAX];
  mount_point = o->dir;
  snprintf(path, sizeof path, "%s/sys/max_storage_size", mount_point);
  int fd = open(path, O_WRONLY | O_CLOEXEC);
  if (fd < 0) fail("open sys/max_storage_size");
  if (dprintf(fd, "%zu\n", bytes) < 0) fail("write sys/max_storage_size");
  close(fd);
}

static int mount_open_batch(int group, enum direction direction) {
  return try_control(group, "batch", direction == SEND ? O_WRONLY : O_RDONLY);
}

static void mount_perform(const struct options *o, const char *job) {
  mount_point = o->dir;
  require_mount();
  do_job(job);
}

static int mount_readers(int group) { return get(group, "readers"); }

static int mount_sleepers(int group) { return get(group, "sleepers"); }

const struct backend mount_backend = {
    .name = "mount",
    .install = mount_install,
    .uninstall = remove_group_files,
    .raise_storage = mount_raise_storage,
    .open = open_group_file,
    .send = write_message,
    .receive = read_message,
    .open_batch = mount_open_batch,
    .open_jobs = open_submit,
    .perform = mount_perform,
    .readers = mount_readers,
    .sleepers = mount_sleepers,
    .sleep = sleep_on_file,
    .awake = awake_on_file,
};
