/* A mount of limit-device or limit-uring: group files whose reads always block, nothing else. */
#include <sys/ioctl.h>
#include <unistd.h>

#include "../limit/limit_interface.h"
#include "fail.h"
#include "group_file.h"

static void limit_install(const struct options *o, int groups, enum reading reading) {
  (void)reading;
  mount_point = o->dir;
  for (int i = 0; i < groups; i++) make_group_file(i);
}

static int count(int group, unsigned long command) {
  int fd = open_group_file(group, SEND);
  int parked = ioctl(fd, command);
  if (parked < 0) fail("ask how many are parked");
  close(fd);
  return parked;
}

static int limit_readers(int group) { return count(group, LIMIT_READERS); }

static int limit_sleepers(int group) { return count(group, LIMIT_SLEEPERS); }

const struct backend limit_backend = {
    .name = "limit",
    .install = limit_install,
    .uninstall = remove_group_files,
    .open = open_group_file,
    .send = write_message,
    .receive = read_message,
    .readers = limit_readers,
    .sleepers = limit_sleepers,
    .sleep = sleep_on_file,
    .awake = awake_on_file,
};
