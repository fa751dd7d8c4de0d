/* One thread writes a message and reads it back, over and over. */
#include <stdio.h>
#include <stdlib.h>

#include "clock.h"
#include "fail.h"
#include "measure.h"
#include "message.h"
#include "samples.h"

enum { MAX_SAMPLES = 4 * 1000 * 1000 };

static int64_t once(const struct backend *b, int out, int in, char *message, size_t size) {
  int64_t start = now_ns();
  if (!b->send(out, message, size)) give_up("an empty group is full");
  if (b->receive(in, message, size) != (ssize_t)size) give_up("what was sent did not come back");
  return now_ns() - start;
}

int measure_roundtrip(const struct backend *b, const struct options *o) {
  char *message = new_message(o->size);
  int64_t *samples = malloc(MAX_SAMPLES * sizeof *samples);
  if (samples == NULL) fail("malloc");
  b->install(o, 1, POLL);
  int out = b->open(0, SEND), in = b->open(0, RECEIVE);

  int64_t length = (int64_t)(o->seconds * 1e9);
  int64_t warm = now_ns() + length / 10, end = warm + length;
  while (now_ns() < warm) once(b, out, in, message, o->size);
  size_t count = 0;
  while (count < MAX_SAMPLES && now_ns() < end) {
    samples[count++] = once(b, out, in, message, o->size);
  }
  b->uninstall(1);
  if (count == 0) give_up("not one round trip in the time given");
  printf("median_us=%.3f\n", (double)percentile(samples, count, 0.50) / 1e3);
  printf("p99_us=%.3f\n", (double)percentile(samples, count, 0.99) / 1e3);
  return 0;
}
