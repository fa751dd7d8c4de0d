/* What the producer and the consumer agree on: the stamp on each message, the clock, the groups. */
#ifndef LOAD_H
#define LOAD_H

#include <err.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "synchmess_interface.h"

enum {
  STAMP_MAGIC = 0x70617473,
  MAX_THREADS = 1024, /* also of senders, among all producers */
  MAX_GROUPS = 1024,
  MAX_SECONDS = 1000000,
  MAX_MESSAGE = 1 << 20,
};

/* The head of each message. The rest of it, if any, is filling. */
struct stamp {
  uint32_t magic;
  uint32_t sender;   /* one thread of one producer */
  uint64_t number;   /* 1, 2, 3 ... for each sender and group; in a last message: see there */
  int64_t sent_ns;   /* now_ns() just before write(2) */
  uint32_t delay_ms; /* the group's send delay then */
  uint32_t last;     /* 1: this producer sends nothing more to this group; it has sent `number` */
};

/* CLOCK_MONOTONIC, the same for all processes of a machine. */
static inline int64_t now_ns(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * INT64_C(1000000000) + now.tv_nsec;
}

static inline int64_t seconds_ns(unsigned seconds) { return seconds * INT64_C(1000000000); }

/* What is left until the deadline for poll(2), in ms, rounded up; 0 when it has passed. */
static inline int poll_timeout(int64_t deadline_ns) {
  int64_t left_ms = (deadline_ns - now_ns() + 999999) / 1000000;
  return left_ms < 0 ? 0 : left_ms > INT_MAX ? INT_MAX : (int)left_ms;
}

static inline void pause_ms(long ms) {
  nanosleep(&(struct timespec){.tv_nsec = ms * 1000000}, NULL);
}

/* Installs `count` groups, numbered from `first`. */
static inline struct group_t *install_groups(const char *mount, unsigned first, unsigned count) {
  char path[PATH_MAX];
  snprintf(path, sizeof path, "%s/synchmess", mount);
  int master = open(path, O_RDONLY);
  if (master < 0) err(1, "%s", path);
  struct group_t *groups = calloc(count, sizeof *groups);
  if (groups == NULL) err(1, "groups");
  for (unsigned g = 0; g < count; g++) {
    groups[g].descriptor = first + g;
    if (ioctl(master, IOCTL_INSTALL_GROUP, &groups[g]) < 0)
      err(1, "%s: install %u", path, groups[g].descriptor);
  }
  close(master);
  return groups;
}

/* Each thread opens the groups for itself, so no two wait for one descriptor's lock. */
static inline void allow_many_descriptors(void) {
  struct rlimit limit;
  if (getrlimit(RLIMIT_NOFILE, &limit) < 0) err(1, "RLIMIT_NOFILE");
  limit.rlim_cur = limit.rlim_max;
  if (setrlimit(RLIMIT_NOFILE, &limit) < 0) err(1, "RLIMIT_NOFILE");
}

#endif
