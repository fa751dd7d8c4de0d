/* A barrier of threads on one futex: the least that sleep and awake can cost. It has no groups. */
#include <errno.h>
#include <limits.h>
#include <linux/futex.h>
#include <stdatomic.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "backend.h"
#include "fail.h"

static _Atomic uint32_t awakes; /* counts up; a sleeper waits for it to change */

static long futex(int operation, uint32_t value) {
  return syscall(SYS_futex, &awakes, operation, value, NULL, NULL, 0);
}

static void futex_install(const struct options *o, int groups, enum reading reading) {
  (void)o, (void)groups, (void)reading;
}

static void futex_uninstall(int groups) { (void)groups; }

static int futex_open(int group, enum direction direction) {
  (void)group, (void)direction;
  return -1;
}

static void futex_sleep(int fd) {
  (void)fd;
  uint32_t before = atomic_load(&awakes);
  while (atomic_load(&awakes) == before) {
    if (futex(FUTEX_WAIT_PRIVATE, before) < 0 && errno != EAGAIN && errno != EINTR) fail("futex");
  }
}

static int futex_awake(int fd) {
  (void)fd;
  atomic_fetch_add(&awakes, 1);
  return (int)futex(FUTEX_WAKE_PRIVATE, INT_MAX);
}

const struct backend futex_backend = {
    .name = "futex",
    .install = futex_install,
    .uninstall = futex_uninstall,
    .open = futex_open,
    .sleep = futex_sleep,
    .awake = futex_awake,
};
