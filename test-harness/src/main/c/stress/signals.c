/*
 * Child after child blocks in one call and gets a signal. Prints how long they took to end, and
 * whether what came after was taken for one of them: a message, or the count of an awake.
 *
 *   HANDLED  SIGUSR1 with a handler: the call has to fail with EINTR
 *   INT, KILL  the process has to be gone
 */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "clock.h"
#include "control.h"
#include "interface.h"
#include "stress.h"

enum { LOOK_US = 500, LIMIT_S = 60 };

static const char usage[] = "usage: signals HANDLED|INT|KILL read|sleep ROUNDS FILE\n";

static int signal_number, sleeps;
static const char *file;

static void ignore(int number) { (void)number; }

/* Exit code 0: the call failed with EINTR. */
static void block(void) {
  struct sigaction action = {.sa_handler = ignore};
  sigaction(SIGUSR1, &action, NULL);
  signal(SIGINT, SIG_DFL);
  char room[4096];
  int fd = open(file, O_RDONLY);
  if (fd < 0) err(1, "%s", file);
  long result = sleeps ? ioctl(fd, IOCTL_SLEEP) : read(fd, room, sizeof room);
  _exit(result < 0 && errno == EINTR ? 0 : 1);
}

static void check_end(int status) {
  int handled = WIFEXITED(status) && WEXITSTATUS(status) == 0;
  int killed = WIFSIGNALED(status) && WTERMSIG(status) == signal_number;
  if (signal_number == SIGUSR1 ? !handled : !killed)
    errx(1, "the blocked process ended with status %#x", status);
}

/* From the signal to the end of the process, in ns. */
static int64_t interrupt_one(void) {
  pid_t child = fork();
  if (child < 0) err(1, "fork");
  if (child == 0) block();
  while (control(file, sleeps ? "sleepers" : "readers") == 0) rest_us(LOOK_US);
  int64_t start = now_ns();
  if (kill(child, signal_number) < 0) err(1, "kill");
  int status;
  if (waitpid(child, &status, 0) < 0) err(1, "waitpid");
  int64_t took = now_ns() - start;
  check_end(status);
  return took;
}

/* 1 when the one who was interrupted still counted or took a message. */
static int took_more(int fd) {
  if (sleeps) {
    int woken = ioctl(fd, IOCTL_AWAKE);
    if (woken < 0) err(1, "awake");
    return woken > 0;
  }
  char room[16];
  if (write(fd, "later", 5) != 5) err(1, "write");
  return read(fd, room, sizeof room) != 5;
}

static int ascending(const void *a, const void *b) {
  int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
  return (x > y) - (x < y);
}

int signals(int argc, char **argv) {
  if (argc != 5) {
    fputs(usage, stderr);
    return 2;
  }
  alarm(LIMIT_S);
  signal_number = strcmp(argv[1], "KILL") == 0  ? SIGKILL
                  : strcmp(argv[1], "INT") == 0 ? SIGINT
                                                : SIGUSR1;
  sleeps = strcmp(argv[2], "sleep") == 0;
  size_t rounds = (size_t)atoi(argv[3]);
  file = argv[4];
  int fd = open(file, O_RDWR | O_NONBLOCK);
  if (fd < 0) err(1, "%s", file);
  int64_t *took = calloc(rounds, sizeof *took);
  int taken = 0;
  for (size_t i = 0; i < rounds; i++) {
    took[i] = interrupt_one();
    taken += took_more(fd);
  }
  qsort(took, rounds, sizeof *took, ascending);
  printf("taken: %d\n", taken);
  printf("median_us: %ld\n", (long)(took[rounds / 2] / 1000));
  printf("p98_us: %ld\n", (long)(took[rounds * 98 / 100] / 1000));
  printf("worst_us: %ld\n", (long)(took[rounds - 1] / 1000));
  return 0;
}
