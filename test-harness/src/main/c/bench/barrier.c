/* Sleepers on the barrier of one group: from the awake to the last of them back. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include "clock.h"
#include "crew.h"
#include "fail.h"
#include "measure.h"
#include "samples.h"

enum { SETTLE_US = 20 * 1000, LOOK_US = 1000 };

static const struct backend *backend;
/* Where all sleepers and the waker meet: before each release, and when all are back. */
static pthread_barrier_t gate;
static int64_t *back_ns; /* when each sleeper was back */
static _Atomic bool done;

static void sleep_repeatedly(int number) {
  int fd = backend->open(0, RECEIVE);
  for (;;) {
    pthread_barrier_wait(&gate);
    if (done) return;
    backend->sleep(fd);
    back_ns[number] = now_ns();
    pthread_barrier_wait(&gate);
  }
}

/* Where nobody counts the sleepers, awake() tells whether the pause was long enough. */
static void await_sleepers(int count) {
  if (backend->sleepers == NULL) {
    rest_us(SETTLE_US);
    return;
  }
  while (backend->sleepers(0) < count) rest_us(LOOK_US);
}

/* One release in ns, or -1 if not all were asleep yet. Then the stragglers are woken uncounted. */
static int64_t release(int fd, int count) {
  pthread_barrier_wait(&gate);
  await_sleepers(count);
  int64_t start = now_ns();
  int woken = backend->awake(fd);
  bool all = woken == count;
  while (woken < count) {
    rest_us(LOOK_US);
    woken += backend->awake(fd);
  }
  pthread_barrier_wait(&gate);
  return all ? latest(back_ns, (size_t)count) - start : -1;
}

int measure_barrier(const struct backend *b, const struct options *o) {
  backend = b;
  back_ns = calloc((size_t)o->count, sizeof *back_ns);
  int64_t *samples = calloc((size_t)o->repeat, sizeof *samples);
  if (back_ns == NULL || samples == NULL) fail("calloc");
  pthread_barrier_init(&gate, NULL, (unsigned)o->count + 1);
  b->install(o, 1, POLL);
  struct crew sleepers = start_crew(o->count, sleep_repeatedly);
  int fd = b->open(0, SEND);

  for (int i = 0; i < o->repeat;) {
    int64_t ns = release(fd, o->count);
    if (ns >= 0) samples[i++] = ns;
  }
  done = true;
  pthread_barrier_wait(&gate);
  join_crew(sleepers);
  b->uninstall(1);
  printf("last_us=%.1f\n", (double)percentile(samples, (size_t)o->repeat, 0.5) / 1e3);
  return 0;
}
