/*
 * Threads sleep on a barrier again and again while signals rain on them and awakes go on. Prints
 * how many the awakes counted, how many sleeps ended with 0, and how many with EINTR.
 */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "clock.h"
#include "crew.h"
#include "interface.h"
#include "stress.h"

enum { AWAKE_EACH_US = 700, LIMIT_S = 60 };

static const char *file;
static _Atomic int stopping;
static _Atomic uint64_t returned, interrupted;

static int open_group(int flags) {
  int fd = open(file, flags);
  if (fd < 0) err(1, "%s", file);
  return fd;
}

static void sleep_often(int number) {
  (void)number;
  int fd = open_group(O_RDONLY);
  while (!stopping) {
    int result = ioctl(fd, IOCTL_SLEEP);
    if (result == 0) returned++;
    else if (errno == EINTR) interrupted++;
    else err(1, "sleep");
  }
}

static unsigned awake(int fd) {
  int woken = ioctl(fd, IOCTL_AWAKE);
  if (woken < 0) err(1, "awake");
  return (unsigned)woken;
}

int barrier(int argc, char **argv) {
  if (argc != 5) {
    fputs("usage: barrier THREADS MILLISECONDS RAIN_US FILE\n", stderr);
    return 2;
  }
  alarm(LIMIT_S);
  long rain_us = atol(argv[3]);
  file = argv[4];
  int fd = open_group(O_WRONLY);
  struct crew sleepers = start_crew(atoi(argv[1]), sleep_often);
  int64_t end = now_ns() + atol(argv[2]) * INT64_C(1000000), next = now_ns();
  uint64_t counted = 0;
  while (now_ns() < end) {
    rest_us(rain_us);
    sprinkle(&sleepers);
    if (now_ns() < next) continue;
    counted += awake(fd);
    next = now_ns() + AWAKE_EACH_US * 1000;
  }
  for (stopping = 1; working(&sleepers) > 0; rest_us(AWAKE_EACH_US)) counted += awake(fd);
  join_crew(&sleepers, 0);
  printf("counted: %" PRIu64 "\n", counted);
  printf("returned: %" PRIu64 "\n", returned);
  printf("interrupted: %" PRIu64 "\n", interrupted);
  return 0;
}
