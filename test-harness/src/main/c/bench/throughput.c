/*
 * Producers and consumers over groups: how many messages are delivered in a second.
 *
 * The groups are dealt out in turn: producer p sends to the groups p, p + producers, … one message
 * each and starts again; consumer c likewise receives. As many consumers as producers thus pair up,
 * and none sleeps in an empty group while its others fill. Threads share a group where there are
 * fewer groups than threads. On every backend a consumer sleeps in an empty group (a blocking read,
 * mq_receive), or with --reads=poll goes on to its next one.
 *
 * A producer never sleeps in a full group: it rests a moment and tries again, uncounted. In the end
 * messages are sent until every consumer has seen that the time is up.
 */
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clock.h"
#include "crew.h"
#include "fail.h"
#include "measure.h"
#include "message.h"

enum { RAMP_UP_US = 100 * 1000, FULL_REST_US = 20, EMPTY_REST_US = 1000 };

/* A thread's own count, on a cache line of its own. */
struct count {
  _Alignas(64) _Atomic long value;
};

static const struct backend *backend;
static const struct options *options;
static struct count *received;     /* of each consumer */
static struct count *met_full;     /* of each producer */
static _Atomic bool stopping;
static _Atomic int consumers_left; /* that have not ended */

static struct count *new_counts(int size) {
  struct count *counts = aligned_alloc(64, sizeof *counts * (size_t)size);
  if (counts == NULL) fail("aligned_alloc");
  return memset(counts, 0, sizeof *counts * (size_t)size);
}

static void add_one(struct count *count) {
  long value = atomic_load_explicit(&count->value, memory_order_relaxed);
  atomic_store_explicit(&count->value, value + 1, memory_order_relaxed);
}

static long sum(struct count *counts, int size) {
  long total = 0;
  for (int i = 0; i < size; i++) {
    total += atomic_load_explicit(&counts[i].value, memory_order_relaxed);
  }
  return total;
}

/* Opens every group that falls to the thread `number` of `threads`; returns how many. */
static int open_dealt(int number, int threads, enum direction direction, int *fds) {
  int groups = options->groups, step = threads < groups ? threads : groups, n = 0;
  for (int g = number % groups; g < groups; g += step) fds[n++] = backend->open(g, direction);
  return n;
}

static void produce(int number) {
  int fds[options->groups], n = open_dealt(number, options->producers, SEND, fds);
  char *message = new_message(options->size);
  for (int i = 0; !stopping; i = (i + 1) % n) {
    while (!backend->send(fds[i], message, options->size) && !stopping) {
      add_one(&met_full[number]);
      rest_us(FULL_REST_US);
    }
  }
  free(message);
}

static void consume(int number) {
  int fds[options->groups], n = open_dealt(number, options->consumers, RECEIVE, fds);
  char *message = new_message(options->size);
  for (int i = 0; !stopping; i = (i + 1) % n) {
    ssize_t length = backend->receive(fds[i], message, options->size);
    if (length == NOTHING) continue;
    if (length != (ssize_t)options->size) give_up("a message came back cut");
    add_one(&received[number]);
  }
  free(message);
  consumers_left--;
}

static void measure_window(void) {
  rest_us(RAMP_UP_US);
  int64_t start = now_ns();
  long before = sum(received, options->consumers);
  rest_us((long)(options->seconds * 1e6));
  long after = sum(received, options->consumers);
  int64_t end = now_ns();
  printf("messages_per_s=%.1f\n", (double)(after - before) * 1e9 / (double)(end - start));
  printf("met_full=%ld\n", sum(met_full, options->producers));
}

static void wake_consumers(void) {
  int fds[options->groups];
  char *message = new_message(options->size);
  for (int g = 0; g < options->groups; g++) fds[g] = backend->open(g, SEND);
  while (consumers_left > 0) {
    for (int g = 0; g < options->groups; g++) backend->send(fds[g], message, options->size);
    rest_us(EMPTY_REST_US);
  }
  free(message);
}

int measure_throughput(const struct backend *b, const struct options *o) {
  backend = b;
  options = o;
  received = new_counts(o->consumers);
  met_full = new_counts(o->producers);
  consumers_left = o->consumers;

  b->install(o, o->groups, o->poll ? POLL : BLOCK);
  struct crew consumers = start_crew(o->consumers, consume);
  struct crew producers = start_crew(o->producers, produce);
  measure_window();
  stopping = true;
  join_crew(producers);
  wake_consumers();
  join_crew(consumers);
  b->uninstall(o->groups);
  return 0;
}
