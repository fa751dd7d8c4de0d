/*
 * COUNT threads, each blocked in one call on a descriptor of its own; all begin at once. Prints how the calls ended,
 * a line for each way: `ok: 12`, or the name of the errno in place of ok.
 */
#define _GNU_SOURCE
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "crew.h"
#include "interface.h"
#include "stress.h"

enum { MAX_ERRNO = 4096 };

static const char usage[] = "usage: parked read|sleep COUNT FILE\n";

static int sleeps; /* on the barrier, else in read(2) */
static int *fds;
static pthread_barrier_t everybody;
static _Atomic int ended[MAX_ERRNO]; /* by errno; 0: ok */

static void park(int number) {
  char room[4096];
  int fd = fds[number];
  pthread_barrier_wait(&everybody);
  long result = sleeps ? ioctl(fd, IOCTL_SLEEP) : read(fd, room, sizeof room);
  ended[result < 0 ? errno : 0]++;
}

/* Opened beforehand, so that all are blocked in the very call that is looked at. */
static void open_all(int count, const char *file) {
  struct rlimit limit;
  if (getrlimit(RLIMIT_NOFILE, &limit) < 0) err(1, "RLIMIT_NOFILE");
  limit.rlim_cur = limit.rlim_max;
  if (setrlimit(RLIMIT_NOFILE, &limit) < 0) err(1, "RLIMIT_NOFILE");
  fds = calloc((size_t)count, sizeof *fds);
  for (int i = 0; i < count; i++) {
    fds[i] = open(file, O_RDONLY);
    if (fds[i] < 0) err(1, "%s", file);
  }
}

int parked(int argc, char **argv) {
  sleeps = argc == 4 && strcmp(argv[1], "sleep") == 0;
  if (argc != 4 || (!sleeps && strcmp(argv[1], "read") != 0)) {
    fputs(usage, stderr);
    return 2;
  }
  open_all(atoi(argv[2]), argv[3]);
  pthread_barrier_init(&everybody, NULL, (unsigned)atoi(argv[2]));
  struct crew crew = start_crew(atoi(argv[2]), park);
  join_crew(&crew, 0);
  for (int e = 0; e < MAX_ERRNO; e++)
    if (ended[e] > 0) printf("%s: %d\n", e == 0 ? "ok" : strerrorname_np(e), ended[e]);
  return 0;
}
