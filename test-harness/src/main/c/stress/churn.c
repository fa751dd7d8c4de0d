/*
 * Installs and uninstalls a group, again and again, each time in full use: messages ready and
 * delayed, a poller, half a message in `put`, a message held by `next`, a reader and a sleeper.
 */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <unistd.h>

#include "crew.h"
#include "interface.h"
#include "stress.h"

enum { LIMIT_S = 120 };

static const char *mount;
static int reader, sleeper, errors;

static int open_file(const char *name, int flags) {
  char path[PATH_MAX];
  snprintf(path, sizeof path, "%s/%s", mount, name);
  int fd = open(path, flags, 0666);
  if (fd < 0) err(1, "%s", path);
  return fd;
}

static void put(int fd, const char *text) {
  if (dprintf(fd, "%s", text) < 0) err(1, "write");
}

/* One thread is blocked in a read, the other on the barrier; both have to end with ENODEV. */
static void block(int number) {
  char room[16];
  long result = number == 0 ? read(reader, room, sizeof room) : ioctl(sleeper, IOCTL_SLEEP);
  if (result >= 0 || errno != ENODEV) errors++;
}

static void run_round(void) {
  int group = open_file("churn", O_RDWR | O_CREAT | O_NONBLOCK);
  int next = open_file("ctl/churn/next", O_RDONLY | O_NONBLOCK);
  int half = open_file("ctl/churn/put", O_WRONLY);
  reader = open_file("ctl/churn/next", O_RDONLY);
  sleeper = open_file("churn", O_RDONLY);
  struct epoll_event event = {.events = EPOLLIN | EPOLLET};
  int set = epoll_create1(0);
  char byte;
  put(group, "held by next");
  if (read(next, &byte, 1) != 1) err(1, "next");
  if (epoll_ctl(set, EPOLL_CTL_ADD, group, &event) < 0) err(1, "epoll_ctl");
  put(half, "half a message");
  struct crew blocked = start_crew(2, block);
  unsigned delay = 100000;
  if (ioctl(group, IOCTL_SET_SEND_DELAY, &delay) < 0) err(1, "delay");
  put(group, "delayed");
  char path[PATH_MAX];
  snprintf(path, sizeof path, "%s/churn", mount);
  if (unlink(path) < 0) err(1, "%s", path);
  join_crew(&blocked, 0);
  if (epoll_wait(set, &event, 1, -1) != 1) err(1, "epoll_wait");
  int fds[] = {group, next, half, reader, sleeper, set};
  for (size_t i = 0; i < sizeof fds / sizeof *fds; i++) close(fds[i]);
}

int churn(int argc, char **argv) {
  if (argc != 3) {
    fputs("usage: churn ROUNDS MOUNT\n", stderr);
    return 2;
  }
  alarm(LIMIT_S);
  mount = argv[2];
  for (int round = atoi(argv[1]); round > 0; round--) run_round();
  if (errors > 0) errx(1, "%d blocked calls did not end with ENODEV", errors);
  return 0;
}
