/*
 * Sends COUNT messages to each of the groups, in turn, numbered from 1. A full group is waited for.
 *
 * Exit code 3: a group, the mount or the daemon went away meanwhile.
 */
#include <err.h>
#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "clock.h"
#include "crew.h"
#include "gone.h"
#include "message.h"
#include "stress.h"

enum { EXIT_GONE = 3, LINE_OVERHEAD = 128 };

static const char usage[] =
    "usage: producer [-r US] [-p US] [-z BYTES] SENDER COUNT FILE...\n"
    "  -r US     a signal each so many microseconds\n"
    "  -p US     a pause after each round of the groups\n"
    "  -z BYTES  the largest payload (200)\n";

static long rain_us, pause_us;
static unsigned sender, most = 200;
static uint64_t count, full, interrupted;
static char **files;
static int groups;

static int await_room(int fd) {
  struct pollfd room = {.fd = fd, .events = POLLOUT};
  full++;
  return poll(&room, 1, -1);
}

/* Sends a message, however often it has to be tried. An interrupted write has stored nothing. */
static void send_message(int fd, const char *message, size_t length) {
  for (;;) {
    ssize_t n = write(fd, message, length);
    if (n >= 0 && (size_t)n != length) errx(1, "%zd of %zu bytes written", n, length);
    if (n >= 0) return;
    if (errno == ENOSPC && await_room(fd) >= 0) continue;
    if (errno == EINTR) {
      interrupted++;
      continue;
    }
    if (gone(errno)) exit(EXIT_GONE);
    err(1, "write");
  }
}

static void open_groups(int *fds) {
  for (int g = 0; g < groups; g++) {
    fds[g] = open(files[g], O_WRONLY);
    if (fds[g] < 0 && gone(errno)) exit(EXIT_GONE);
    if (fds[g] < 0) err(1, "%s", files[g]);
  }
}

static void produce(int self) {
  (void)self;
  struct chance chance = {sender + 1};
  char *message = malloc(most + LINE_OVERHEAD);
  int *fds = calloc((size_t)groups, sizeof *fds);
  if (message == NULL || fds == NULL) err(1, "memory");
  open_groups(fds);
  for (uint64_t number = 1; number <= count; number++) {
    for (int g = 0; g < groups; g++) {
      const char *group = strrchr(files[g], '/') + 1;
      send_message(fds[g], message, compose(message, sender, group, number, most, &chance));
    }
    if (pause_us > 0) rest_us(pause_us);
  }
}

int producer(int argc, char **argv) {
  int option;
  while ((option = getopt(argc, argv, "r:p:z:")) != -1) {
    switch (option) {
      case 'r': rain_us = atol(optarg); break;
      case 'p': pause_us = atol(optarg); break;
      case 'z': most = (unsigned)atoi(optarg); break;
      default: fputs(usage, stderr); return 2;
    }
  }
  if (argc - optind < 3) {
    fputs(usage, stderr);
    return 2;
  }
  sender = (unsigned)atoi(argv[optind]);
  count = strtoull(argv[optind + 1], NULL, 10);
  files = argv + optind + 2;
  groups = argc - optind - 2;
  struct crew crew = start_crew(1, produce);
  join_crew(&crew, rain_us);
  printf("full: %" PRIu64 "\n", full);
  printf("interrupted: %" PRIu64 "\n", interrupted);
  return 0;
}
