/*
 * Does to a mount whatever a program can do, by chance, from several processes: half of them with
 * the rights of the caller, half as nobody. Alarms interrupt them all the time.
 *
 * Prints the seed, each call that failed as none should, each that hung, and how many were tried.
 * Exit code 0: nothing of that kind happened.
 */
#include <err.h>
#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "attacks.h"
#include "attempt.h"
#include "clock.h"
#include "stress.h"

enum { PROCESSES = 4, NOBODY = 65534, ALARM_US = 10000, LOOK_US = 20000, HUNG_S = 5 };

static struct record *records; /* one for each process, shared */
static _Atomic int *stopping;  /* likewise */
static pid_t children[PROCESSES];

static void ignore(int signal) { (void)signal; }

/* Without SA_RESTART: blocked calls end with EINTR. */
static void start_alarms(void) {
  struct sigaction action = {.sa_handler = ignore};
  struct itimerval each = {{0, ALARM_US}, {0, ALARM_US}};
  if (sigaction(SIGALRM, &action, NULL) < 0) err(1, "sigaction");
  if (setitimer(ITIMER_REAL, &each, NULL) < 0) err(1, "setitimer");
  signal(SIGPIPE, SIG_IGN);
}

static void attack(const char *mount, uint64_t seed) {
  struct chance chance = {seed};
  start_alarms();
  while (!*stopping) {
    if (one_in(&chance, 3)) attack_name(mount, &chance);
    else attack_file(mount, &chance);
  }
  fflush(stdout);
  _exit(0);
}

static void start(int number, const char *mount, uint64_t seed) {
  children[number] = fork();
  if (children[number] < 0) err(1, "fork");
  if (children[number] > 0) return;
  record = &records[number];
  if (number % 2 == 1 && getuid() == 0 && (setgid(NOBODY) < 0 || setuid(NOBODY) < 0))
    err(1, "nobody");
  attack(mount, seed + (uint64_t)number);
}

/* Which process has been at one call for too long; -1: none. */
static int hung(void) {
  for (int i = 0; i < PROCESSES; i++)
    if (now_ns() - records[i].since_ns > HUNG_S * INT64_C(1000000000)) return i;
  return -1;
}

/* Whether a process has ended that should not have. */
static int died(void) {
  int status;
  pid_t pid = waitpid(-1, &status, WNOHANG);
  if (pid <= 0) return 0;
  printf("died: process %d with status %#x\n", (int)pid, status);
  return 1;
}

static int watch(int64_t end_ns) {
  while (now_ns() < end_ns) {
    rest_us(LOOK_US);
    int at = hung();
    if (at >= 0) printf("hung: %s\n", records[at].what);
    if (at >= 0 || died()) return 1;
  }
  return 0;
}

/* Those that do not end by themselves are killed; one that cannot be killed is left. */
static int stop(void) {
  int left = PROCESSES, killed = 0;
  *stopping = 1;
  for (int64_t end = now_ns() + HUNG_S * INT64_C(1000000000); left > 0 && now_ns() < end;) {
    while (left > 0 && waitpid(-1, NULL, WNOHANG) != 0) left--;
    rest_us(LOOK_US);
  }
  for (int i = 0; i < PROCESSES && left > 0; i++) {
    if (kill(children[i], 0) < 0) continue;
    printf("hung: %s\n", records[i].what);
    kill(children[i], SIGKILL);
    killed = 1;
  }
  return killed;
}

int hostile(int argc, char **argv) {
  if (argc < 3 || argc > 4) {
    fputs("usage: hostile MOUNT SECONDS [SEED]\n", stderr);
    return 2;
  }
  setvbuf(stdout, NULL, _IOLBF, 0);
  uint64_t seed = argc == 4 ? strtoull(argv[3], NULL, 0) : (uint64_t)now_ns();
  printf("seed: %" PRIu64 "\n", seed);
  size_t size = PROCESSES * sizeof *records + sizeof *stopping;
  records = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (records == MAP_FAILED) err(1, "mmap");
  stopping = (void *)(records + PROCESSES);
  for (int i = 0; i < PROCESSES; i++) records[i].since_ns = now_ns();
  for (int i = 0; i < PROCESSES; i++) start(i, argv[1], seed);
  int failed = watch(now_ns() + atoi(argv[2]) * INT64_C(1000000000));
  failed |= stop();
  uint64_t attempts = 0, wrong = 0;
  for (int i = 0; i < PROCESSES; i++) {
    attempts += records[i].attempts;
    wrong += records[i].wrong;
  }
  printf("attempts: %" PRIu64 "\n", attempts);
  printf("wrong: %" PRIu64 "\n", wrong);
  return failed || wrong > 0;
}
