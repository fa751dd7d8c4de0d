/*
 * Readers asleep in one empty group, each with a descriptor of its own, and sleepers on the barrier
 * of another: what they cost the server, and the time from the awake and the first of as many
 * messages as there are readers to the last of all back.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include "clock.h"
#include "crew.h"
#include "fail.h"
#include "measure.h"
#include "message.h"
#include "samples.h"
#include "server.h"

enum { READ_IN, SLEEP_IN }; /* the groups */
enum { SETTLE_US = 200 * 1000, LOOK_US = 2000, FULL_REST_US = 20 };

static const struct backend *backend;
static const struct options *options;
static int sleepers_fd; /* one for all: an ioctl does not lock the descriptor's position */
/* Where all callers and the sender meet: before each release, and when all are back. */
static pthread_barrier_t gate;
static int64_t *back_ns; /* when each caller was back */
static _Atomic int calling, refused;
static _Atomic bool done;

static void read_once(int fd, char *message) {
  if (backend->receive(fd, message, options->size) == NOTHING) refused++;
}

/* The first callers are readers, the others sleepers. */
static void call_repeatedly(int number) {
  bool reads = number < options->count;
  char *message = reads ? new_message(options->size) : NULL;
  int fd = reads ? backend->open(READ_IN, RECEIVE) : sleepers_fd;
  for (;;) {
    pthread_barrier_wait(&gate);
    if (done) break;
    calling++;
    if (reads) read_once(fd, message);
    else backend->sleep(fd);
    back_ns[number] = now_ns();
    pthread_barrier_wait(&gate);
  }
  free(message);
}

static void end_if_refused(void) {
  if (refused > 0) refuse("the server parks no more readers");
}

static bool all_parked(void) {
  return backend->readers(READ_IN) == options->count &&
         (options->sleepers == 0 || backend->sleepers(SLEEP_IN) == options->sleepers);
}

/* Where nobody counts the callers, a pause has to do. */
static void await_callers(void) {
  while (calling < options->count + options->sleepers) rest_us(LOOK_US);
  if (backend->readers == NULL) {
    rest_us(SETTLE_US);
    return;
  }
  while (!all_parked()) {
    end_if_refused();
    rest_us(LOOK_US);
  }
}

static void send_one(int fd, const char *message) {
  while (!backend->send(fd, message, options->size)) rest_us(FULL_REST_US);
}

static int64_t release(int fd, const char *message) {
  int64_t start = now_ns();
  if (options->sleepers > 0) backend->awake(sleepers_fd);
  for (int i = 0; i < options->count; i++) send_one(fd, message);
  pthread_barrier_wait(&gate);
  return latest(back_ns, (size_t)(options->count + options->sleepers)) - start;
}

int measure_parked(const struct backend *b, const struct options *o) {
  int callers = o->count + o->sleepers, groups = o->sleepers > 0 ? 2 : 1;
  backend = b;
  options = o;
  back_ns = calloc((size_t)callers, sizeof *back_ns);
  int64_t *samples = calloc((size_t)o->repeat, sizeof *samples);
  if (back_ns == NULL || samples == NULL) fail("calloc");
  pthread_barrier_init(&gate, NULL, (unsigned)callers + 1);
  b->install(o, groups, BLOCK);
  if (o->sleepers > 0) sleepers_fd = b->open(SLEEP_IN, SEND);
  struct crew crew = start_crew(callers, call_repeatedly);
  int fd = b->open(READ_IN, SEND);
  char *message = new_message(o->size);

  for (int i = 0; i < o->repeat; i++) {
    calling = 0;
    pthread_barrier_wait(&gate);
    await_callers();
    if (i == 0) print_server(o->server);
    samples[i] = release(fd, message);
  }
  done = true;
  pthread_barrier_wait(&gate);
  join_crew(crew);
  b->uninstall(groups);
  printf("release_ms=%.2f\n", (double)percentile(samples, (size_t)o->repeat, 0.5) / 1e6);
  return 0;
}
