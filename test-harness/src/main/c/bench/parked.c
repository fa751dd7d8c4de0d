/*
 * Readers asleep in one empty group, each with a descriptor of its own: what they cost the server,
 * and the time from sending the first of as many messages to the last reader back.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clock.h"
#include "crew.h"
#include "fail.h"
#include "measure.h"
#include "message.h"
#include "samples.h"

enum { SETTLE_US = 200 * 1000, LOOK_US = 2000, FULL_REST_US = 20 };

static const struct backend *backend;
static const struct options *options;
/* Where all readers and the sender meet: before each release, and when all are back. */
static pthread_barrier_t gate;
static int64_t *back_ns; /* when each reader was back */
static _Atomic int reading, refused;
static _Atomic bool done;

static void read_repeatedly(int number) {
  char *message = new_message(options->size);
  int fd = backend->open(0, RECEIVE);
  for (;;) {
    pthread_barrier_wait(&gate);
    if (done) break;
    reading++;
    if (backend->receive(fd, message, options->size) == NOTHING) refused++;
    back_ns[number] = now_ns();
    pthread_barrier_wait(&gate);
  }
  free(message);
}

static void end_if_refused(void) {
  if (refused == 0) return;
  printf("refused=%d\n", refused);
  exit(REFUSED);
}

/* Where nobody counts the readers, a pause has to do. */
static void await_readers(void) {
  while (reading < options->count) rest_us(LOOK_US);
  if (backend->readers == NULL) {
    rest_us(SETTLE_US);
    return;
  }
  while (backend->readers(0) < options->count && refused == 0) rest_us(LOOK_US);
  end_if_refused();
}

/* The value of a line `name: value …` of /proc/PID/status. */
static long status(pid_t pid, const char *name) {
  char path[64], line[256];
  long value = -1;
  snprintf(path, sizeof path, "/proc/%d/status", (int)pid);
  FILE *file = fopen(path, "r");
  if (file == NULL) fail("read the server's status");
  while (fgets(line, sizeof line, file) != NULL) {
    size_t n = strlen(name);
    if (strncmp(line, name, n) == 0 && line[n] == ':') value = atol(line + n + 1);
  }
  fclose(file);
  return value;
}

static void print_server(void) {
  if (options->server == 0) return;
  printf("rss_mib=%.1f\n", (double)status(options->server, "VmRSS") / 1024);
}

static void send_one(int fd, const char *message) {
  while (!backend->send(fd, message, options->size)) rest_us(FULL_REST_US);
}

static int64_t release(int fd, const char *message) {
  int64_t start = now_ns();
  for (int i = 0; i < options->count; i++) send_one(fd, message);
  pthread_barrier_wait(&gate);
  return latest(back_ns, (size_t)options->count) - start;
}

int measure_parked(const struct backend *b, const struct options *o) {
  backend = b;
  options = o;
  back_ns = calloc((size_t)o->count, sizeof *back_ns);
  int64_t *samples = calloc((size_t)o->repeat, sizeof *samples);
  if (back_ns == NULL || samples == NULL) fail("calloc");
  pthread_barrier_init(&gate, NULL, (unsigned)o->count + 1);
  b->install(o, 1, BLOCK);
  struct crew readers = start_crew(o->count, read_repeatedly);
  int fd = b->open(0, SEND);
  char *message = new_message(o->size);

  for (int i = 0; i < o->repeat; i++) {
    reading = 0;
    pthread_barrier_wait(&gate);
    await_readers();
    if (i == 0) print_server();
    samples[i] = release(fd, message);
  }
  done = true;
  pthread_barrier_wait(&gate);
  join_crew(readers);
  b->uninstall(1);
  printf("release_ms=%.2f\n", (double)percentile(samples, (size_t)o->repeat, 0.5) / 1e6);
  return 0;
}
