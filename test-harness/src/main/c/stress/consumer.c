/*
 * Receives from groups until they are uninstalled, or the mount or its daemon goes away.
 *
 * What it receives from the group FILE it adds to LOG.<group>, before it receives again: so when it
 * is killed, at most one message for each of its threads was received and is not there.
 */
#include <err.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

#include "crew.h"
#include "gone.h"
#include "message.h"
#include "stress.h"

static const char usage[] =
    "usage: consumer [-r US] WAY LOG FILE...\n"
    "  -r US   a signal each so many microseconds\n"
    "  WAY     block   a thread for each group, asleep in read(2); read_mode is `block`\n"
    "          next    likewise, opens ctl/<group>/next for each message\n"
    "          follow  likewise, reads ctl/<group>/follow\n"
    "          poll    one thread, asleep in poll(2); read_mode is `eof`\n"
    "          epoll   one thread, asleep in epoll_wait(2), edge-triggered and O_NONBLOCK\n";

struct source {
  char *file;
  char control[PATH_MAX]; /* directory of its control files */
  int log;
};

static struct source *sources;
static int groups;
static _Atomic unsigned long interrupted;

static int open_source(const char *path, int flags) {
  int fd;
  do {
    fd = open(path, O_RDONLY | flags);
  } while (fd < 0 && errno == EINTR);
  if (fd < 0 && !gone(errno)) err(1, "%s", path);
  return fd;
}

/* One read: its length, 0 when there was nothing, -1 at the end. */
static ssize_t receive(int fd, char *room, size_t size) {
  for (;;) {
    ssize_t n = read(fd, room, size);
    if (n >= 0) return n;
    if (errno == EINTR) interrupted++;
    if (errno == EAGAIN) return 0;
    if (gone(errno)) return -1;
    if (errno != EINTR) err(1, "read");
  }
}

static void record(const struct source *source, const char *message, size_t length) {
  if (write(source->log, message, length) != (ssize_t)length) err(1, "log of %s", source->file);
}

/* ------------------------------------------------------------------ a thread for each group */

/* Each read is a message. */
static void stream(const struct source *source, const char *path) {
  char *room = malloc(MESSAGE_ROOM);
  int fd = open_source(path, 0);
  ssize_t n;
  while (fd >= 0 && (n = receive(fd, room, MESSAGE_ROOM)) >= 0) {
    if (n == 0) errx(1, "%s: end of file", path);
    record(source, room, (size_t)n);
  }
}

static void block(int number) { stream(&sources[number], sources[number].file); }

static void follow(int number) {
  char path[PATH_MAX + 8];
  snprintf(path, sizeof path, "%s/follow", sources[number].control);
  stream(&sources[number], path);
}

/* Each file is a message, whatever the size of the reads. */
static void next(int number) {
  const struct source *source = &sources[number];
  char path[PATH_MAX + 8];
  char *room = malloc(MESSAGE_ROOM);
  size_t part = 50;
  snprintf(path, sizeof path, "%s/next", source->control);
  for (;;) {
    int fd = open_source(path, 0);
    if (fd < 0) return;
    size_t length = 0;
    ssize_t n;
    while ((n = receive(fd, room + length, part)) > 0) length += (size_t)n;
    close(fd);
    if (length > 0) record(source, room, length);
    if (n < 0) return;
  }
}

/* ------------------------------------------------------------------ one thread for all groups */

/* Takes what is ready: until there is nothing, or once. Returns -1 at the end. */
static int drain(int number, int fd, int once) {
  static char room[MESSAGE_ROOM];
  ssize_t n;
  do {
    n = receive(fd, room, sizeof room);
    if (n > 0) record(&sources[number], room, (size_t)n);
  } while (n > 0 && !once);
  return n < 0 ? -1 : 0;
}

static void poll_all(int self) {
  (void)self;
  struct pollfd *polled = calloc((size_t)groups, sizeof *polled);
  int left = 0;
  for (int g = 0; g < groups; g++) {
    polled[g] = (struct pollfd){.fd = open_source(sources[g].file, 0), .events = POLLIN};
    left += polled[g].fd >= 0;
  }
  while (left > 0) {
    if (poll(polled, (nfds_t)groups, -1) < 0) {
      if (errno != EINTR) err(1, "poll");
      interrupted++;
      continue;
    }
    for (int g = 0; g < groups; g++) {
      if (polled[g].fd < 0 || polled[g].revents == 0 || drain(g, polled[g].fd, 1) == 0) continue;
      polled[g].fd = -1;
      left--;
    }
  }
}

static void epoll_all(int self) {
  (void)self;
  int set = epoll_create1(0), left = 0;
  int *fds = calloc((size_t)groups, sizeof *fds);
  for (int g = 0; g < groups; g++) {
    struct epoll_event event = {.events = EPOLLIN | EPOLLET, .data.u32 = (uint32_t)g};
    fds[g] = open_source(sources[g].file, O_NONBLOCK);
    if (fds[g] >= 0 && epoll_ctl(set, EPOLL_CTL_ADD, fds[g], &event) < 0) err(1, "epoll_ctl");
    left += fds[g] >= 0;
  }
  while (left > 0) {
    struct epoll_event event;
    int n = epoll_wait(set, &event, 1, -1);
    if (n < 0) {
      if (errno != EINTR) err(1, "epoll_wait");
      interrupted++;
      continue;
    }
    int g = (int)event.data.u32;
    if (drain(g, fds[g], 0) == 0) continue;
    close(fds[g]);
    left--;
  }
}

/* ------------------------------------------------------------------------------------ all */

static const struct way {
  const char *name;
  void (*work)(int number);
  int thread_each;
} ways[] = {
    {"block", block, 1}, {"next", next, 1},         {"follow", follow, 1},
    {"poll", poll_all, 0}, {"epoll", epoll_all, 0}, {NULL, NULL, 0},
};

static void open_log(struct source *source, const char *prefix, char *file) {
  char path[PATH_MAX];
  const char *group = strrchr(file, '/') + 1;
  source->file = file;
  snprintf(source->control, PATH_MAX, "%.*sctl/%s", (int)(group - file), file, group);
  snprintf(path, sizeof path, "%s.%s", prefix, group);
  source->log = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  if (source->log < 0) err(1, "%s", path);
}

int consumer(int argc, char **argv) {
  long rain_us = 0;
  int option;
  while ((option = getopt(argc, argv, "r:")) == 'r') rain_us = atol(optarg);
  const struct way *way = ways;
  while (argc - optind >= 3 && way->name != NULL && strcmp(way->name, argv[optind]) != 0) way++;
  if (option != -1 || argc - optind < 3 || way->name == NULL) {
    fputs(usage, stderr);
    return 2;
  }
  groups = argc - optind - 2;
  sources = calloc((size_t)groups, sizeof *sources);
  for (int g = 0; g < groups; g++) open_log(&sources[g], argv[optind + 1], argv[optind + 2 + g]);
  struct crew crew = start_crew(way->thread_each ? groups : 1, way->work);
  join_crew(&crew, rain_us);
  printf("interrupted: %lu\n", interrupted);
  return 0;
}
