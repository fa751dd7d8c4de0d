/* One thread's round trips through a group that holds few messages, then many. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "exchange.h"
#include "fail.h"
#include "frames.h"
#include "measure.h"
#include "message.h"
#include "samples.h"
#include "server.h"

enum { FEW = 10, FILL = 500, SPARE_BYTES = 1 << 20 };

static void send_singly(const struct backend *b, int out, int count, size_t size) {
  char *message = new_message(size);
  for (int i = 0; i < count; i++) {
    if (!b->send(out, message, size)) refuse("the group is full too early");
  }
  free(message);
}

/* In batches, to save time, where there are any. */
static void fill(const struct backend *b, int out, int count, size_t size) {
  int batch = b->open_batch == NULL ? -1 : b->open_batch(0, SEND);
  if (batch >= 0) {
    struct frames frames = new_frames(FILL, size);
    for (; count >= FILL; count -= FILL) {
      if (!b->send(batch, frames.bytes, frames.size)) refuse("the group is full too early");
    }
    free(frames.bytes);
    close(batch);
  }
  send_singly(b, out, count, size);
}

static double median_us(const struct backend *b, struct ends ends, const struct options *o,
                        int64_t *samples) {
  size_t count = exchange(b, ends, o->size, o->seconds, samples);
  return (double)percentile(samples, count, 0.5) / 1e3;
}

int measure_stored(const struct backend *b, const struct options *o) {
  int64_t *samples = new_samples();
  if (b->raise_storage != NULL) b->raise_storage(o, 2 * (size_t)o->count * o->size + SPARE_BYTES);
  b->install(o, 1, POLL);
  struct ends ends = open_ends(b, 0);
  send_singly(b, ends.out, FEW, o->size);
  median_us(b, ends, o, samples); /* to warm up */
  double few = median_us(b, ends, o, samples);
  fill(b, ends.out, o->count - FEW, o->size);
  print_server(o->server);
  double many = median_us(b, ends, o, samples);
  b->uninstall(1);
  printf("few_us=%.3f\n", few);
  printf("many_us=%.3f\n", many);
  printf("many_to_few=%.3f\n", many / few);
  return 0;
}
